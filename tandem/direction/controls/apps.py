from django.apps import AppConfig


class ControlsConfig(AppConfig):
    name = "tandem.direction.controls"
    label = "controls"

    def ready(self) -> None:
        from tandem.direction.controls import register  # noqa: F401, PLC0415  needs loaded models

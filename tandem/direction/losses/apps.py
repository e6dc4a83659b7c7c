from django.apps import AppConfig


class LossesConfig(AppConfig):
    name = "tandem.direction.losses"
    label = "losses"

    def ready(self) -> None:
        from tandem.direction.losses import background, register  # noqa: F401, PLC0415  needs loaded models

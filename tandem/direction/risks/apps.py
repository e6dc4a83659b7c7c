from django.apps import AppConfig


class RisksConfig(AppConfig):
    name = "tandem.direction.risks"
    label = "risks"

    def ready(self) -> None:
        from tandem.direction.risks import register  # noqa: F401, PLC0415  needs loaded models

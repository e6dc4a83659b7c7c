from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "tandem.operation.services"
    label = "services"

    def ready(self) -> None:
        from tandem.operation.services import register  # noqa: F401, PLC0415  needs loaded models

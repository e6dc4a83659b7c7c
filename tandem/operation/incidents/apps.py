from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "tandem.operation.incidents"
    label = "incidents"

    def ready(self) -> None:
        from tandem.operation.incidents import register  # noqa: F401, PLC0415  needs loaded models

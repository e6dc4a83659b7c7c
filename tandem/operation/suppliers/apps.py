from django.apps import AppConfig


class SuppliersConfig(AppConfig):
    name = "tandem.operation.suppliers"
    label = "suppliers"

    def ready(self) -> None:
        from tandem.operation.suppliers import register  # noqa: F401, PLC0415  needs loaded models

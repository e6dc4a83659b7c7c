from django.apps import AppConfig


class InventoryConfig(AppConfig):
    name = "tandem.operation.inventory"
    label = "inventory"

    def ready(self) -> None:
        from tandem.operation.inventory import register  # noqa: F401, PLC0415  needs loaded models

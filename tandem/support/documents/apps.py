from importlib import import_module

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "tandem.support.documents"
    label = "documents"

    def ready(self) -> None:
        for module in ("register", "reading_register", "exceptions_register", "schedule"):  # they need loaded models
            import_module(f"{self.name}.{module}")

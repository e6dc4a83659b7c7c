from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "tandem.support.documents"
    label = "documents"

    def ready(self) -> None:
        from tandem.support.documents import register  # noqa: F401, PLC0415  needs loaded models

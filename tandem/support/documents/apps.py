from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "tandem.support.documents"
    label = "documents"

    def ready(self) -> None:
        from tandem.support.documents import (  # noqa: PLC0415  needs loaded models
            exceptions_register,  # noqa: F401
            reading_register,  # noqa: F401
            register,  # noqa: F401
            schedule,  # noqa: F401
        )

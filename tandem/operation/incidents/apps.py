from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "tandem.operation.incidents"
    label = "incidents"

    def ready(self) -> None:
        from tandem.operation.incidents import (  # noqa: PLC0415  needs loaded models
            cause_register,  # noqa: F401
            evidence_register,  # noqa: F401
            notification_register,  # noqa: F401
            reference_register,  # noqa: F401
            register,  # noqa: F401
        )

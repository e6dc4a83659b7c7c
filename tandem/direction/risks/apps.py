from django.apps import AppConfig


class RisksConfig(AppConfig):
    name = "tandem.direction.risks"
    label = "risks"

    def ready(self) -> None:
        from tandem.direction.risks import (  # noqa: PLC0415  needs loaded models
            measures_register,  # noqa: F401
            methods_register,  # noqa: F401
            register,  # noqa: F401
            typical_register,  # noqa: F401
        )

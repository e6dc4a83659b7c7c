from django.apps import AppConfig
from django.core import checks


class KernelConfig(AppConfig):
    name = "tandem.ground.kernel"
    label = "kernel"

    def ready(self) -> None:
        from tandem.ground.kernel import declaration_checks, register  # noqa: F401, PLC0415  needs loaded models

        checks.register(declaration_checks.check_registers)

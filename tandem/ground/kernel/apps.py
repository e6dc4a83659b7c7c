from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate


class KernelConfig(AppConfig):
    name = "tandem.ground.kernel"
    label = "kernel"

    def ready(self) -> None:
        from tandem.ground.kernel import (  # noqa: PLC0415  needs loaded models
            comments,  # noqa: F401
            declaration_checks,
            defining,  # noqa: F401
            files,  # noqa: F401
            links,  # noqa: F401
            register,  # noqa: F401
            reminders,  # noqa: F401
            row_security,
            sent_forms,  # noqa: F401
            views,  # noqa: F401
        )
        from tandem.ground.kernel.comparison import schedule, witnessing  # noqa: F401, PLC0415

        checks.register(declaration_checks.check_registers)
        checks.register(row_security.check_walls, checks.Tags.database)
        post_migrate.connect(row_security.raise_walls, sender=self)

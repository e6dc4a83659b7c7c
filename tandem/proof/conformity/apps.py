from django.apps import AppConfig
from django.core import checks


class ConformityConfig(AppConfig):
    name = "tandem.proof.conformity"
    label = "conformity"

    def ready(self) -> None:
        from tandem.proof.conformity import library, register, snapshots  # noqa: F401, PLC0415  needs loaded models

        checks.register(library.check_library)

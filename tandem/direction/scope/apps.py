from django.apps import AppConfig


class ScopeConfig(AppConfig):
    name = "tandem.direction.scope"
    label = "scope"

    def ready(self) -> None:
        from tandem.direction.scope import register  # noqa: F401, PLC0415  needs loaded models

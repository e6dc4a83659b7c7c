from django.apps import AppConfig


class ContextConfig(AppConfig):
    name = "tandem.direction.context"
    label = "context"

    def ready(self) -> None:
        from tandem.direction.context import register  # noqa: F401, PLC0415  needs loaded models

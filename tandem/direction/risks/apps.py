from django.apps import AppConfig


class RisksConfig(AppConfig):
    name = "tandem.direction.risks"
    label = "risks"

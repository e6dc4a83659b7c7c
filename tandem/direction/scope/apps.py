from django.apps import AppConfig


class ScopeConfig(AppConfig):
    name = "tandem.direction.scope"
    label = "scope"

from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "tandem.operation.incidents"
    label = "incidents"

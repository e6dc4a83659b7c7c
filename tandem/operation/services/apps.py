from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "tandem.operation.services"
    label = "services"

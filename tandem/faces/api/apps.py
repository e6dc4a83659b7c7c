from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "tandem.faces.api"
    label = "api"

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "tandem.faces.web"
    label = "web"

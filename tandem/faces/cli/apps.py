from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "tandem.faces.cli"
    label = "cli"

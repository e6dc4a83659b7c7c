from django.apps import AppConfig


class ConformityConfig(AppConfig):
    name = "tandem.proof.conformity"
    label = "conformity"

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "tandem.ground.kernel"
    label = "kernel"

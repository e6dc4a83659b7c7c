from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "tandem.ground.catalogue"
    label = "catalogue"

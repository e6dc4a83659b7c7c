from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "tandem.support.documents"
    label = "documents"

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tandem.support.people"
    label = "people"

    def ready(self) -> None:
        from tandem.support.people import register  # noqa: F401, PLC0415  needs loaded models

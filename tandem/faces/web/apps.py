from django.apps import AppConfig
from django.core import checks


class WebConfig(AppConfig):
    name = "tandem.faces.web"
    label = "web"

    def ready(self) -> None:
        from tandem.faces.web import icons, places  # noqa: PLC0415  needs loaded models

        checks.register(icons.check_icons)
        checks.register(places.check_places)

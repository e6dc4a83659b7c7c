from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "tandem.ground.exchange"
    label = "exchange"

    def ready(self) -> None:
        from tandem.ground.exchange import background  # noqa: F401, PLC0415  needs loaded models

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "tandem.ground.exchange"
    label = "exchange"

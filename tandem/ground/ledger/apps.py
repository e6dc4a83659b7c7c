from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "tandem.ground.ledger"
    label = "ledger"

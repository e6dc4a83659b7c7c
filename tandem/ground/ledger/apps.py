from django.apps import AppConfig
from django.db.backends.signals import connection_created

from tandem.ground.ledger.naming import tell_new_connection


class LedgerConfig(AppConfig):
    name = "tandem.ground.ledger"
    label = "ledger"

    def ready(self) -> None:
        connection_created.connect(tell_new_connection)

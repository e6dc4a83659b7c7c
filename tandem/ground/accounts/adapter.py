"""How django-allauth meets Tandem's accounts."""

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest

from tandem.ground.accounts.models import User
from tandem.ground.accounts.noting import note_everywhere


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up alone: people come by invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: User, password: str) -> None:
        """A new password ends every API token and calendar address of the user, as it ends their other sessions."""
        with transaction.atomic():
            super().set_password(user, password)
            note_everywhere(user.name, user, "took a new password", end_access=True)

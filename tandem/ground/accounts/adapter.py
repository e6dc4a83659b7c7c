"""How django-allauth meets Tandem's accounts."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest

from tandem.ground.accounts.models import User
from tandem.ground.accounts.noting import note_everywhere

logger = logging.getLogger("tandem.mail")


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up alone: people come by invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A message that the mail server refuses is logged; the page must not tell by it who has an account."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError) as why:
            logger.warning("A message was not taken by the mail server: %s", why)

    def set_password(self, user: User, password: str) -> None:
        """A new password ends every API token and calendar address of the user, as it ends their other sessions."""
        with transaction.atomic():
            super().set_password(user, password)
            note_everywhere(user.name, user, "took a new password", end_access=True)

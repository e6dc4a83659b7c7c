"""A message that goes out while somebody waits: whether it was taken, in words, and never an error of the page."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _

logger = logging.getLogger("tandem.mail")


def has_server() -> bool:
    """False while the installation only prints what it would send."""
    return not settings.EMAIL_BACKEND.endswith(".console.EmailBackend")


def tried(subject: str, text: str, address: str) -> str:
    """Send a message; why it was not taken, or nothing where it was."""
    try:
        send_mail(subject, text, None, [address])
    except (SMTPException, OSError) as why:
        logger.warning("A message was not taken by the mail server: %s", why)
        return str(why) or type(why).__name__
    return "" if has_server() else _("this installation has no mail server")

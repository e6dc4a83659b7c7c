"""An address stays with whom it was confirmed by."""

from django.utils.translation import gettext as _


def locked(subscription: object) -> str:
    """Whoever wants to be told elsewhere subscribes there, and shows that the address is theirs."""
    return _("An address is not rewritten: end this one and subscribe again.")

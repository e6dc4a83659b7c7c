"""What a contact needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _


def check_contact(contact: Any, before: Any, today: date) -> Mapping[str, str]:
    """A contact is at a site of their own customer."""
    if contact.site and contact.site.customer_id != contact.customer_id:
        return {"site": _("This is a site of another customer.")}
    return {}

"""There is one page for each audience, and it shows something."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.states import Lacking
from tandem.operation.status.pages.models import StatusPage


def check(page: Any, before: Any, today: date) -> Mapping[str, str]:
    """The public page is one, and each customer has one at most."""
    others = StatusPage.objects.filter(customer_id=page.customer_id).exclude(pk=page.pk)
    if not others.exists():
        return {}
    if page.customer_id is None:
        return {"customer": _("There is a public page already; name the customer this one is for.")}
    return {"customer": _("This customer has a page already.")}


def shows_something(page: Any, actor: Actor) -> Lacking | str | None:
    """An empty page says less than none."""
    return None if page.services else Lacking(("services",), _("Name the services that it shows."))

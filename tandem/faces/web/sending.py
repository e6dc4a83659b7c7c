"""What a form made, found again when the form is sent twice."""

import secrets
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tandem.faces.web.shell import Visit
from tandem.ground.kernel import sent_forms

FIELD = "form_token"


def form_token() -> str:
    """What makes one showing of a form one of its kind; a hidden field of each form that makes something."""
    return secrets.token_urlsafe(12)


def once(visit: Visit, make: Callable[[], str]) -> HttpResponse:
    """Make what the form asks for and go there; a form that was sent before only leads there again."""
    location, is_new = sent_forms.once(visit.actor, token_of(visit), make)
    if not is_new:
        _say_known(visit)
    return redirect(location)


def shown_once(visit: Visit, location: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """Make what the form asks for and show it, such as a secret; a form that was sent before leads to `location`."""
    shown: list[HttpResponse] = []

    def made() -> str:
        shown.append(make())
        return location

    sent_forms.once(visit.actor, token_of(visit), made)
    if shown:
        return shown[0]
    _say_known(visit)
    return redirect(location)


def is_first(visit: Visit, location: str) -> bool:
    """Whether the form is sent for the first time; it is told when not. `sent_forms.release` takes it back."""
    is_new = sent_forms.claim(visit.actor, token_of(visit), location)
    if not is_new:
        _say_known(visit)
    return is_new


def token_of(visit: Visit) -> str:
    """What tells this showing of a form from others; empty where it has none."""
    return str(visit.request.POST.get(FIELD, ""))


def _say_known(visit: Visit) -> None:
    messages.info(visit.request, _("You had sent this form already; here is what came of it. Nothing was added."))

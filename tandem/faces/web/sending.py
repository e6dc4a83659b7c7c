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
    location, is_new = sent_forms.once(visit.actor, visit.request.POST.get(FIELD, ""), make)
    if not is_new:
        messages.info(visit.request, _("You had sent this form already; here is what came of it. Nothing was added."))
    return redirect(location)

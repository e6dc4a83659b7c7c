"""What everybody chooses for themselves: of what they are told, when and how, and in which language."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.faces.web.shell import Visit, inside
from tandem.ground.accounts import notices, speaking
from tandem.ground.accounts.mailing import has_server
from tandem.ground.accounts.models import User
from tandem.ground.kernel.errors import Invalid
from tandem.support.notices.chats.models import Chat


@require_http_methods(["GET", "POST"])
@inside
def show(visit: Visit) -> HttpResponse:
    """One's own notices and language."""
    problems: dict[str, Any] = {}
    if visit.request.method == "POST":
        try:
            _keep(visit)
        except Invalid as invalid:
            problems = dict(invalid.problems)
        else:
            messages.success(visit.request, _("Saved."))
            return redirect(visit.url("my-settings"))
    return visit.page(
        "settings/mine.html",
        title=_("My settings"),
        status=422 if problems else 200,
        problems=problems,
        choice=notices.of(visit.membership),
        kinds=notices.KINDS.items(),
        ways_how=notices.HOW.items(),
        ways=notices.WAYS.items(),
        hours=notices.HOURS,
        languages=settings.LANGUAGES,
        spoken=visit.request.user.language if isinstance(visit.request.user, User) else "",
        has_server=has_server(),
        has_chat=Chat.objects.filter(state="in-use").exists(),
    )


def _keep(visit: Visit) -> None:
    posted = visit.request.POST
    if isinstance(visit.request.user, User):
        speaking.speak(visit.request.user, posted.get("language", ""))
    notices.choose(visit.membership, posted)

"""What everybody chooses for themselves: of what they are told, when, how and where, and in which language."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.faces.web.shell import Visit, inside, inside_for_all
from tandem.ground.accounts import notices, speaking
from tandem.ground.accounts.mailing import has_server
from tandem.ground.accounts.models import User
from tandem.ground.kernel.errors import Invalid
from tandem.support.notices import own
from tandem.support.notices.chats.models import Chat


@require_http_methods(["GET", "POST"])
@inside_for_all
def show(visit: Visit) -> HttpResponse:
    """One's own notices and language; people of a customer, who are told by the conversation, have the language."""
    if visit.request.method == "POST":
        try:
            _keep(visit)
        except Invalid as invalid:
            return _page(visit, dict(invalid.problems))
        messages.success(visit.request, _("Saved."))
        return redirect(visit.url("my-settings"))
    return _page(visit, {})


@require_POST
@inside
def add_chat(visit: Visit) -> HttpResponse:
    """Keep a chat of one's own once it took a message."""
    try:
        chat = own.add(visit.membership, visit.request.POST.get("address", ""))
    except Invalid as invalid:
        return _page(visit, dict(invalid.problems))
    messages.success(visit.request, _("%(chat)s took the message and is yours now.") % {"chat": chat.name})
    return redirect(visit.url("my-settings"))


@require_POST
@inside
def change_chat(visit: Visit, number: int) -> HttpResponse:
    """Say something in a chat of one's own once more, or take it away."""
    try:
        chat = own.numbered(visit.membership, number)
        if visit.request.POST.get("do") == "remove":
            own.remove(visit.membership, chat)
            message = _("%(chat)s is told nothing any more.") % {"chat": chat.name}
        else:
            own.try_out(visit.membership, chat)
            message = _("%(chat)s took the message.") % {"chat": chat.name}
    except Invalid as invalid:
        return _page(visit, dict(invalid.problems))
    messages.success(visit.request, message)
    return redirect(visit.url("my-settings"))


def _page(visit: Visit, problems: dict[str, Any]) -> HttpResponse:
    choice = notices.of(visit.membership)
    is_customer = visit.actor.customer_id is not None
    screen = {} if is_customer else _notices(choice)
    return visit.page(
        "settings/mine.html",
        title=_("My settings"),
        status=422 if problems else 200,
        problems=problems,
        choice=choice,
        is_customer=is_customer,
        languages=settings.LANGUAGES,
        spoken=visit.request.user.language if isinstance(visit.request.user, User) else "",
        **screen,
    )


def _notices(choice: notices.Choice) -> dict[str, Any]:
    return {
        "kinds": notices.KINDS.items(),
        "ways_how": notices.HOW.items(),
        "ways": notices.WAYS.items(),
        "hours": notices.HOURS,
        "has_server": has_server(),
        "has_chat": bool(choice.chats) or Chat.objects.filter(state="in-use").exists(),
        "most_chats": own.MOST,
    }


def _keep(visit: Visit) -> None:
    posted = visit.request.POST
    if isinstance(visit.request.user, User):
        speaking.speak(visit.request.user, posted.get("language", ""))
    if visit.actor.customer_id is None:
        notices.choose(visit.membership, posted)

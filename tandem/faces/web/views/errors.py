"""Pages for what went wrong, in words."""

import errno
import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from tandem.faces.api import problems


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing here, or nothing that this person may see."""
    return _page(request, 404, _("Not here"), _("There is no such page, or it is not for you."))


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not allowed."""
    return _page(request, 403, _("Not allowed"), _("Your role does not include this."))


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old, or it did not come from here; its page offers again what was typed."""
    message = _("The form was too old. Load its page again and send it once more: what you typed is offered there.")
    referrer = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(referrer, {request.get_host()}, require_https=request.is_secure())
    return _page(request, 403, _("Please try again"), message, referrer if is_ours else "")


def failed(request: HttpRequest) -> HttpResponse:
    """Something broke on our side; a full disk is said, for it heals without us."""
    status, title = 500, _("That went wrong")
    message = _("Nothing was changed. The log of this installation says what happened.")
    if is_full(sys.exc_info()[1]):
        status, title = 507, _("The disk is full")
        message = _(
            "Nothing was changed, and nothing is lost. You can read on; writing works again once there is space."
        )
    if request.path_info.startswith("/api/"):
        return problems.problem(status, f"{title}. {message}")
    return _page(request, status, title, message)


def is_full(error: BaseException | None) -> bool:
    """True when the database or the file system had no space left."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    return isinstance(error, OperationalError) and ("full" in str(error) or "No space left" in str(error))


def _page(request: HttpRequest, status: int, title: str, message: str, back: str = "") -> HttpResponse:
    screen = {"title": title, "message": message, "back": back}
    return render(request, "errors/alone.html", screen, status=status)

"""Pages for what went wrong, in words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing here, or nothing that this person may see."""
    return _page(request, 404, _("Not here"), _("There is no such page, or it is not for you."))


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not allowed."""
    return _page(request, 403, _("Not allowed"), _("Your role does not include this."))


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old, or it did not come from here."""
    return _page(
        request,
        403,
        _("Please try again"),
        _("The form was too old. Go back, load the page again and send it once more."),
    )


def failed(request: HttpRequest) -> HttpResponse:
    """Something broke on our side."""
    return _page(
        request, 500, _("That went wrong"), _("Nothing was changed. The log of this installation says what happened.")
    )


def _page(request: HttpRequest, status: int, title: str, message: str) -> HttpResponse:
    return render(request, "errors/alone.html", {"title": title, "message": message}, status=status)

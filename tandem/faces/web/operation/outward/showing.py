"""What somebody sees whose link no longer counts, or never did."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def gone(request: HttpRequest) -> HttpResponse:
    """The same page for a link that was made up, has run out, or whose record is gone."""
    return render(request, "outward/gone.html", {"title": _("This link no longer works")}, status=410)

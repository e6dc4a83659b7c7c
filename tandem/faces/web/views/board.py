"""The board."""

from django.http import HttpResponse
from django.shortcuts import redirect

from tandem.faces.web.shell import Visit, inside


@inside
def show(visit: Visit) -> HttpResponse:
    """Until there are checks, the work that waits."""
    return redirect(visit.url("work"))

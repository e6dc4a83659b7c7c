"""In which language somebody is spoken to: the one they chose, else what their browser asks for."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Answer = Callable[[HttpRequest], HttpResponse]
AS_ASKED = ("/api/", "/status/")  # programs, and pages that are kept for everybody: who asks is not looked at


def in_their_language(get_response: Answer) -> Answer:
    """Speak the language that whoever is signed in chose; the API, public pages and strangers speak as they ask."""
    known = dict(settings.LANGUAGES)

    def passed(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(AS_ASKED):
            return get_response(request)
        chosen = getattr(request.user, "language", "")
        if chosen not in known:
            return get_response(request)
        with translation.override(chosen):
            response = get_response(request)
        response["Content-Language"] = chosen
        return response

    return passed

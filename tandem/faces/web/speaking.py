"""In which language somebody is spoken to: the one they chose, else what their browser asks for."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Answer = Callable[[HttpRequest], HttpResponse]


def in_their_language(get_response: Answer) -> Answer:
    """Speak the language that whoever is signed in chose; the API and strangers are spoken to as they ask."""
    known = dict(settings.LANGUAGES)

    def passed(request: HttpRequest) -> HttpResponse:
        chosen = getattr(request.user, "language", "")
        if chosen not in known or request.path.startswith("/api/"):
            return get_response(request)
        with translation.override(chosen):
            response = get_response(request)
        response["Content-Language"] = chosen
        return response

    return passed

"""A session lasts while somebody works: it is renewed now and then, and ends when nothing was asked for long enough."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

RENEWED = 30 * 60  # seconds between two renewals; each one writes
KEY = "renewed"


def stay_signed_in(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Renew the session of somebody signed in, at most every half hour, so that reading pages rarely writes."""

    def answered(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:  # a stranger's page may be kept for others
            return answer(request)
        now = int(time.time())
        if request.user.is_authenticated and now - request.session.get(KEY, 0) > RENEWED:
            request.session[KEY] = now
        return answer(request)

    return answered

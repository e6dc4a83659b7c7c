"""Wrong sign-ins, counted apart: for an account from one client, for the account, and for the client.

Whoever guesses at one account is stopped soon; whoever guesses from many places, or at many accounts, a little later;
and nobody else is locked out with them, even where many people share an address.
"""

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest

HERE, ACCOUNT, CLIENT = 8, 40, 80
LIMITS = (HERE, ACCOUNT, CLIENT)  # in the order of AXES_LOCKOUT_PARAMETERS


def account_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The e-mail address that somebody tries, in the one spelling under which it is counted."""
    address = (credentials or {}).get(settings.AXES_USERNAME_FORM_FIELD) or (credentials or {}).get("email")
    address = address or request.POST.get(settings.AXES_USERNAME_FORM_FIELD, "")
    return str(address).replace("\x00", "").strip().lower()[:255]


class Handler(AxesDatabaseHandler):  # type: ignore[misc]
    """Each count has a limit of its own; the library knows one for all."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """The failures of the count that is nearest to its limit, in parts of the first limit."""
        counts = [
            attempts.aggregate(sum=Sum("failures_since_start"))["sum"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        ]
        return max(count * HERE // limit for count, limit in zip(counts, LIMITS, strict=True))

    def reset_user_attempts(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """A right password forgets this account's failures from this client, and nobody else's."""
        name = get_client_username(request, credentials)
        attempts = AccessAttempt.objects.filter(username=name, ip_address=request.axes_ip_address)  # type: ignore[attr-defined]
        return int(attempts.delete()[0])

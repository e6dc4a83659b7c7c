"""What every request passes first: the proxy's word about the client, and the limit of what may be sent."""

from collections.abc import Callable
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tandem.faces.api import problems
from tandem.faces.web import limits
from tandem.faces.web.shell import WRITTEN

Answer = Callable[[HttpRequest], HttpResponse]
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")
FOLLOWS_WITHIN = 5  # seconds that a replica may be behind
CHECKED = "tandem.body_checked"


def trusted_proxy(get_response: Answer) -> Answer:
    """Believe X-Forwarded-… from a configured proxy only; `REMOTE_ADDR` is the client from here on."""
    networks = [ip_network(named) for named in settings.TANDEM_TRUSTED_PROXIES]

    def is_proxy(address: str) -> bool:
        try:
            return any(ip_address(address) in network for network in networks)
        except ValueError:
            return False

    def passed(request: HttpRequest) -> HttpResponse:
        peer = request.META.get("REMOTE_ADDR", "")
        if is_proxy(peer):
            request.META["REMOTE_ADDR"] = _client(request.META.get("HTTP_X_FORWARDED_FOR", ""), is_proxy) or peer
        else:
            for header in FORWARDED:
                request.META.pop(header, None)
        return get_response(request)

    return passed


def _client(forwarded: str, is_proxy: Callable[[str], bool]) -> str:
    """The last address that no trusted proxy of ours has: whatever stands before it can be made up."""
    for named in reversed(forwarded.split(",")):
        try:
            address = str(ip_address(named.strip()))
        except ValueError:
            return ""
        if not is_proxy(address):
            return address
    return ""


def body_limit(get_response: Answer) -> Answer:
    """Refuse what is larger than its sender may send, before any of it is read or stored."""

    def passed(request: HttpRequest) -> HttpResponse:
        header = request.META.get("CONTENT_LENGTH") or "0"
        length = int(header) if header.isascii() and header.isdigit() else 0
        if length > limits.STRANGERS and CHECKED not in request.META:
            limit = limits.allowed(request.META)
            if length > limit:
                return refused(request.path_info, limit)
        return get_response(request)

    return passed


def refused(path: str, limit: int) -> HttpResponse:
    """The answer to a body that is larger than its sender may send."""
    words = limits.too_large(path, limit)
    if path.startswith(("/api/", "/intake/")):
        return problems.problem(413, words)
    return HttpResponse(words, status=413, content_type="text/plain; charset=utf-8")


def just_written(get_response: Answer) -> Answer:
    """Where a replica is read, let whoever has just written read the main server until the replica has followed."""

    def passed(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method not in ("GET", "HEAD", "OPTIONS") and not request.path_info.startswith("/api/"):
            secure, path = settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_PATH
            response.set_cookie(
                WRITTEN, "1", max_age=FOLLOWS_WITHIN, path=path, secure=secure, httponly=True, samesite="Lax"
            )
        return response

    return passed

"""Who calls: by token or by session, as an actor in one organization; and what every answer has in common."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import msgspec
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from tandem.faces.api import problems
from tandem.faces.api.problems import Refusal
from tandem.ground.accounts import access
from tandem.ground.accounts.models import ApiToken, User, hashed
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel import clock, permissions, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import NotFound, WriteError
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.tenancy import organization_active

JSON = "application/json"
SAFE = frozenset({"GET", "HEAD"})
Handler = Callable[..., Any]


def endpoint(**handlers: Handler) -> Callable[..., HttpResponseBase]:
    """One address with a handler for each method, called as an actor in the organization that the address names."""

    @csrf_exempt
    def called(request: HttpRequest, slug: str, **parts: Any) -> HttpResponseBase:
        try:
            handler = _handler(request, handlers)
            actor = _actor(request, slug)
            with organization_active(actor.organization_id), timezone.override(actor.zone):
                return _response(handler(request, actor, **parts))
        except (Refusal, WriteError, UnusableFile) as error:
            return problems.answer(error)

    called.handlers = handlers  # type: ignore[attr-defined]
    return called


def personal(handler: Handler) -> Callable[..., HttpResponseBase]:
    """An address about the caller, outside any organization."""

    @csrf_exempt
    @wraps(handler)
    def called(request: HttpRequest) -> HttpResponseBase:
        try:
            _handler(request, {"get": handler})
            user, token = _caller(request)
            return _response(handler(request, user, token))
        except Refusal as error:
            return problems.answer(error)

    called.handlers = {"get": handler}  # type: ignore[attr-defined]
    return called


@csrf_exempt
def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """An address that the API does not have, answered as the API answers."""
    return problems.answer(NotFound())


def _handler(request: HttpRequest, handlers: dict[str, Handler]) -> Handler:
    method = "get" if request.method == "HEAD" else (request.method or "").lower()
    if method not in handlers:
        allowed = ", ".join(sorted(name.upper() for name in handlers))
        raise Refusal(405, f"This address understands {allowed}.", Allow=allowed)
    return handlers[method]


def _caller(request: HttpRequest) -> tuple[User, ApiToken | None]:
    header = request.headers.get("Authorization", "")
    if header:
        return _by_token(header)
    if not request.user.is_authenticated:
        raise Refusal(401, "Send a token: Authorization: Bearer tandem_…", WWW_Authenticate="Bearer")
    if request.method not in SAFE:
        _insist_on_csrf(request)
    return request.user, None  # type: ignore[return-value]


def _by_token(header: str) -> tuple[User, ApiToken]:
    scheme, _space, secret = header.partition(" ")
    found = ApiToken.objects.select_related("user", "organization").filter(secret_hash=hashed(secret.strip())).first()
    now = clock.now()
    usable = found and found.is_usable(now) and found.scope != ApiToken.Scope.CALENDAR
    if scheme.lower() != "bearer" or found is None or not usable:
        raise Refusal(401, "This token is unknown, expired or revoked.", WWW_Authenticate="Bearer")
    found.note_use(now)
    return found.user, found


def _insist_on_csrf(request: HttpRequest) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    check = CsrfViewMiddleware(view)
    check.process_request(request)
    if check.process_view(request, view, (), {}) is not None:
        raise Refusal(403, "A session needs the CSRF token with every change; programs use an API token.")


def _actor(request: HttpRequest, slug: str) -> Actor:
    user, token = _caller(request)
    if token is not None and token.organization.slug != slug:
        raise NotFound
    may_write = token is None or token.scope == ApiToken.Scope.WRITE
    actor = access.actor_for(user, slug, "api", may_write=may_write)
    if actor is None:
        raise NotFound
    if request.method not in SAFE and not may_write:
        raise Refusal(403, "This token may only read.")
    return actor


def register_of(actor: Actor, key: str) -> Register:
    """The register of this key if the actor may see it."""
    register = registers.find(key)
    if register is None or not permissions.may_view_register(actor, register):
        raise NotFound
    return register


def body_of(request: HttpRequest) -> dict[str, Any]:
    """The object that a request carries; Refusal names what is wrong with its form."""
    if request.content_type not in (JSON, "application/merge-patch+json"):
        raise Refusal(415, "Send JSON.")
    try:
        told = msgspec.json.decode(request.body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refusal(400, f"The body is no JSON: {error}") from error
    except RequestDataTooBig as error:
        raise Refusal(413, "The body is too large.") from error
    if not isinstance(told, dict):
        raise Refusal(422, "Send an object: names with their values.")
    return told


def version_of(request: HttpRequest) -> int:
    """The version that the caller started from, from If-Match; Refusal without one."""
    header = request.headers.get("If-Match", "").strip()
    if not header:
        raise Refusal(428, "Send If-Match with the ETag that you read, so that nothing is overwritten unseen.")
    number = header.removeprefix("W/").strip('"')
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else -1


def _response(told: Any) -> HttpResponseBase:
    if isinstance(told, HttpResponseBase):
        return told
    return reply(told)


def reply(told: Any, status: int = 200, **headers: str) -> HttpResponse:
    """JSON with headers; bytes are taken as encoded already."""
    content = told if isinstance(told, bytes) else msgspec.json.encode(told)
    response = HttpResponse(content, status=status, content_type=JSON)
    response["Cache-Control"] = "private, no-store"
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    return response

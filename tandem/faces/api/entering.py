"""Who calls: by token or by session, as an actor in one organization; and what every answer has in common."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import msgspec
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from tandem.faces.api import problems
from tandem.faces.api.problems import Refusal
from tandem.ground.accounts import access
from tandem.ground.accounts.models import ApiToken, User
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel import clock, permissions, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid, NotFound, WriteError
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.kernel.text import clean

JSON = "application/json"
SAFE = frozenset({"GET", "HEAD"})
Handler = Callable[..., Any]


def endpoint(**handlers: Handler) -> Callable[..., HttpResponseBase]:
    """One address with a handler for each method, called as an actor in the organization that the address names."""

    @csrf_exempt
    def called(request: HttpRequest, slug: str, **parts: Any) -> HttpResponseBase:
        try:
            handler = _handler(request, handlers)
            _insist_nameable(parts)
            actor = _actor(request, slug)
            with organization_active(actor.organization_id), timezone.override(actor.zone):
                return _response(handler(request, actor, **parts))
        except (Refusal, WriteError, UnusableFile) as error:
            return problems.answer(error)
        except TooManyFieldsSent as error:
            return problems.answer(Refusal(400, str(error)))

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


def _insist_nameable(parts: dict[str, Any]) -> None:
    """Nothing here is called by characters that only steer machines."""
    if any(isinstance(part, str) and not part.isprintable() for part in parts.values()):
        raise NotFound


def _caller(request: HttpRequest) -> tuple[User, ApiToken | None]:
    header = request.headers.get("Authorization", "")
    if header:
        return _by_token(header)
    if not request.user.is_authenticated:
        raise Refusal(401, "Send a token: Authorization: Bearer tandem_…", WWW_Authenticate="Bearer")
    if request.method not in SAFE:
        _insist_on_csrf(request)
    return request.user, None


def _by_token(header: str) -> tuple[User, ApiToken]:
    scheme, _space, secret = header.partition(" ")
    token = ApiToken.presented(secret.strip())
    now = clock.now()
    usable = token and token.is_usable(now) and token.scope != ApiToken.Scope.CALENDAR
    if scheme.lower() != "bearer" or token is None or not usable:
        raise Refusal(401, "This token is unknown, expired or revoked.", WWW_Authenticate="Bearer")
    token.note_use(now)
    return token.user, token


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
    if actor is None or actor.customer_id is not None:  # people of customers have the portal
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


S = TypeVar("S", bound=msgspec.Struct)


def typed_body(request: HttpRequest, shape: type[S]) -> S:
    """The body as this struct; Invalid names every field that is not as the struct says."""
    given = cleaned(body_of(request))
    known = {field.encode_name: field for field in msgspec.structs.fields(shape)}
    problems = {name: [_("There is no such field.")] for name in given if name not in known}
    for name, field in known.items():
        if name in given:
            problems |= _problem(name, given[name], field.type)
        elif field.required:
            problems[name] = [_("Please fill this in.")]
    if problems:
        raise Invalid(problems)
    return msgspec.convert(given, shape)


def _problem(name: str, value: Any, wanted: Any) -> dict[str, list[str]]:
    try:
        msgspec.convert(value, wanted)
    except msgspec.ValidationError as error:
        return {name: [str(error)]}
    return {}


def cleaned(value: Any) -> Any:
    """What was sent with every text in it as it is kept."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {name: cleaned(part) for name, part in value.items()}
    return [cleaned(part) for part in value] if isinstance(value, list) else value


def body_of(request: HttpRequest) -> dict[str, Any]:
    """The object that a request carries; Refusal names what is wrong with its form."""
    if request.content_type not in (JSON, "application/merge-patch+json"):
        raise Refusal(415, "Send JSON.")
    try:
        given = msgspec.json.decode(request.body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refusal(400, f"The body is no JSON: {error}") from error
    except RecursionError as error:
        raise Refusal(400, "The body is nested too deeply.") from error
    except RequestDataTooBig as error:
        raise Refusal(413, "The body is too large.") from error
    if not isinstance(given, dict):
        raise Refusal(422, "Send an object: names with their values.")
    return given


def version_of(request: HttpRequest) -> int:
    """The version that the caller started from, from If-Match; Refusal without one."""
    header = request.headers.get("If-Match", "").strip()
    if not header:
        raise Refusal(428, "Send If-Match with the ETag that you read, so that nothing is overwritten unseen.")
    number = header.removeprefix("W/").strip('"')
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else -1


def _response(answer: Any) -> HttpResponseBase:
    if isinstance(answer, HttpResponseBase):
        return answer
    return reply(answer)


def reply(answer: Any, status: int = 200, **headers: str) -> HttpResponse:
    """JSON with headers; bytes are taken as encoded already."""
    content = answer if isinstance(answer, bytes) else msgspec.json.encode(answer)
    response = HttpResponse(content, status=status, content_type=JSON)
    response["Cache-Control"] = "private, no-store"
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    return response

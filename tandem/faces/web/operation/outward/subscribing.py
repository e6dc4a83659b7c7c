"""Being told of status updates: asked for, confirmed, ended, without signing in; and a feed of one's own."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from tandem.faces.intake.outward import standing as telling
from tandem.faces.web.operation.outward.showing import gone
from tandem.faces.web.operation.portal.status import organization_named, rss
from tandem.ground.accounts.models import Organization
from tandem.ground.kernel.patterns.acting import tandem
from tandem.ground.kernel.tenancy import organization_active
from tandem.operation.mail.sent.operations import since_when
from tandem.operation.status import standing
from tandem.operation.status.subscriptions import operations

ASK = require_http_methods(["GET", "HEAD", "POST"])
LONGEST = 254


@never_cache
@ASK
def subscribe(request: HttpRequest, slug: str) -> HttpResponse:
    """Leave an address; a link goes there, and the answer is the same whoever has it."""
    organization = organization_named(slug)
    with organization_active(organization.pk):
        if standing.public() is None or since_when() is None:
            raise Http404
        if request.method != "POST":
            return _asking(request, organization)
        address = request.POST.get("email", "").strip().lower()
        if problem := _problem(address):
            return _asking(request, organization, address, problem)
        telling.ask_to_confirm(tandem(organization, "page"), organization, address)
    text = _("A message is on its way to %(address)s. Open the link in it within a week.") % {"address": address}
    return _done(request, organization, _("Look into your mail"), text)


def _problem(address: str) -> str:
    try:
        validate_email(address)
    except ValidationError as wrong:
        return str(wrong.messages[0])
    return _("This address is too long.") if len(address) > LONGEST else ""


def _asking(request: HttpRequest, organization: Organization, address: str = "", problem: str = "") -> HttpResponse:
    screen = {"title": _("Be told by mail"), "organization": organization, "email": address, "problem": problem}
    return render(request, "outward/subscribe.html", screen, status=422 if problem else 200)


@csrf_exempt  # the link itself is the proof
@never_cache
@ASK
def confirm(request: HttpRequest, slug: str, secret: str) -> HttpResponse:
    """The link that was sent: the button behind it begins the subscription."""
    organization = organization_named(slug)
    address = telling.confirmed_address(organization, secret)
    if address is None:
        return gone(request)
    if request.method != "POST":
        words = _("Tell %(address)s how our services stand?") % {"address": address}
        return _deciding(request, organization, words, _("Yes, tell me"))
    with organization_active(organization.pk):
        if not operations.is_subscribed(address):
            operations.subscribe(tandem(organization, "page"), address)
    text = _("You are told as soon as something is said. Each message has a link that ends it.")
    return _done(request, organization, _("It is confirmed"), text)


@csrf_exempt  # the link itself is the proof, and mail programs post here by themselves (RFC 8058)
@never_cache
@ASK
def leave(request: HttpRequest, slug: str, secret: str) -> HttpResponse:
    """The link of each message: the button behind it, or the one of the mail program, ends the subscription."""
    organization = organization_named(slug)
    with organization_active(organization.pk):
        subscription = telling.subscription_of(organization, telling.LEAVE, secret)
        if subscription is None:
            return gone(request)
        if request.method != "POST":
            return _deciding(request, organization, _("No longer be told how our services stand?"), _("End it"))
        operations.end(tandem(organization, "page"), subscription)
    return _done(request, organization, _("It has ended"), _("Nothing more is sent to you."))


@never_cache
@require_safe
def own_feed(request: HttpRequest, slug: str, secret: str) -> HttpResponse:
    """What somebody sees when signed in, as RSS, at an address that only they have, for as long as they may."""
    organization = organization_named(slug)
    with organization_active(organization.pk):
        subscription = telling.subscription_of(organization, telling.FEED, secret)
        is_feed = subscription is not None and (subscription.way, subscription.state) == ("feed", "active")
        picture = telling.picture_for(organization, subscription) if is_feed and subscription.user_id else None
    if picture is None:
        raise Http404
    return rss(organization, picture, telling.page_address(organization))


def _deciding(request: HttpRequest, organization: Organization, words: str, button: str) -> HttpResponse:
    return render(
        request,
        "outward/decide.html",
        {"title": words, "organization": organization, "button": button},
    )


def _done(request: HttpRequest, organization: Organization, title: str, text: str) -> HttpResponse:
    screen: dict[str, Any] = {"title": title, "organization": organization, "text": text}
    return render(request, "outward/done.html", screen)

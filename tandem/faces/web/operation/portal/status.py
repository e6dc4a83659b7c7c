"""Status pages: in the portal, as a manager looks at one, and the public one with its feed."""

from hashlib import sha256

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from tandem.faces.intake.outward import standing as telling
from tandem.faces.web.operation.portal import callers
from tandem.faces.web.prefix import absolute
from tandem.faces.web.shell import Visit, inside, inside_for_all, register_of
from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.tenancy import organization_active
from tandem.operation.mail.sent.operations import since_when
from tandem.operation.status import standing
from tandem.operation.status.standing import Picture, Said
from tandem.operation.status.subscriptions import operations as subscriptions

WAYS = ("mail", "feed")
KEPT_FOR = 60  # seconds that a proxy or browser may show what it has


def picture_for(actor: Actor) -> Picture:
    """How services stand for somebody who is signed in."""
    return standing.inside() if actor.customer_id is None else standing.of_customer(actor.customer_id)


@require_GET
@inside_for_all
def inside_the_portal(visit: Visit) -> HttpResponse:
    """Every service somebody uses, and what was said about them."""
    mine = {way: subscriptions.of_user(visit.actor.user_id, way) for way in WAYS}
    return visit.page(
        "portal/status.html",
        title=_("Does it work?"),
        picture=picture_for(visit.actor),
        may_follow=callers.may_ask(visit.actor),
        tells=_tells(),
        by_mail=mine["mail"],
        feed_address=telling.feed_address(visit.organization, mine["feed"]) if mine["feed"] else "",
    )


@require_POST
@inside_for_all
def follow(visit: Visit) -> HttpResponse:
    """Be told by mail or by a feed of one's own, or no longer; another feed ends the one before."""
    callers.insist_may_ask(visit.actor)
    way, hand = visit.request.POST.get("way", ""), callers.hand(visit.actor)
    if way not in WAYS:
        raise Http404
    if visit.request.POST.get("do") == "end":
        earlier = subscriptions.of_user(visit.actor.user_id, way)
        if earlier is not None:
            subscriptions.end(hand, earlier)
    elif way == "feed" or _tells():
        whose = {"user": visit.actor.user_id, "customer": visit.actor.customer_id}
        subscriptions.subscribe(hand, visit.membership.user.email, way=way, **whose)
    messages.success(visit.request, _("Saved."))
    return redirect(visit.url("help-status"))


@require_GET
@inside
def seen(visit: Visit, reference: str) -> HttpResponse:
    """A status page as those it is for see it, switched on or not."""
    page = writing.find(visit.actor, register_of(visit, "status-pages"), reference)
    address = absolute("status", visit.organization.slug)
    screen = {"picture": standing.as_seen(page), "seen": page, "address": "" if page.customer_id else address}
    return visit.page("portal/status.html", title=page.title, **screen)


@require_safe
def public(request: HttpRequest, slug: str) -> HttpResponse:
    """The public page of an organization that has switched it on; nobody needs to sign in, and no session is read."""
    organization = organization_named(slug)
    with organization_active(organization.pk), timezone.override(organization.zone):
        picture = _picture()
        screen = {"title": picture.title, "picture": picture, "organization": organization, "tells": _tells()}
        return _lasting(request, render(request, "portal/public_status.html", screen))


@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as RSS 2.0, one entry for each update."""
    organization = organization_named(slug)
    with organization_active(organization.pk):
        picture = _picture()
    return _lasting(request, rss(organization, picture, absolute("status", slug)))


def rss(organization: Organization, picture: Picture, address: str) -> HttpResponse:
    """A picture as RSS 2.0, the entries leading to this address."""
    title = f"{organization.name}: {picture.title}" if picture.title else organization.name
    channel = Rss201rev2Feed(title, address, picture.about or title)
    for said in picture.all:
        _add(channel, said, address)
    return HttpResponse(channel.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")


def _add(channel: Rss201rev2Feed, said: Said, address: str) -> None:
    channel.add_item(
        title=f"{said.word}: {said.title}",
        link=f"{address}#{said.reference}",
        description=f"{', '.join(said.services)}: {said.text}",
        pubdate=said.released_at,
        unique_id=f"{address}#{said.reference}",
        unique_id_is_permalink=True,
    )


def organization_named(slug: str) -> Organization:
    """The organization of this short name; Http404 without one."""
    organization = Organization.objects.filter(slug=slug).first()
    if organization is None:
        raise Http404
    return organization


def _picture() -> Picture:
    picture = standing.public()
    if picture is None:
        raise Http404
    return picture


def _tells() -> bool:
    """Whether mail goes out here, so that people may ask to be told."""
    return since_when() is not None


def _lasting(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """May be kept for a minute by whoever stands between, and costs nothing to ask for again unchanged."""
    response["ETag"] = f'"{sha256(response.content).hexdigest()[:32]}"'
    response["Cache-Control"] = f"public, max-age={KEPT_FOR}, stale-while-revalidate={KEPT_FOR}"
    if request.headers.get("If-None-Match") == response["ETag"]:
        kept = HttpResponse(status=304)
        kept["ETag"], kept["Cache-Control"] = response["ETag"], response["Cache-Control"]
        return kept
    return response

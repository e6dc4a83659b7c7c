"""Settings of an organization: its profile, members, tokens and own fields."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings as installation
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.faces.web import sending
from tandem.faces.web.prefix import absolute
from tandem.faces.web.shell import Visit, inside
from tandem.ground.accounts import operations
from tandem.ground.accounts.models import ApiToken, Invitation, Job, Membership, Role
from tandem.ground.catalogue import licensed
from tandem.ground.catalogue.errors import LibraryError
from tandem.ground.catalogue.models import Framework
from tandem.ground.kernel import clock, defining, registers
from tandem.ground.kernel.collation import in_order
from tandem.ground.kernel.errors import Invalid, NotFound
from tandem.ground.kernel.kinds.times import day_asked
from tandem.ground.kernel.models import FieldDefinition
from tandem.ground.kernel.permissions import READERS

MOST_FAULTS = 20
ASK = require_http_methods(["GET", "POST"])


@ASK
@inside
def profile(visit: Visit) -> HttpResponse:
    """Name, time zone, size, and the language of what is printed and sent."""
    operations.insist_manager(visit.actor)
    problems: dict[str, Any] = {}
    if visit.request.method == "POST":
        posted = visit.request.POST
        people = posted.get("headcount", "").strip()
        values = {
            "name": posted.get("name", "").strip(),
            "time_zone": posted.get("time_zone", "").strip(),
            "language": posted.get("language", visit.organization.language),
            "headcount": int(people) if people.isascii() and people.isdigit() and len(people) < 7 else None,
        }
        try:
            operations.change_organization(visit.actor, visit.organization, values)
        except Invalid as invalid:
            problems = invalid.problems
        else:
            messages.success(visit.request, _("Saved."))
            return redirect(visit.url("settings"))
    status = 422 if problems else 200
    shown = {"problems": problems, "tab": "profile", "languages": installation.LANGUAGES}
    return visit.page("settings/profile.html", title=_("Settings"), status=status, **shown)


@require_GET
@inside
def members(visit: Visit) -> HttpResponse:
    """Who may come in, as what, until when."""
    return _members(visit, {}, "")


def _members(visit: Visit, problems: dict[str, Any], address: str, mail_problem: str = "") -> HttpResponse:
    operations.insist_manager(visit.actor)
    now = clock.now()
    memberships = Membership.objects.filter(organization=visit.organization).select_related("user", "customer")
    waiting = Invitation.objects.filter(organization=visit.organization, used_at=None, expires_at__gt=now)
    return visit.page(
        "settings/members.html",
        title=_("Members"),
        status=422 if problems else 200,
        members=in_order(memberships, lambda member: member.user.name),
        invitations=waiting.order_by("-pk"),
        roles=[(key, word) for key, word in Role.choices if key != Role.CUSTOMER],
        jobs=Job.choices,
        problems=problems,
        address=address,
        mail_problem=mail_problem,
        today=visit.actor.today,
        tab="members",
    )


@require_POST
@inside
def invite(visit: Visit) -> HttpResponse:
    """Invite somebody; the address is shown once, and it is said whether the mail server took the message with it."""
    posted, made = visit.request.POST, []
    try:
        until = _last_day(posted.get("until", ""))

        def make() -> str:
            made.append(
                operations.invite(
                    visit.actor, posted.get("email", ""), posted.get("role", ""), until, installation.BASE_URL
                )
            )
            return visit.url("members")

        answer = sending.once(visit, make)
        return _members(visit, {}, made[0][1], made[0][0].mail_problem) if made else answer
    except Invalid as invalid:
        return _members(visit, invalid.problems, "")


def _last_day(text: str) -> date | None:
    """The day that was written; None for nothing, Invalid for what is no day."""
    if not text.strip():
        return None
    day = day_asked(text.strip())
    if day is None:
        raise Invalid({"until": [_("Write a date as year-month-day.")]})
    return day


@require_POST
@inside
def change_member(visit: Visit, membership_id: int) -> HttpResponse:
    """Another role or last day for a member, or the end of the membership."""
    operations.insist_manager(visit.actor)
    membership = Membership.objects.filter(organization=visit.organization, pk=membership_id).first()
    if membership is None:
        raise NotFound(_("There is no such member."))
    posted = visit.request.POST
    try:
        if posted.get("do") == "remove":
            operations.remove_member(visit.actor, membership_id)
        else:
            until = _last_day(posted.get("until", ""))
            operations.add_member(visit.actor, membership.user, posted.get("role", ""), until, posted.get("job", ""))
    except Invalid as error:
        messages.error(visit.request, str(error))
    else:
        messages.success(visit.request, _("Saved."))
    return redirect(visit.url("members"))


@require_GET
@inside
def tokens(visit: Visit) -> HttpResponse:
    """API tokens: one's own, and as a manager everybody's."""
    return _tokens(visit, {}, "")


def _tokens(visit: Visit, problems: dict[str, Any], secret: str) -> HttpResponse:
    usable = ApiToken.objects.filter(organization=visit.organization, revoked_at=None, expires_at__gt=clock.now())
    if visit.actor.role != "manager":
        usable = usable.filter(user_id=visit.actor.user_id or 0)
    proposal = visit.actor.today + timedelta(days=90)
    return visit.page(
        "settings/tokens.html",
        title=_("API tokens"),
        status=422 if problems else 200,
        tokens=usable.select_related("user").order_by("-pk"),
        scopes=ApiToken.Scope.choices,
        scope=visit.request.GET.get("scope", ""),
        proposal=proposal,
        problems=problems,
        secret=secret,
        tab="tokens",
    )


@require_POST
@inside
def issue_token(visit: Visit) -> HttpResponse:
    """Make a token; its secret is shown this once."""
    posted = visit.request.POST
    day = day_asked(posted.get("expires_at", ""))
    if day is None:
        return _tokens(visit, {"expires_at": [_("Write a date as year-month-day.")]}, "")
    expires = datetime.combine(day, time(23, 59), visit.actor.zone)
    try:
        return sending.shown_once(visit, visit.url("tokens"), lambda: _issue(visit, expires))
    except Invalid as invalid:
        return _tokens(visit, invalid.problems, "")


def _issue(visit: Visit, expires: datetime) -> HttpResponse:
    """Make the token and show its secret, or the address of the calendar it opens."""
    posted = visit.request.POST
    _token, secret = operations.issue_token(visit.actor, posted.get("name", ""), posted.get("scope", ""), expires)
    if posted.get("scope") == ApiToken.Scope.CALENDAR:
        secret = _feeds(visit, secret)
    return _tokens(visit, {}, secret)


def _feeds(visit: Visit, secret: str) -> str:
    """The addresses that a calendar's secret opens: my own, changes, and for who answers for the system the whole."""
    whole = ("calendar-system",) if visit.actor.role in READERS else ()
    names = ("calendar", "change-feed", *whole)
    return "\n".join(absolute(name, visit.organization.slug, secret) for name in names)


@require_POST
@inside
def revoke_token(visit: Visit, token_id: int) -> HttpResponse:
    """End a token."""
    operations.revoke_token(visit.actor, token_id)
    messages.success(visit.request, _("The token no longer works."))
    return redirect(visit.url("tokens"))


@require_GET
@inside
def fields(visit: Visit) -> HttpResponse:
    """Own fields by register."""
    return _fields(visit, {})


def _fields(visit: Visit, problems: dict[str, Any]) -> HttpResponse:
    operations.insist_manager(visit.actor)
    titles = {register.key: register.title for register in registers.every()}
    definitions = FieldDefinition.objects.order_by("register", "position", "pk")
    return visit.page(
        "settings/fields.html",
        title=_("Own fields"),
        status=422 if problems else 200,
        fields=definitions,
        titles=titles,
        kinds=FieldDefinition.Kind.choices,
        problems=problems,
        posted=visit.request.POST,
        tab="fields",
    )


@require_POST
@inside
def add_field(visit: Visit) -> HttpResponse:
    """Add an own field to a register."""
    posted = visit.request.POST
    label = posted.get("label", "").strip()
    try:
        defining.define(
            visit.actor,
            posted.get("register", ""),
            label,
            posted.get("kind", ""),
            choices=[part.strip() for part in posted.get("choices", "").split(",") if part.strip()],
            help_text=posted.get("help", ""),
            is_required=bool(posted.get("is_required")),
        )
    except Invalid as invalid:
        return _fields(visit, invalid.problems)
    messages.success(
        visit.request, _("The field “%(label)s” stands in forms, lists, import and export now.") % {"label": label}
    )
    return redirect(visit.url("fields"))


@require_POST
@inside
def retire_field(visit: Visit, field_id: int) -> HttpResponse:
    """Stop using an own field, or take it up again; its values stay."""
    defining.retire(visit.actor, field_id)
    return redirect(visit.url("fields"))


@require_GET
@inside
def texts(visit: Visit) -> HttpResponse:
    """The words of the standards that the organization has a licence for."""
    return _texts(visit, [])


def _texts(visit: Visit, faults: list[str]) -> HttpResponse:
    operations.insist_manager(visit.actor)
    return visit.page(
        "settings/texts.html",
        title=_("Standard texts"),
        status=422 if faults else 200,
        faults=faults,
        loaded=licensed.licensed_counts(),
        tab="texts",
    )


@require_POST
@inside
def load_texts(visit: Visit) -> HttpResponse:
    """Load licensed texts from a table; nothing is kept when a line of it is wrong."""
    operations.insist_manager(visit.actor)
    sent = visit.request.FILES.get("file")
    if sent is None:
        return _texts(visit, [_("Choose a file first.")])
    with NamedTemporaryFile(suffix=".csv") as kept:
        for chunk in sent.chunks():
            kept.write(chunk)
        kept.flush()
        try:
            outcome = licensed.bring_licensed_texts(visit.actor, Path(kept.name), sent.name or "file")
        except LibraryError as error:
            return _texts(visit, [fault.sentence for fault in error.all()[:MOST_FAULTS]])
    params = {"created": outcome.created, "updated": outcome.updated, "unchanged": outcome.unchanged}
    messages.success(
        visit.request, _("%(created)d texts new, %(updated)d changed, %(unchanged)d as they were.") % params
    )
    return redirect(visit.url("texts"))


@require_POST
@inside
def remove_texts(visit: Visit, framework_key: str) -> HttpResponse:
    """Remove the texts of an edition."""
    operations.insist_manager(visit.actor)
    framework = Framework.objects.filter(key=framework_key).first()
    if framework is None:
        raise NotFound(_("There is no such framework."))
    count = licensed.drop_licensed_texts(visit.actor, framework)
    messages.success(
        visit.request, ngettext("%(count)d text removed.", "%(count)d texts removed.", count) % {"count": count}
    )
    return redirect(visit.url("texts"))

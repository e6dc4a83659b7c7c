"""Coming in by a one-time link or an invitation, and being locked out for a while."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tandem.direction.scope import adopting
from tandem.ground.accounts import operations
from tandem.ground.accounts.models import Organization, User
from tandem.ground.catalogue.queries import counts
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import system_actor
from tandem.ground.kernel.errors import WHOLE, Invalid, NotFound
from tandem.ground.kernel.tenancy import organization_active
from tandem.operation.services.register import SERVICES

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ASK = require_http_methods(["GET", "POST"])
STANDARDS = ("iso-27001:2022", "iso-20000-1:2018")


@never_cache
@ASK
def start(request: HttpRequest, secret: str) -> HttpResponse:
    """Sign in once. The link is used up by the button, not by a mail program that looks ahead."""
    if request.method == "GET":
        return render(request, "account/start.html", {"title": _("Sign in once")})
    user = operations.use_sign_in_link(secret)
    if user is None:
        context = {"title": _("This link no longer works")}
        return render(request, "account/start_used.html", context, status=410)
    login(request, user, backend=BACKEND)
    if not user.has_usable_password():
        words, way = _("So that you can come back without a link:"), _("Set a password")
        messages.info(request, format_html('{} <a href="{}">{}</a>', words, reverse("account_set_password"), way))
    return redirect("home")


@never_cache
@ASK
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Accept an invitation: as the one signed in, or by choosing a name and a password."""
    invitation = operations.usable_invitation(secret)
    if invitation is None:
        return render(request, "account/start_used.html", {"title": _("This invitation no longer works")}, status=410)
    user = request.user if request.user.is_authenticated else None
    problems: dict[str, Any] = {}
    if request.method == "POST":
        posted = request.POST
        try:
            member = operations.accept(
                secret,
                user=user,
                name=posted.get("name", ""),
                password=posted.get("password", ""),
            )
        except Invalid as invalid:
            problems = invalid.problems
        except NotFound:
            return redirect("join", secret)
        else:
            if user is None:
                login(request, member, backend=BACKEND)
            return redirect("enter", invitation.organization.slug)
    context = {
        "title": _("Join %(organization)s") % {"organization": invitation.organization},
        "invitation": invitation,
        "problems": problems,
        "whole": problems.get(WHOLE, []),
        "name": request.POST.get("name", ""),
    }
    return render(request, "account/join.html", context, status=422 if problems else 200)


@ASK
@login_required
def welcome(request: HttpRequest) -> HttpResponse:
    """Five questions, and there is an organization that is already useful."""
    problems: dict[str, Any] = {}
    if not request.user.is_operator:  # type: ignore[union-attr]
        nowhere = {"title": _("No organization yet")}
        return render(request, "account/no_organization.html", nowhere, status=403)
    if request.method == "POST":
        try:
            organization = _found(request)
        except Invalid as invalid:
            problems = invalid.problems
        else:
            return redirect("enter", organization.slug)
    standards = [{"key": one.key, "name": one.name} for one in counts() if one.key in STANDARDS]
    context = {"title": _("A new organization"), "problems": problems, "standards": standards, "posted": request.POST}
    return render(request, "account/welcome.html", context, status=422 if problems else 200)


def _found(request: HttpRequest) -> Organization:
    posted, user = request.POST, request.user
    with transaction.atomic():
        made = _begun(posted, user)  # type: ignore[arg-type]
    return made


def _begun(posted: QueryDict, user: User) -> Organization:
    """The organization with its standards and services; Invalid leaves nothing of it, once the transaction ends."""
    made = operations.found_organization(
        posted.get("slug", "").strip().lower(),
        posted.get("name", "").strip(),
        time_zone=posted.get("time_zone", "UTC").strip() or "UTC",
        label=user.name,
        through="page",
        founder=user,
    )
    with organization_active(made.pk):
        actor = system_actor(made.pk, user.name, "page", made.zone)
        adopting.adopt(actor, posted.getlist("standard"), str(user.pk))
        for line in posted.get("services", "").splitlines()[:50]:
            if line.strip():
                writing.create(actor, SERVICES, {"title": line.strip()[:200], "owner": str(user.pk)})
    return made


def locked_out(
    request: HttpRequest, credentials: dict[str, Any] | None = None, *args: Any, **kwargs: Any
) -> HttpResponse:
    """Too many wrong passwords: wait a quarter of an hour."""
    return render(request, "account/locked_out.html", {"title": _("Please wait")}, status=429)

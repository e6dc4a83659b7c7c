"""Who may come in, set up by script: members and API tokens."""

from datetime import date, datetime, timedelta

import click
from django.conf import settings
from django.db import transaction

from tandem.faces.cli.asking import as_json, command_line_actor, organization_of, say
from tandem.ground.accounts import access, operations
from tandem.ground.accounts.models import ApiToken, Membership, Organization, Role, User
from tandem.ground.kernel import clock
from tandem.ground.kernel.errors import WriteError
from tandem.ground.kernel.tenancy import organization_active

LONGEST_DAYS = operations.LONGEST_TOKEN_LIFE.days


@click.command()
@click.argument("organization")
@click.argument("email")
@click.option("--role", required=True, type=click.Choice(Role.values))
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day; an auditor needs one.")
@click.option("--name", default="", help="Name of somebody who is not known here yet.")
@as_json
def member(organization: str, email: str, role: str, until: datetime | None, name: str, as_json: bool) -> None:
    """Make somebody a member, or give them another role; who is new gets a link that signs in once."""
    home = organization_of(organization)
    last_day: date | None = until.date() if until else None
    try:
        with organization_active(home.pk), transaction.atomic():
            user, is_new = _user(email, name)
            made = operations.add_member(command_line_actor(home), user, role, last_day, _job(home, user))
    except WriteError as error:
        raise click.ClickException(str(error)) from error
    link = operations.sign_in_link(user, settings.BASE_URL) if is_new else ""
    answer = {"organization": home.slug, "email": user.email, "role": made.role, "until": made.until, "sign_in": link}
    text = f"{user.email} is {made.get_role_display().lower()} of {home.name}."
    say(answer, as_json, f"{text}\nSign in once: {link}" if link else text)


def _user(email: str, name: str) -> tuple[User, bool]:
    known = User.objects.filter(email=email.strip().lower()).first()
    return (known, False) if known else (operations.create_user(email, name or email.partition("@")[0]), True)


def _job(home: Organization, user: User) -> str:
    """What somebody does here stays what it was when their role changes."""
    job = Membership.objects.filter(organization=home, user=user).values_list("job", flat=True).first()
    return job or ""


@click.command()
@click.argument("organization")
@click.argument("email")
@click.option("--scope", required=True, type=click.Choice(ApiToken.Scope.values))
@click.option("--days", required=True, type=click.IntRange(1, LONGEST_DAYS))
@click.option("--name", default="Command line", show_default=True, help="What the token is for.")
@as_json
def token(organization: str, email: str, scope: str, days: int, name: str, as_json: bool) -> None:
    """A token with which a program acts as a member; its secret is printed this once."""
    home = organization_of(organization)
    user = User.objects.filter(email=email.strip().lower()).first()
    actor = access.actor_for(user, home.slug, "cli") if user else None
    if actor is None:
        raise click.ClickException(f"{email} is no member of {home.slug}. Members: {_members(home)}.")
    try:
        with organization_active(home.pk):
            made, secret = operations.issue_token(actor, name, scope, clock.now() + timedelta(days=days))
    except WriteError as error:
        raise click.ClickException(str(error)) from error
    answer = {
        "organization": home.slug,
        "email": email.strip().lower(),
        "name": made.name,
        "scope": made.scope,
        "expires_at": made.expires_at.isoformat(),
        "token": secret,
    }
    say(answer, as_json, secret)


def _members(home: Organization) -> str:
    """Who could have a token today."""
    with organization_active(home.pk):
        members = Membership.objects.valid_on(clock.today(home.zone)).filter(organization=home)
        emails = list(members.order_by("user__email").values_list("user__email", flat=True))
    return ", ".join(emails) or "none yet"

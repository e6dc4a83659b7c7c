"""Brings the demonstration organization to life: every record through the write gate, each on its day.

The data files count days from today, so that the demonstration is never old.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction
from django.utils import translation

from tandem.faces.cli.demonstration import policies
from tandem.ground.accounts import operations
from tandem.ground.accounts.models import Organization, Role, User
from tandem.ground.accounts.operations import Whose
from tandem.ground.demonstration.seasons import all_in_season
from tandem.ground.demonstration.story import Entry, Story
from tandem.ground.demonstration.telling import tell_everything
from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import system_actor
from tandem.ground.kernel.tenancy import organization_active
from tandem.library_words import STORY, translated
from tandem.operation.customers.models import Customer
from tandem.proof.conformity import snapshots

FOLDER = Path(__file__).parent
DOMAIN = "lindfalk.example"


def load(language: str = settings.LANGUAGE_CODE) -> Organization:
    """Create the demonstration organization in a language; nothing remains of it when anything fails."""
    with translation.override(language), transaction.atomic():
        profile = _read("organization")
        start = datetime.now(UTC) - timedelta(days=362)
        with clock.fixed(start):
            organization = operations.found_organization(
                profile["slug"],
                profile["name"],
                time_zone=profile["time_zone"],
                language=language,
                label="Tandem",
                through="cli",
            )
            with organization_active(organization.pk):
                actor = system_actor(organization.pk, "Tandem", "cli", organization.zone)
                operations.change_organization(actor, organization, {"headcount": profile["headcount"]})
        with organization_active(organization.pk):
            people = _people(organization, profile["people"], start)
            story = Story(organization, people, {person["key"]: person["role"] for person in profile["people"]})
            tell_everything(story)
            policies.tell(story, _read("policies"))
            story.play()
            _people_of_customers(organization, profile["people_of_customers"])
    _look_back(organization)
    return organization


def _look_back(organization: Organization) -> None:
    """Work out from the ledger how the organization stood in the months before, so that the board shows a trend."""
    today = clock.today(organization.zone)
    for days in (*range(330, 0, -45), 8):
        snapshots.snapshot_of(organization, today - timedelta(days=days))
    snapshots.snapshot(organization)


def _read(name: str) -> Any:
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    return all_in_season(translated(yaml.load(text, Loader=yaml.CSafeLoader), STORY), clock.today())


def _people(organization: Organization, entries: list[Entry], start: datetime) -> dict[str, User]:
    actor = system_actor(organization.pk, "Tandem", "cli", organization.zone)
    people = {}
    for person in entries:
        user = User.objects.filter(email=f"{person['key']}@{DOMAIN}").first()
        people[person["key"]] = user or operations.create_user(f"{person['key']}@{DOMAIN}", person["name"])
        until = clock.today() + timedelta(days=person["until"]) if "until" in person else None
        with clock.fixed(start):
            operations.add_member(actor, people[person["key"]], person["role"], until, person.get("job", ""))
    return people


def _people_of_customers(organization: Organization, entries: list[Entry]) -> None:
    """Contacts at customers who come into the portal."""
    actor = system_actor(organization.pk, "Tandem", "cli", organization.zone)
    for person in entries:
        customer = Customer.objects.get(title=person["customer"])
        known = User.objects.filter(email=person["email"]).first()
        user = known or operations.create_user(person["email"], person["name"])
        operations.add_member(actor, user, Role.CUSTOMER, of=Whose(customer.pk))

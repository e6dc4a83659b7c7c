"""Who has to read a document in force, who has, and what share that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.accounts.models import Membership, Role
from tandem.ground.kernel import clock, registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import declared_for
from tandem.support.documents.models import Document
from tandem.support.documents.reading.models import Acknowledgement
from tandem.support.documents.vocabulary import NEEDS_NAME

PEOPLE = "people"
ROLES = {
    "everybody": (Role.MANAGER, Role.CONTRIBUTOR, Role.READER, Role.STAFF),
    "contributors": (Role.MANAGER, Role.CONTRIBUTOR),
}


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many people confirmed the version in force."""

    read: int
    whole: int

    @property
    def percent(self) -> int:
        """The share in whole per cent, rounded down; 0 while nobody is asked."""
        return 100 * self.read // self.whole if self.whole else 0


def share(document: Document) -> Share:
    """How many people confirmed the version in force, of those who have to."""
    asked = Acknowledgement.objects.filter(document=document, edition=document.edition).exclude(state="lapsed")
    return Share(asked.filter(state="read").count(), asked.count())


def derive(acknowledgement: Any, before: Any, actor: Actor) -> None:
    """It is about the version in force; who is no manager confirms for themselves only."""
    if before is not None or acknowledgement.document_id is None:
        return
    if actor.role not in MANAGERS:
        acknowledgement.owner_id = actor.user_id
    document = acknowledgement.document
    acknowledgement.edition = document.edition
    acknowledgement.title = _("%(title)s, version %(number)s") % {"title": document.title, "number": document.edition}
    acknowledgement.due = acknowledgement.due or actor.today + timedelta(days=document.read_days)


def check(acknowledgement: Any, before: Any, today: date) -> Mapping[str, str]:
    """Only what is in force can be read and confirmed."""
    if acknowledgement.owner_id is None:
        return {"owner": _("Name who has to read it.")}
    if before is None and (acknowledgement.document.state != "effective" or not acknowledgement.edition):
        return {"document": _("No version of this document is in force yet.")}
    return {}


def locked(acknowledgement: Any) -> str | None:
    """A confirmation stands."""
    return None if acknowledgement.state == "asked" else _("It is confirmed, or its version is no longer in force.")


def still_in_force(acknowledgement: Any, actor: Actor) -> str | None:
    """One confirms in person, and the version that counts."""
    if acknowledgement.owner_id != actor.user_id:
        return _("Only the person who has to read it can confirm it.")
    document = acknowledgement.document
    if document.state != "effective" or document.edition != acknowledgement.edition:
        return _("This version is no longer in force.")
    return None


def confirm(acknowledgement: Any, actor: Actor) -> None:
    """Note when it was confirmed."""
    acknowledgement.read_at = clock.now()


def ask_readers(actor: Actor, document: Any) -> int:
    """Ask everybody who has to read the version in force and was not asked yet; how many were asked.

    Requests for earlier versions, and of people who are members no more, lapse.
    """
    acting = as_tandem(actor)
    register = declared_for(Acknowledgement)
    due = _readers(actor, document)
    open_requests = Acknowledgement.objects.filter(document=document, state="asked").order_by("pk")
    lapsed = [
        (request, {"state": "lapsed"})
        for request in open_requests
        if request.edition != document.edition or request.owner_id not in due
    ]
    writing.follow_many(acting, register, lapsed, "lapsed", document.edition)
    known = Acknowledgement.objects.filter(document=document, edition=document.edition)
    asked = set(known.values_list("owner_id", flat=True))
    values = [
        {"document": document, "owner": person, "due": _deadline(actor, document, due[person])}
        for person in sorted(due.keys() - asked)
    ]
    writing.create_many(acting, register, values)
    return len(values)


def _deadline(actor: Actor, document: Any, joined: date) -> date:
    """Who joined since the version is in force has the days from joining, everybody else from being asked."""
    is_new = document.effective_from is not None and document.effective_from < joined
    return (joined if is_new else actor.today) + timedelta(days=document.read_days)


def _users_of(document: Any) -> set[int]:
    """Those who sign in, of the people who work here and belong to the unit or have the role that reads a document."""
    people = registers.find(PEOPLE)
    wanted = document.readers.strip().casefold()
    if people is None or not wanted:
        return set()
    here = people.model.objects.filter(state="active").exclude(user=None).values_list("user_id", "unit", "roles")
    if document.read_by == "unit":
        return {user for user, unit, _roles in here if unit.strip().casefold() == wanted}
    return {user for user, _unit, roles in here if wanted in {role.strip().casefold() for role in roles}}


def _readers(actor: Actor, document: Any) -> dict[int, date]:
    """The members who have to read a document, by primary key, and the day each joined or will join."""
    if document.state != "effective" or not document.edition:
        return {}
    members = Membership.objects.valid_on(actor.today).filter(organization_id=actor.organization_id)
    roles = ROLES.get(document.read_by, ROLES["everybody"] if document.read_by in NEEDS_NAME else ())
    named = members.filter(role__in=roles)
    if document.read_by in NEEDS_NAME:
        named = named.filter(user_id__in=_users_of(document))
    rows, began = named.values_list("user_id", "created_at"), _began()
    days = {user: min(created.astimezone(actor.zone).date(), actor.today) for user, created in rows}
    return {user: max(day, began.get(user, day)) for user, day in days.items()}


def _began() -> dict[int, date]:
    """The first day of those who sign in, by user, where it is known; it may be still to come."""
    people = registers.find(PEOPLE)
    if people is None:
        return {}
    known = people.model.objects.exclude(user=None).exclude(began_on=None)
    return dict(known.values_list("user_id", "began_on"))

"""Which of the open tickets are looked at: all, those of one's groups, one's own, what nobody has, what waits."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.faces.web.shell import Visit
from tandem.ground.accounts.models import Job
from tandem.ground.kernel import clock, permissions
from tandem.ground.kernel.actor import CUSTOMER, STAFF, Actor
from tandem.ground.kernel.errors import NotFound
from tandem.ground.kernel.registers import Register
from tandem.operation.desk.shifts.models import OnCallShift
from tandem.operation.incidents.models import OPEN_STATES, Incident
from tandem.support.people.models import Person

PENDING, EVERYTHING, OF_GROUP = "pending", "all", "group"
AROUND = timedelta(days=90)  # a shift so long ago or ahead still says in which group somebody works


@dataclass(frozen=True, slots=True)
class Scope:
    """A choice among the open tickets: its key, title and number, and the filters of a list that shows the same."""

    key: str
    title: str
    which: Q
    filters: dict[str, str]
    count: int = 0


def open_tickets(visit: Visit, register: Register) -> "QuerySet[Any]":
    """The open incidents that somebody may see; those who only report have no desk."""
    if visit.actor.role in (STAFF, CUSTOMER) or visit.actor.customer_id is not None:
        raise NotFound(_("There is no such page here."))
    return permissions.visible(visit.actor, register).filter(state__in=OPEN_STATES)


def groups_of(actor: Actor) -> list[str]:
    """The assignment groups somebody works in: their unit, those they are on call for, those of tickets they have."""
    person = Person.objects.filter(user_id=actor.user_id).exclude(state="left").order_by("pk").first()
    named: list[str] = [person.unit] if person else []
    now = clock.now()
    shifts = OnCallShift.objects.filter(person=person, ends_at__gte=now - AROUND, starts_at__lte=now + AROUND)
    named += shifts.order_by("group").values_list("group", flat=True).distinct() if person else []
    mine = Incident.objects.filter(assignee_id=actor.user_id, state__in=OPEN_STATES)
    named += sorted(set(mine.order_by().values_list("group", flat=True)))  # made distinct there, all ever are read
    return [group for group in dict.fromkeys(named) if group]


def scopes(visit: Visit, whole: "QuerySet[Any]") -> list[Scope]:
    """Every choice with its number, counted at once; that of one's groups only for those who work in one."""
    known = _known(visit.actor)
    counted = whole.aggregate(**{f"of_{scope.key}": Count("pk", filter=scope.which) for scope in known})
    return [Scope(each.key, each.title, each.which, each.filters, counted[f"of_{each.key}"]) for each in known]


def _known(actor: Actor) -> list[Scope]:
    groups = groups_of(actor)
    title = ngettext("My group: %(names)s", "My groups: %(names)s", len(groups)) % {"names": ", ".join(groups)}
    of_groups = Scope(OF_GROUP, title, Q(group__in=groups), {"group": ",".join(groups)})
    return [
        Scope(EVERYTHING, _("By time left"), Q(pk__gt=0), {}),
        *([of_groups] if groups else []),
        Scope("mine", _("Mine"), Q(assignee_id=actor.user_id), {"assignee": "me"}),
        Scope("nobody", _("Nobody has it"), Q(assignee=None), {"assignee": "none"}),
        Scope("waiting", _("Waiting"), Q(state=PENDING), {"state": PENDING}),
    ]


def chosen(visit: Visit, known: list[Scope]) -> Scope:
    """The choice that the address names; an engineer begins with the tickets of their group."""
    by_key = {scope.key: scope for scope in known}
    usual = OF_GROUP if visit.membership.job == Job.ENGINEER and OF_GROUP in by_key else EVERYTHING
    return by_key.get(visit.request.GET.get("tab", usual), by_key[EVERYTHING])


def address(visit: Visit, filters: dict[str, str]) -> str:
    """The list of open incidents that these filters leave."""
    return f"{visit.url('list', 'incidents')}?{urlencode({'state': ','.join(OPEN_STATES)} | filters)}"

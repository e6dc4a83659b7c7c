"""One reckoning of the roads for one organization: its state of today, its assumptions, what follows from both."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from django.utils.translation import gettext as _

from tandem.ground.accounts.models import Membership
from tandem.ground.catalogue.models import Framework
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.permissions import READERS, WRITERS, insist
from tandem.proof.conformity.declarations import Check
from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.library import Library
from tandem.proof.conformity.report import Report
from tandem.proof.conformity.vocabulary import Result
from tandem.proof.conformity.withholding import withheld
from tandem.proof.planner.assumptions import Assumptions, Settled, settle
from tandem.proof.planner.deeds import BOTH, Deed, deeds_of, owners_of
from tandem.proof.planner.history import Pace, pace
from tandem.proof.planner.merging import Merging, mergings
from tandem.proof.planner.models import Plan, Position
from tandem.proof.planner.past import Experience, experience
from tandem.proof.planner.roads import Road, apart, roads


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What is still to be done, the roads there are, and what they were reckoned with.

    `experience` is what work took here so far; `mergings` is filled where two separate systems are merged, `kept` the
    organization's own plan.
    """

    report: Report
    settled: Settled
    pace: Pace
    experience: Experience
    deeds: tuple[Deed, ...]
    roads: tuple[Road, ...]
    mergings: tuple[Merging, ...]
    kept: Plan | None

    @property
    def assumed(self) -> Assumptions:
        """What dates were reckoned with."""
        return self.settled.assumed

    @property
    def apart(self) -> float:
        """Hours when each standard is worked for by itself."""
        return apart(self.deeds)

    @property
    def earliest(self) -> str:
        """Key of the road on which the last certificate is there first, of several the one with the least work."""
        best = min(self.roads, key=lambda road: (road.last, road.hours), default=None)
        return best.key if best else ""

    @property
    def serving_both(self) -> tuple[Check, ...]:
        """Checks that both standards ask and that hold today."""
        outcomes = (self.report.outcomes[key] for key in self.report.shared.checks)
        return tuple(outcome.check for outcome in outcomes if outcome.result is Result.MET)

    @property
    def merging_hours(self) -> float:
        """Hours of putting two systems together."""
        return sum(merging.hours for merging in self.mergings)

    @property
    def merged_on(self) -> date:
        """When two systems are one, everybody taking a share."""
        weekly = self.assumed.people * self.assumed.hours_a_week
        return self.assumed.starts_on + timedelta(days=ceil(7 * self.merging_hours / weekly))

    def road(self, key: str) -> Road:
        """The road of this key; Invalid for none."""
        for road in self.roads:
            if road.key == key:
                return road
        known = ", ".join(road.key for road in self.roads) or "–"
        raise Invalid({"road": [_("There is no such road from here; there are: %(known)s.") % {"known": known}]})


def reckon(actor: Actor, asked: Mapping[str, str], checks: Library | None = None) -> Reckoning:
    """The roads of the actor's organization; Invalid for assumptions that cannot be read, or without both standards.

    Both standards are compared whether they are adopted or not: that is the question.
    """
    insist(actor.role in READERS, _("Your role does not include conformity."))
    _insist_known()
    whole = evaluate(actor.organization_id, today=actor.today, zone=actor.zone, standards=BOTH, checks=checks)
    report = withheld(actor, whole)
    kept = kept_plan()
    known = experience()
    seen = pace(report, known)
    settled = settle(asked, kept, seen, _writers(actor), actor.today)
    deeds = deeds_of(report, owners_of(actor, report), known)
    merging = settled.assumed.position == Position.TWO_SYSTEMS
    shared = [report.outcomes[key].check for key in report.shared.checks] if merging else []
    merged = mergings(shared, known) if merging else ()
    return Reckoning(report, settled, seen, known, deeds, roads(deeds, settled.assumed), merged, kept)


def kept_plan() -> Plan | None:
    """The plan of the active organization that is open."""
    plan: Plan | None = Plan.objects.filter(state="open").order_by("pk").first()
    return plan


def _insist_known() -> None:
    known = set(Framework.objects.current().filter(key__in=BOTH).values_list("key", flat=True))
    missing = [key for key in BOTH if key not in known]
    if missing:
        problem = _("The catalogue does not hold %(missing)s; load the library first.")
        raise Invalid({"catalogue": [problem % {"missing": ", ".join(missing)}]})


def _writers(actor: Actor) -> int:
    """How many members may do such work."""
    members = Membership.objects.valid_on(actor.today).filter(organization_id=actor.organization_id)
    return members.filter(role__in=WRITERS).count()

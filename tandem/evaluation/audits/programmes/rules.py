"""What an audit programme needs before it is in force (9.2.2 of either standard)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.evaluation.audits.lenses import adopted_or_both, unknown_standard
from tandem.evaluation.audits.programmes.topics.things import missing_in
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.approved import Approved
from tandem.ground.kernel.patterns.fixed import Fixed
from tandem.ground.kernel.states import Lacking

CYCLE_YEARS = 3  # a certificate lasts as long, and by its end everything has been audited
SAID = ("objectives", "frequency", "methods", "responsibilities", "reporting")
PROGRAMMES = Approved()
AS_APPROVED = Fixed(
    states=("approved", "superseded"),
    fields=("title", "standards", "starts_on", "ends_on", *SAID),
    why=gettext_lazy("It is approved as it is; revise it to begin the next one."),
)


def begin(actor: Actor) -> dict[str, object]:
    """A new programme begins today and lasts as long as a certificate."""
    ends = actor.today + relativedelta(years=CYCLE_YEARS, days=-1)
    return {**adopted_or_both(actor), "starts_on": actor.today, "ends_on": ends}


def check_programme(programme: Any, before: Any, today: date) -> Mapping[str, str]:
    """It is about standards that can be adopted, and ends after it begins."""
    problems = {}
    if wrong := unknown_standard(programme.standards):
        problems["standards"] = wrong
    if programme.starts_on and programme.ends_on and programme.ends_on <= programme.starts_on:
        problems["ends_on"] = _("The cycle ends after it begins.")
    return problems


def may_approve(programme: Any, actor: Actor) -> str | Lacking | None:
    """It says how often, how, by whom and to whom; and nothing that has to be audited is left out."""
    empty = tuple(name for name in SAID if not getattr(programme, name).strip())
    if empty:
        return Lacking(empty)
    if not programme.topics.exists():
        return _("List what is audited first.")
    left = {"service": programme.open_20 or 0, "security": programme.open_27 or 0}
    if any(left.values()):
        return _("Not covered yet: %(service)d of 20000-1, %(security)d of 27001.") % left
    return None


def has_no_topics(programme: Any) -> bool:
    """Whether nothing was listed yet."""
    return not programme.topics.exists()


def lacks_things(programme: Any, actor: Actor) -> str | None:
    """There is a process, unit, site or live service that no topic is about."""
    return None if missing_in(programme) else _("Every process, unit, site and live service is a topic already.")

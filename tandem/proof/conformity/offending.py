"""The records that a failing check means, as what a list is narrowed to: `lacking=KEY`.

Behind a key may stand the standard for which it is asked, as in `KEY@iso-27001:2022`; `KEY*` are all checks whose keys
begin so; several go by comma.
"""

from collections.abc import Callable, Iterator
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from tandem.direction.scope.rules import current
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.kinds.kind import parts
from tandem.ground.kernel.narrowing import Narrowing, provide
from tandem.ground.kernel.permissions import READERS
from tandem.ground.kernel.registers import Register
from tandem.proof.conformity import grades
from tandem.proof.conformity.declarations import Check, Measure, Mode, Part
from tandem.proof.conformity.engine import Findings, evaluate_with_findings
from tandem.proof.conformity.how_often.rules import grace_now
from tandem.proof.conformity.judging import result_of
from tandem.proof.conformity.library import library
from tandem.proof.conformity.live import LiveSource
from tandem.proof.conformity.present import Present
from tandem.proof.conformity.remedies import FOR, LACKING
from tandem.proof.conformity.tallies import Tally
from tandem.proof.conformity.vocabulary import FAILING

Few = Callable[[Measure], Q]


def condition(actor: Actor, register: Register, text: str) -> Q:
    """The records of a register that these checks find wrong today; ValidationError for a check that there is not."""
    if actor.role not in READERS:
        raise ValidationError(_("Your role does not include conformity."))
    asked = [(check, standard) for part in parts(text) for check, standard in _asked(part)]
    _report, findings = evaluate_with_findings(actor.organization_id, today=actor.today, zone=actor.zone)
    meant = Q(pk__in=[])
    for check, standard in asked:
        for part, tally in _failing(findings, check, standard, register.key):
            meant |= _wrong(actor, part, tally)
    return meant


def _asked(selector: str) -> Iterator[tuple[Check, str]]:
    key, _at, standard = selector.partition(FOR)
    chosen = [check for check in library().checks if _is_meant(check.key, key)]
    if not chosen:
        raise ValidationError(_("There is no check “%(key)s”."), params={"key": key})
    return ((check, standard) for check in chosen)


def _is_meant(key: str, pattern: str) -> bool:
    return key.startswith(pattern[:-1]) if pattern.endswith("*") else key == pattern


def _failing(findings: Findings, check: Check, standard: str, register: str) -> Iterator[tuple[Part, Tally]]:
    for part, tally in findings.get(check.key, ()):
        is_asked = not standard or part.standard in ("", current(standard))
        if part.measure.register == register and is_asked and result_of(part, tally) in FAILING:
            yield part, tally


def _wrong(actor: Actor, part: Part, tally: Tally) -> Q:
    """The offenders of one part: those already known where they are all, else by asking the database."""
    if len(tally.offenders) == tally.total - tally.good + tally.in_use:
        return Q(pk__in=[item.record_id for item in tally.offenders])
    if part.mode is Mode.GRADED:
        return Q(pk__in=_not_tested(part.measure, actor.today))
    source = LiveSource(actor.today, actor.zone, Present(library().wanted), grace_now())
    return source.offending(part.measure)


def _not_tested(measure: Measure, today: date) -> list[int]:
    return [control.record_id for control in grades.not_tested(measure, grades.facts_now(), today)]


def _words(text: str) -> str:
    titles = dict.fromkeys(check.together or check.title for part in parts(text) for check, _standard in _asked(part))
    first, *others = titles
    return _("Not yet: %(title)s") % {"title": first} + (f" +{len(others)}" if others else "")


def words(text: str) -> str:
    """The checks as the chip above a list names them."""
    try:
        return _words(text)
    except ValidationError:
        return text


provide(LACKING, Narrowing(condition, words))

"""VERIS records brought in: as incidents of our own, or of others to learn from. All or nothing, and never twice."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.exchange import long_work, works
from tandem.ground.kernel import permissions, rehearsing, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import WriteError
from tandem.ground.kernel.permissions import insist
from tandem.ground.kernel.registers import Register, declared_for
from tandem.operation.incidents.models import Incident
from tandem.operation.incidents.references.models import ReferenceIncident
from tandem.operation.incidents.references.rules import earliest
from tandem.operation.incidents.veris import meaning, structure
from tandem.operation.incidents.veris.reading import Found, Unreadable
from tandem.operation.incidents.veris.validation import problems

OURS, OTHERS = "ours", "others"
KIND = "veris"
LONGEST_NUMBER = 100
PART = 20  # incidents that are added together


@dataclass(slots=True)
class Refused:
    """A record that was not accepted, where it stands, and every reason."""

    place: str
    number: str
    reasons: list[str]


@dataclass(slots=True)
class Outcome:
    """What an import did, or would do."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[Refused] = field(default_factory=list)
    number: int = 0


def bring(
    actor: Actor,
    records: Sequence[Found],
    whose: str,
    *,
    keep: bool = True,
    valid_only: bool = False,
    called: str = "VERIS",
) -> Outcome:
    """Bring in every record of a file; none when one is refused, unless the valid ones are wanted alone.

    What was brought can be taken back as the import of the outcome's `number`, which people know as `called`. Raises
    NotPermitted for who may not add incidents.
    """
    register = declared_for(Incident if whose == OURS else ReferenceIncident)
    may = permissions.may_create(actor, register) and actor.role in permissions.WRITERS
    insist(may, _("You may not add records to this register."))
    outcome, valid = Outcome(), []
    for claimed in _versioned(records, actor):
        refused = _refused(claimed, actor)
        if refused:
            outcome.refused.append(refused)
        else:
            valid.append(claimed)
    pieces = _keep(actor.importing(), register, _numbered(valid), outcome)
    if keep and (valid_only or not outcome.refused):
        _write(actor, register, pieces, len(valid), outcome, called)
    else:
        with rehearsing.rehearsed(), suppress(_NothingKept):
            long_work.as_a_whole(actor.importing(), pieces, len(valid), "")
    return outcome


def _write(actor: Actor, register: Register, pieces: Iterator[None], size: int, outcome: Outcome, called: str) -> None:
    run = works.begin(actor, register, called, KIND)
    with suppress(_NothingKept):
        long_work.as_a_whole(actor.importing(), pieces, size, _("It could not be kept whole"), run)
    works.end(actor, run, {"new": outcome.new, "changed": outcome.changed})
    outcome.number = run.pk if run.arrival else 0
    works.drop_unused(run)


def _versioned(records: Sequence[Found], actor: Actor) -> Iterator[Found]:
    """Rows of a table with the version they follow: the newest one that finds nothing wrong."""
    versions = structure.known_versions()[::-1]
    for claimed in records:
        if claimed.is_of_table and isinstance(claimed.record, dict) and "schema_version" not in claimed.record:
            fitting = (v for v in versions if not problems({**claimed.record, "schema_version": v}, actor.today))
            version = next(fitting, versions[0])
            versions.sort(key=lambda known: known != version)  # the next row is likely to follow the same
            yield Found(claimed.place, {**claimed.record, "schema_version": version})
        else:
            yield claimed


def _numbered(valid: Sequence[Found]) -> dict[str, Found]:
    """Records by their number; where different ones bear the same, the name of the file tells them apart."""
    by_number: dict[str, list[Found]] = {}
    for claimed in valid:
        alike = by_number.setdefault(number_of(claimed.record), [])
        if all(other.record != claimed.record for other in alike):
            alike.append(claimed)
    return {
        number if len(alike) == 1 else f"{number[:40]} ({PurePosixPath(claimed.place).name[:55]})": claimed
        for number, alike in by_number.items()
        for claimed in alike
    }


def number_of(record: dict[str, Any]) -> str:
    """The number a record bears."""
    return str(record["incident_id"]).strip()


def _refused(claimed: Found, actor: Actor) -> Refused | None:
    if isinstance(claimed.record, Unreadable):
        return Refused(claimed.place, "", [str(claimed.record)])
    reasons = [str(problem) for problem in problems(claimed.record, actor.today)]
    if not reasons and len(number_of(claimed.record)) > LONGEST_NUMBER:
        reasons = [_("incident_id: at most %(most)d characters can be kept.") % {"most": LONGEST_NUMBER}]
    number = str(claimed.record.get("incident_id", ""))[:LONGEST_NUMBER] if isinstance(claimed.record, dict) else ""
    return Refused(claimed.place, number, reasons) if reasons else None


class _NothingKept(WriteError):
    """Ends the work on a file with a refused record: nothing of it stays."""


def _keep(actor: Actor, register: Register, valid: dict[str, Found], outcome: Outcome) -> Iterator[None]:
    """Add what is new, bring up to date what differs, a little each time it goes on."""
    known, values_of = _known(register, list(valid)), ours if register.model is Incident else theirs
    fresh = {number: claimed for number, claimed in valid.items() if number not in known}
    for number, record in known.items():
        if number in valid:
            _again(actor, register, record, number, valid[number].record, outcome)
            yield
    ordered, refused = list(fresh.items()), len(outcome.refused)
    for start in range(0, len(ordered), PART):
        part = ordered[start : start + PART]
        rows = [values_of(claimed.record, actor) | {"external_id": number} for number, claimed in part]
        try:
            outcome.new += len(writing.create_many(actor, register, rows))
        except writing.InvalidRows as invalid:
            outcome.refused += [_not_kept(part[position], why) for position, why in invalid.rows.items()]
        yield
    if len(outcome.refused) > refused:
        raise _NothingKept


def _not_kept(numbered: tuple[str, Found], why: Mapping[str, Sequence[str]]) -> Refused:
    number, claimed = numbered
    reasons = [f"{name}: {' '.join(said)}" if name else " ".join(said) for name, said in why.items()]
    return Refused(claimed.place, number, reasons)


def _known(register: Register, numbers: list[str]) -> dict[str, Any]:
    """Records that are here already, by their external number or, for one that went out from here, their own."""
    known: dict[str, Any] = {}
    for start in range(0, len(numbers), 500):
        some = numbers[start : start + 500]
        known |= {record.reference: record for record in register.model.objects.filter(reference__in=some)}
        known |= {record.external_id: record for record in register.model.objects.filter(external_id__in=some)}
    return known


def _again(
    actor: Actor, register: Register, record: Any, number: str, brought: dict[str, Any], outcome: Outcome
) -> None:
    """What differs is taken over; an incident keeps what people wrote on it since, and one that is ours stays ours."""
    went_out_from_here = not record.veris and record.external_id != number
    if record.veris == brought or went_out_from_here:
        outcome.unchanged += 1
        return
    values = {"veris": brought} if register.model is Incident else theirs(brought, actor)
    writing.change(actor, register, record.reference, values)
    outcome.changed += 1


def ours(record: dict[str, Any], actor: Actor) -> dict[str, Any]:
    """The values of an incident of our own. It is over; it opens at the earliest moment the record allows."""
    meant = meaning.of(record)
    reason = _("As in its VERIS record: %(word)s.") % {"word": record["security_incident"]}
    return {
        "title": meant.title,
        "description": meant.description,
        "is_security": True,
        "is_service": meant.is_service,
        "security_reason": reason,
        "security_category": meant.category,
        "information_class": meant.information_class,
        "information_concerned": ", ".join(meant.told["information"]),
        "personal_data": meant.personal_data,
        "impact": meant.impact,
        "reported_as": "event",
        "channel": "other",
        "happened": meant.happened,
        "opened_at": earliest(meant.happened, actor.zone),
        "lessons": meaning.lessons(record),
        "state": "closed",
        "veris": record,
    }


def theirs(record: dict[str, Any], actor: Actor) -> dict[str, Any]:
    """The values of an incident of somebody else."""
    meant = meaning.of(record)
    return {
        "title": meant.title,
        "description": meant.description,
        "happened": meant.happened,
        "security_category": meant.category,
        "veris": record,
        **meant.told,
    }

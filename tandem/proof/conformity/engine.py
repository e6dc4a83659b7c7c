"""Evaluating conformity: from records to checks, from checks to requirements."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, tzinfo

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from tandem.direction.scope import rules as scope
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.permissions import READERS, insist
from tandem.ground.kernel.tenancy import organization_active
from tandem.proof.conformity import exclusions, judging, rules
from tandem.proof.conformity.combining import standard_report
from tandem.proof.conformity.declarations import Check, Part
from tandem.proof.conformity.following import Follower
from tandem.proof.conformity.judging import Outcome
from tandem.proof.conformity.library import Library, library
from tandem.proof.conformity.live import LiveSource
from tandem.proof.conformity.outline import outline
from tandem.proof.conformity.past import PastSource
from tandem.proof.conformity.remembering import Found, Ground, Mark, Memory, keep, mark_now, recall, written_since
from tandem.proof.conformity.report import Excluded, Judged, Report, Shared, Totals
from tandem.proof.conformity.vocabulary import Result
from tandem.proof.conformity.withholding import withheld

Findings = dict[str, Found]


def evaluate_for(actor: Actor, *, known: datetime | None = None, today: date | None = None) -> Report:
    """Conformity of the actor's organization as the actor may see it; NotPermitted for roles that only use services."""
    insist(actor.role in READERS, _("Your role does not include conformity."))
    report = evaluate(actor.organization_id, today=today or actor.today, zone=actor.zone, known=known)
    return withheld(actor, report)


def evaluate(
    organization_id: int,
    *,
    today: date,
    zone: tzinfo = UTC,
    known: datetime | None = None,
    standards: Sequence[str] | None = None,
    checks: Library | None = None,
) -> Report:
    """Conformity of an organization on a day, from the records as they are or as known at a time.

    `standards` are those it works by, unless named here. Raises UnknownStandard for one the catalogue does not hold.
    """
    with organization_active(organization_id):
        past = PastSource(organization_id, known, today, zone) if known else None
        adopted = tuple(standards) if standards is not None else _adopted(past)
        lib = checks or library()
        serving = lib.serving(frozenset(adopted))
        asked = {check.key: _parts(check, adopted) for check in serving}
        found = _past(serving, asked, past) if past else _live(organization_id, serving, asked, lib, today, zone)
        outcomes = {check.key: _outcome(check, found.get(check.key)) for check in serving}
        left_out = exclusions.past(past, adopted) if past else exclusions.live(adopted)
        return _report(organization_id, today, known, adopted, outcomes, _judged(past, today), left_out)


def _adopted(past: PastSource | None) -> tuple[str, ...]:
    if past is None:
        return scope.adopted()
    systems = past.states("management-systems").values()
    return tuple(sorted(system["standard"] for system in systems if system["state"] != "ended"))


def _parts(check: Check, adopted: Sequence[str]) -> list[Part]:
    """The parts of a check that count for an organization with these standards."""
    parts = check.answer.parts if check.answer else ()
    return [part for part in parts if not part.standard or part.standard in adopted]


def _past(serving: list[Check], asked: dict[str, list[Part]], past: PastSource) -> Findings:
    tallies = past.tallies(part.measure for check in serving for part in asked[check.key])
    return {key: [(part, tallies[part.measure]) for part in parts] for key, parts in asked.items()}


def _live(
    organization_id: int,
    serving: list[Check],
    asked: dict[str, list[Part]],
    lib: Library,
    today: date,
    zone: tzinfo,
) -> Findings:
    """What the records say; only what was written since the last time is looked at again."""
    memory, mark = recall(organization_id), mark_now()
    written = written_since(organization_id, memory.mark) if memory.found else None
    follower = Follower(organization_id, memory.mark, written, today, zone) if written is not None else None
    findings: Findings = {}
    grounds: dict[str, Ground] = {}
    for check in (check for check in serving if asked[check.key]):
        grounds[check.key] = _ground(asked[check.key], lib, today, zone)
        if follower and memory.found.get(check.key, ((), []))[0] == grounds[check.key]:
            known = _followed(memory.found[check.key][1], follower)
            if known is not None:
                findings[check.key] = known
    again = [key for key in grounds if key not in findings]
    tallies = LiveSource(today, zone).tallies(part.measure for key in again for part in asked[key])
    findings |= {key: [(part, tallies[part.measure]) for part in asked[key]] for key in again}
    _remember(organization_id, memory, mark, {key: (grounds[key], findings[key]) for key in grounds})
    return findings


def _ground(parts: list[Part], lib: Library, today: date, zone: tzinfo) -> Ground:
    """What the findings of a check rest on beside the records."""
    ages = any(part.measure.ages for part in parts)
    return (lib.digest, tuple(part.standard for part in parts), (today, str(zone)) if ages else None)


def _followed(found: Found, follower: Follower) -> Found | None:
    """Earlier findings brought up to date; None when a part has to be looked at again."""
    now: Found = []
    for part, tally in found:
        followed = tally
        if part.measure.registers & follower.written.keys():
            told = follower.follow(part.measure, tally) if follower.mark.is_exact else None
            if told is None:
                return None
            followed = told
        now.append((part, followed))
    return now


def _remember(organization_id: int, before: Memory, mark: Mark, found: dict[str, tuple[Ground, Found]]) -> None:
    """Keep the findings; when something was written meanwhile, they may hold it already, so nothing builds on them."""
    is_exact = mark.is_exact and mark_now().entry_id == mark.entry_id
    others = {key: kept for key, kept in before.found.items() if key not in found}
    same_place = others if before.mark.entry_id == mark.entry_id else {}
    keep(organization_id, Memory(replace(mark, is_exact=is_exact), same_place | found))


def _outcome(check: Check, found: Found | None) -> Outcome:
    if check.answer is None or not found:
        return judging.undefined(check)
    return judging.outcome(check, check.answer, found)


def _judged(past: PastSource | None, today: date) -> dict[str, Judged]:
    if past is None:
        return {
            key: Judged(one.reference, Result(one.verdict), one.reason, str(one.signed_by or "Tandem"), one.until)
            for key, one in rules.in_force(today).items()
        }
    signed = [one for one in past.states("judgements").values() if one["state"] == "signed"]
    signed = [one for one in signed if one["until"] >= today.isoformat()]
    people = get_user_model()._default_manager.in_bulk([one["signed_by"] for one in signed if one.get("signed_by")])
    return {
        one["requirement"]: Judged(
            one["reference"],
            Result(one["verdict"]),
            one["reason"],
            str(people.get(one.get("signed_by"), "Tandem")),
            date.fromisoformat(one["until"]),
        )
        for one in signed
    }


def _report(
    organization_id: int,
    today: date,
    known: datetime | None,
    adopted: Sequence[str],
    outcomes: dict[str, Outcome],
    judged: dict[str, Judged],
    left_out: dict[str, Excluded],
) -> Report:
    by_requirement: dict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes.values():
        for key in one.check.serves:
            by_requirement[key].append(one)
    standards = tuple(standard_report(outline(key), by_requirement, judged, left_out) for key in adopted)
    return Report(organization_id, today, known, standards, outcomes, _shared(outcomes, adopted))


def _shared(outcomes: dict[str, Outcome], adopted: Sequence[str]) -> Shared:
    """What serves every adopted standard; nothing is shared where there is only one."""
    both = [one for one in outcomes.values() if len(adopted) > 1 and set(adopted) <= one.check.standards]
    counts: dict[Result, int] = defaultdict(int)
    for one in both:
        counts[one.result] += 1
    return Shared(tuple(one.check.key for one in both), Totals(len(both), dict(counts)))

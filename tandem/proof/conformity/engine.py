"""Evaluating conformity: from records to checks, from checks to requirements."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, tzinfo

from django.utils.translation import gettext as _

from tandem.direction.scope import rules as scope
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.permissions import READERS, insist
from tandem.ground.kernel.substance import Substance
from tandem.ground.kernel.tenancy import organization_active
from tandem.proof.conformity import brought, decisions, grades
from tandem.proof.conformity.asking import Asked, Asking, Ground, asking
from tandem.proof.conformity.declarations import Measure, Mode
from tandem.proof.conformity.following import Follower, Known
from tandem.proof.conformity.how_often.rules import grace_now
from tandem.proof.conformity.judging import MUCH_WORK
from tandem.proof.conformity.library import Library, library
from tandem.proof.conformity.live import LiveSource
from tandem.proof.conformity.making import Found, Made, Maker
from tandem.proof.conformity.outline import Outline, outline
from tandem.proof.conformity.past import PastSource
from tandem.proof.conformity.present import Present
from tandem.proof.conformity.remembering import Memory, keep, mark_now, recall, written_since
from tandem.proof.conformity.report import Report
from tandem.proof.conformity.tallies import Tally
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
        lib = checks or library()
        past = PastSource(organization_id, known, today, zone, lib.wanted) if known else None
        adopted = tuple(standards) if standards is not None else _adopted(past)
        outlines = {key: outline(key) for key in adopted}
        wanted = asking(lib, adopted)
        if past:
            findings = _past(wanted, past, today)
            maker = Maker(wanted, findings, decisions.past(past, today, adopted), Made())
            return maker.report(organization_id, today, known, outlines)
        return _Live(organization_id, wanted, lib, today, zone).report(adopted, outlines)


def evaluate_with_findings(organization_id: int, *, today: date, zone: tzinfo = UTC) -> tuple[Report, Findings]:
    """Conformity as it is, and what each check found of each of its parts."""
    with organization_active(organization_id):
        lib, adopted = library(), scope.adopted()
        live = _Live(organization_id, asking(lib, adopted), lib, today, zone)
        report = live.report(adopted, {key: outline(key) for key in adopted})
        return report, live.findings


def _adopted(past: PastSource | None) -> tuple[str, ...]:
    if past is None:
        return scope.adopted()
    systems = past.states("management-systems").values()
    return tuple(sorted(system["standard"] for system in systems if system["state"] != "ended"))


def _past(wanted: Asking, past: PastSource, today: date) -> Findings:
    parts = [part for asked in wanted.asked.values() for part in asked.parts]
    tallies = past.tallies(part.measure for part in parts if part.mode is not Mode.GRADED)
    graded = [part.measure for part in parts if part.mode is Mode.GRADED]
    if graded:
        tallies |= grades.tallies(graded, grades.facts_then(past), len(past.states("controls")), today)
    return {key: [(part, tallies[part.measure]) for part in asked.parts] for key, asked in wanted.asked.items()}


class _Live:
    """One evaluation of the records as they are; only what was written since the last one is looked at again."""

    def __init__(self, organization_id: int, wanted: Asking, lib: Library, today: date, zone: tzinfo) -> None:
        self.organization_id = organization_id
        self.wanted = wanted
        self.today = today
        self.zone = zone
        self.grace = grace_now()
        self.memory, self.mark = recall(organization_id), mark_now()
        self.written = written_since(organization_id, self.memory.mark) if self.memory.found else None
        if self.written is not None and brought.SUBJECT in self.written:
            self.written = None  # a confirmation may concern any register
        is_exact = self.written is not None and self.memory.mark.is_exact
        known = self.memory.substances if is_exact or not self.written else self._untouched_substances()
        self.records = Present(lib.wanted, known if self.written is not None else {}, self.written)
        self.standing_on = (today, str(zone), tuple(sorted(self.grace.items())))
        self.standings = self._known_standings() if is_exact else {}
        self.findings: Findings = {}

    def _known_standings(self) -> Known:
        """How records stand in measures, where that rests on nothing that was written since."""
        if self.memory.standing_on != self.standing_on:
            return {}
        written = (self.written or {}).keys()
        return {measure: known for measure, known in self.memory.standings.items() if not measure.others & written}

    def report(self, adopted: Sequence[str], outlines: Mapping[str, Outline]) -> Report:
        """The report, remembered with everything it was made of."""
        grounds = {
            key: asked.ground(self.wanted.digest, self.standing_on)
            for key, asked in self.wanted.asked.items()
            if asked.parts
        }
        findings = self.findings = self._findings(grounds)
        decided = decisions.live(self.today, adopted, asks_work=_asks_work(findings))
        maker = Maker(self.wanted, findings, decided, self.memory.made)
        report = maker.report(self.organization_id, self.today, None, outlines)
        self._remember(grounds, findings, maker.made)
        return report

    def _untouched_substances(self) -> Mapping[str, Substance]:
        written = self.written or {}
        return {key: known for key, known in self.memory.substances.items() if key not in written}

    def _findings(self, grounds: Mapping[str, Ground]) -> Findings:
        findings = self._known(grounds)
        again = [key for key in grounds if key not in findings]
        measures = [part for key in again for part in self.wanted.asked[key].parts]
        tallies = LiveSource(self.today, self.zone, self.records, self.grace).tallies(
            part.measure for part in measures if part.mode is not Mode.GRADED
        )
        graded = [part.measure for part in measures if part.mode is Mode.GRADED]
        tallies |= self._graded(graded) if graded else {}
        for key in again:
            findings[key] = [(part, tallies[part.measure]) for part in self.wanted.asked[key].parts]
        return findings

    def _graded(self, measures: list[Measure]) -> dict[Measure, Tally]:
        return grades.tallies(measures, grades.facts_now(), grades.kept_now(), self.today)

    def _known(self, grounds: Mapping[str, Ground]) -> Findings:
        """What was found before and still holds, brought up to date where that is possible."""
        if self.written is None:
            return {}
        place = (self.organization_id, self.memory.mark, self.written)
        follower = Follower(*place, self.today, self.zone, self.records, self.grace, self.standings)
        touched = frozenset[str]().union(*(self.wanted.touching.get(key, ()) for key in self.written))
        findings: Findings = {}
        for key, ground in grounds.items():
            before = self.memory.found.get(key)
            if before is None or before[0] != ground:
                continue
            tallied = before[1] if key not in touched else _followed(before[1], self.wanted.asked[key], follower)
            if tallied is not None:
                findings[key] = tallied
        return findings

    def _remember(self, grounds: Mapping[str, Ground], findings: Findings, made: Made) -> None:
        """Keep the findings; if something was written meanwhile they may hold it already, so nothing builds on them."""
        is_exact = self.mark.is_exact and mark_now().entry_id == self.mark.entry_id
        grounded = {key: (grounds[key], findings[key]) for key in grounds}
        others = {key: kept for key, kept in self.memory.found.items() if key not in grounded}
        same_place = others if self.memory.mark.entry_id == self.mark.entry_id else {}
        mark, substances = replace(self.mark, is_exact=is_exact), self.records.kept()
        keep(
            self.organization_id,
            Memory(mark, same_place | grounded, substances, made, self.standing_on, self.standings),
        )


def _followed(tallied: Found, asked: Asked, follower: Follower) -> Found | None:
    """Earlier findings brought up to date; None when a part has to be looked at again."""
    if not follower.mark.is_exact:
        return None
    now: Found = []
    for part, tally in tallied:
        followed = tally
        if part.measure.registers & follower.written.keys():
            updated = None if part.mode is Mode.GRADED else follower.follow(part.measure, tally)
            if updated is None:
                return None
            followed = updated
        now.append((part, followed))
    return now


def _asks_work(findings: Findings) -> bool:
    """Whether any check over much work found exceptions, which corrective actions may name."""
    return any(
        part.is_work and tally.total > MUCH_WORK and tally.good < tally.total
        for finding in findings.values()
        for part, tally in finding
    )

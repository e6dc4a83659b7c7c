"""Bringing a tally up to date from the few records that were written since, instead of looking at all of them again."""

from bisect import insort
from collections.abc import Iterable, Mapping
from datetime import date, tzinfo
from typing import Final, NamedTuple

from tandem.ground.kernel.substance import NOTHING, Substance
from tandem.ground.ledger import reading
from tandem.ground.ledger.models import Entry
from tandem.ground.ledger.states import GONE
from tandem.proof.conformity.as_predicate import IDENTITY, PredicateCompiler, State
from tandem.proof.conformity.conditions import FILES
from tandem.proof.conformity.declarations import Measure
from tandem.proof.conformity.present import Present, declared
from tandem.proof.conformity.remembering import Mark
from tandem.proof.conformity.standing import BAD, GOOD, OLD, THIN, Emptied, Standing, Standings
from tandem.proof.conformity.tallies import MOST_ITEMS, Item, Tally, title_of

MOST_RECORDS: Final = 200  # written since; beyond, counting again is quicker
MOST_RELATED: Final = 500  # records of a related register that are read for it


Known = dict[Measure, Standing]


class Change(NamedTuple):
    """One record before and after what was written since; None where it was not there."""

    record_id: int
    before: State | None
    after: State | None


class Follower:
    """Follows tallies of an organization from a mark in the ledger to now."""

    def __init__(
        self,
        organization_id: int,
        mark: Mark,
        written: Mapping[str, set[int]],
        today: date,
        zone: tzinfo,
        records: Present,
        grace: Mapping[str, int],
        known: Known,
    ) -> None:
        self.organization_id = organization_id
        self.mark = mark
        self.written = written
        self.records = records
        self.standings = Standings(
            PredicateCompiler(today, zone, records, grace), PredicateCompiler(today, zone, Emptied(records), grace)
        )
        self.known = known
        self._changes: dict[str, list[Change] | None] = {}
        self._counts: dict[str, int] = {}

    def follow(self, measure: Measure, tally: Tally) -> Tally | None:
        """The tally as it is now; None when that cannot be told from the records written since."""
        if measure.others & self.written.keys() or self._are_too_many(measure.others - {FILES}):
            return None
        changes, headline = self._changes_of(measure.register), declared(measure.register).headline
        before = self.records.before.get(measure.register)
        now = self.records.substance(measure.register)
        if changes is None or before is None or not self._follows_texts(measure, before, now):
            return None
        return _Count(measure, tally, self._standing(measure, headline), before, now).after(changes)

    def _standing(self, measure: Measure, headline: str) -> Standing:
        """How records stand, worked out once for as long as nothing else that the measure rests on is written."""
        if measure not in self.known:
            self.known[measure] = self.standings.of(measure, headline)
        return self.known[measure]

    def _are_too_many(self, registers: Iterable[str]) -> bool:
        for key in registers:
            if key not in self._counts:
                self._counts[key] = declared(key).model.objects.count()
        return any(self._counts[key] > MOST_RELATED for key in registers)

    def _follows_texts(self, measure: Measure, before: Substance, now: Substance) -> bool:
        """Whether texts of no other record than those written came to count as empty, or as none."""
        was, void = before.void, now.void
        others = (was.keys() | void.keys()) - self.written.get(measure.register, set())
        return all(was.get(pk) == void.get(pk) for pk in others)

    def _changes_of(self, register: str) -> list[Change] | None:
        if register not in self._changes:
            self._changes[register] = self._read_changes(register, self.written.get(register, set()))
        return self._changes[register]

    def _read_changes(self, register: str, record_ids: set[int]) -> list[Change] | None:
        if len(record_ids) > MOST_RECORDS:
            return None
        entries = Entry.objects.filter(
            organization_id=self.organization_id, register=register, record_id__in=record_ids
        )
        before: dict[int, State | None] = {}
        after: dict[int, State | None] = {}
        rows = entries.order_by("pk").values_list("pk", "record_id", "action", "state", "secret")
        for pk, record_id, action, state, secret in rows.iterator():
            if secret is None:
                return None  # a value was erased, so the entry no longer says what was counted
            known_state = None if action == GONE else reading.read(register, state) | {IDENTITY: record_id}
            (before if pk <= self.mark.entry_id else after)[record_id] = known_state
        return [Change(record_id, before.get(record_id), after.get(record_id)) for record_id in sorted(record_ids)]


class _Count:
    """One tally on its way from before to after."""

    def __init__(self, measure: Measure, tally: Tally, standing: Standing, before: Substance, now: Substance) -> None:
        self.register = measure.register
        self.standing = standing
        self.empty_before, self.empty_now = before.void, now.void
        self.counts = {GOOD: tally.good, OLD: tally.old, THIN: tally.thin, BAD: tally.bad}
        self.kept = tally.kept
        self.evidence = list(tally.evidence)
        self.offenders = list(tally.offenders)

    def after(self, changes: Iterable[Change]) -> Tally | None:
        """The tally after these changes; None when a list would have to be filled up from other records."""
        for change in changes:
            was = self.standing(change.before, self.empty_before.get(change.record_id, NOTHING))
            now = self.standing(change.after, self.empty_now.get(change.record_id, NOTHING))
            self.kept += (change.after is not None) - (change.before is not None)
            if was and not self._leaves(was, now, change.record_id):
                return None
            if now and change.after is not None:
                self._joins(now, change.record_id, change.after)
        return Tally(
            good=self.counts[GOOD],
            old=self.counts[OLD],
            thin=self.counts[THIN],
            bad=self.counts[BAD],
            kept=self.kept,
            evidence=tuple(self.evidence),
            offenders=tuple(self.offenders),
        )

    def _leaves(self, was: str, now: str, record_id: int) -> bool:
        """Take the record out of its list; False when a shortened list would lack one then."""
        items = self._items(was)
        is_shortened = self._length(was) > MOST_ITEMS
        self.counts[was] -= 1
        for position, item in enumerate(items):
            if item.record_id == record_id:
                del items[position]
                return not is_shortened or (bool(now) and self._items(now) is items)
        return True

    def _joins(self, now: str, record_id: int, state: State) -> None:
        item = Item(self.register, record_id, state["reference"], title_of(state.get(self.standing.headline)))
        self.counts[now] += 1
        items = self._items(now)
        insort(items, item, key=lambda entry: -entry.record_id)
        del items[MOST_ITEMS:]

    def _items(self, standing: str) -> list[Item]:
        return self.evidence if standing == GOOD else self.offenders

    def _length(self, standing: str) -> int:
        """How many records the list of this standing stands for."""
        return self.counts[GOOD] if standing == GOOD else sum(self.counts.values()) - self.counts[GOOD]

"""One reading of an organization's ledger from its first entry on, beside its signed heads."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from django.db import OperationalError

from tandem.ground.ledger import commitments, faults, heads, storage
from tandem.ground.ledger.canonical import NotCanonical
from tandem.ground.ledger.leaves import Row, leaf
from tandem.ground.ledger.merkle import WIDTH, Frontier, leaf_hash
from tandem.ground.ledger.models import Checkpoint
from tandem.ground.ledger.problems import Broken, broken, sentence

UNCOVERED = "it has a place in the tree that no checkpoint covers"
TAKEN = "its place in the tree is another's"


class Withheld(NamedTuple):
    """An entry that lost values to privacy, and their names."""

    row: Row
    names: list[str]


class Walk:
    """Reads a ledger; Broken is raised at the first thing that does not hold."""

    def __init__(self, organization_id: int) -> None:
        self.organization_id = organization_id
        self.frontier = Frontier()
        self.checked = 0
        self.last: Checkpoint | None = None
        self.roots: dict[int, bytes] = {}
        self.withheld: list[Withheld] = []

    def run(self) -> None:
        """Read until every head was compared, those included that are signed meanwhile."""
        try:
            while ahead := self._heads_ahead():
                self._insist_chain(ahead)
                self._read(ahead)
            for extra in self._entries(None):
                raise broken(extra, UNCOVERED)
        except OperationalError as error:
            raise Broken(f"The entry at place {self.checked} cannot be read: {error}.", self.checked) from None

    def _read(self, ahead: Sequence[Checkpoint]) -> None:
        entries = self._entries(ahead[-1].size)
        for checkpoint in ahead:
            self._read_up_to(checkpoint, entries)
        for extra in entries:
            raise broken(extra, TAKEN)

    def _heads_ahead(self) -> list[Checkpoint]:
        signed = Checkpoint.objects.filter(organization_id=self.organization_id, size__gt=self.frontier.size)
        return list(signed.order_by("size"))

    def _insist_chain(self, ahead: Sequence[Checkpoint]) -> None:
        """The newest head is signed, and each names the one before it."""
        if wrong := heads.fault(ahead[-1]):
            raise Broken(sentence(wrong))
        before = self.last
        for checkpoint in ahead:
            if wrong := heads.fault_in_chain(checkpoint, before):
                raise Broken(sentence(wrong))
            before = checkpoint

    def _entries(self, size: int | None) -> Iterator[Row]:
        """Entries that claim a place from here on and below the size; impossible places come first."""
        condition, parameters = "organization_id = %s AND leaf_index IS NOT NULL", [self.organization_id]
        if self.frontier.size:
            condition, parameters = f"{condition} AND leaf_index >= %s", [*parameters, self.frontier.size]
        if size is not None:
            condition, parameters = f"{condition} AND leaf_index < %s", [*parameters, size]
        return self._rows(condition, parameters)

    def _rows(self, condition: str, parameters: Sequence[Any]) -> Iterator[Row]:
        """The entries; SQLite looks one row ahead, so after an unreadable one the next two are read alone."""
        try:
            yield from storage.rows(condition, parameters, order="leaf_index, id")
        except OperationalError:
            for place in (self.checked, self.checked + 1):
                yield from storage.rows("organization_id = %s AND leaf_index = %s", [self.organization_id, place])
            raise

    def _read_up_to(self, checkpoint: Checkpoint, entries: Iterator[Row]) -> None:
        """Compare the tree of a head with its root, then the entries that it added with its leaves."""
        start, leaves = self.frontier.size, bytes(checkpoint.leaves)
        self.frontier.extend(leaves)
        if self.frontier.root() != bytes(checkpoint.root):
            raise Broken(f"The checkpoint at {checkpoint.size} entries keeps other leaves than those it signed.")
        numbers = self._compare(start, checkpoint.size, leaves, entries)
        if heads.numbers_line(numbers) != heads.numbers_told(checkpoint):
            raise _renumbered(start, numbers)
        self.last = checkpoint
        self.roots[checkpoint.size] = bytes(checkpoint.root)

    def _compare(self, start: int, end: int, leaves: bytes, entries: Iterator[Row]) -> list[Any]:
        """Primary keys of the entries from one place to another, each of which is the one that was sealed."""
        numbers = []
        for place, row in enumerate(islice(entries, end - start), start):
            if row.leaf_index != place:
                raise _misplaced(row, place)
            offset = WIDTH * (place - start)
            try:
                if leaf_hash(leaf(row)) != leaves[offset : offset + WIDTH] or not self._is_sound(row):
                    raise broken(row, faults.fault(row) or faults.HEADER)
            except (TypeError, AttributeError, NotCanonical):
                raise broken(row, faults.UNREADABLE) from None
            numbers.append(row.id)
            self.checked = place + 1
        if self.checked < end:
            raise Broken(f"The entry at place {self.checked} is missing, and so are all after it.", self.checked)
        return numbers

    def _is_sound(self, row: Row) -> bool:
        """True when state and reason are those that the leaf commits to."""
        if row.secret is None:
            if faults.fault(row):
                return False
            self.withheld.append(Withheld(row, faults.missing(row)))
            return True
        whole = commitments.whole(row.secret, row.state, row.reason)
        return whole == row.whole and not row.salts and not row.commitments


def _misplaced(row: Row, place: int) -> Broken:
    if isinstance(row.leaf_index, int) and row.leaf_index > place:
        return Broken(f"The entry at place {place} is missing; the next one is {row}.", place)
    return broken(row, TAKEN)


def _renumbered(start: int, numbers: list[int]) -> Broken:
    """Entries are sealed in the order of their keys, so the first out of order has changed places with another."""
    for place, (number, right) in enumerate(zip(numbers, sorted(numbers), strict=True), start):
        if number != right:
            return Broken(f"Entry {number} does not hold: it changed its number with another entry.", place, number)
    last = start + len(numbers) - 1
    return Broken(f"An entry at places {start} to {last} was given another number.", start)

"""Parties against services, components and processes: who does what, and where nobody does (20000-1:2018 8.2.3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tandem.operation.services.contributions.rules import FIELD_OF

OURSELVES = None


@dataclass(frozen=True, slots=True)
class Subject:
    """A service, component or process, and who contributes to it by primary key; ourselves are None."""

    kind: str
    record: Any
    by: dict[int | None, Any]

    @property
    def is_left(self) -> bool:
        """Whether nobody contributes to it."""
        return not self.by

    @property
    def is_whole_with(self) -> int | None:
        """The other party that does all of it alone; None where there is none."""
        alone = next(iter(self.by.items())) if len(self.by) == 1 else (None, None)
        return alone[0] if alone[1] is not None and alone[1].extent == "whole" else None


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who contributes to what today."""

    parties: Sequence[Any]
    subjects: Sequence[Subject]

    @property
    def left(self) -> list[Subject]:
        """What nobody contributes to."""
        return [subject for subject in self.subjects if subject.is_left]

    @property
    def without_owner(self) -> list[Any]:
        """Contributions that nobody here answers for."""
        every = [contribution for subject in self.subjects for contribution in subject.by.values()]
        return [contribution for contribution in every if contribution.owner_id is None]

    @property
    def idle(self) -> list[Any]:
        """Other parties with us that contribute to nothing that is written down."""
        busy = {party for subject in self.subjects for party in subject.by}
        return [party for party in self.parties if party.pk not in busy]

    @property
    def runs_everything(self) -> Any:
        """The other party that does all of everything that anybody contributes to; None where there is none."""
        known = {subject.is_whole_with for subject in self.subjects if not subject.is_left}
        only = next(iter(known)) if len(known) == 1 else None
        return next((party for party in self.parties if party.pk == only), None)

    @property
    def is_all_by_others(self) -> bool:
        """Whether we contribute to nothing ourselves although others do."""
        taken = [subject for subject in self.subjects if not subject.is_left]
        return bool(taken) and not any(OURSELVES in subject.by for subject in taken)


def matrix_of(subjects: Iterable[tuple[str, Any]], contributions: Iterable[Any], parties: Sequence[Any]) -> Matrix:
    """The matrix of these subjects, with what is contributed to them today."""
    by: dict[tuple[str, int], dict[int | None, Any]] = {}
    for contribution in contributions:
        key = (contribution.subject, getattr(contribution, f"{FIELD_OF[contribution.subject]}_id"))
        by.setdefault(key, {})[contribution.supplier_id] = contribution
    rows = [Subject(kind, record, by.get((kind, record.pk), {})) for kind, record in subjects]
    return Matrix(parties, rows)


def gaps(matrix: Matrix) -> list[str]:
    """What is wrong with it in words, the gravest first."""
    problems = []
    if party := matrix.runs_everything:
        problems.append(
            _("%(party)s does all of everything; the standard cannot be claimed so.") % {"party": party.title}
        )
    elif matrix.is_all_by_others:
        problems.append(_("Everything is done by others; the standard cannot be claimed so."))
    problems += [_("Nobody contributes to %(name)s.") % {"name": subject.record.title} for subject in matrix.left]
    problems += [
        _("Nobody answers for “%(title)s”.") % {"title": responsibility.title}
        for responsibility in matrix.without_owner
    ]
    problems += [
        _("%(party)s contributes to nothing that is written down.") % {"party": idle_party.title}
        for idle_party in matrix.idle
    ]
    return problems

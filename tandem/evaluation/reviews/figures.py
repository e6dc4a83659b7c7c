"""Figures of a review: what the lists say now, what stood there at the review before, and what changed."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

from tandem.evaluation.reviews.agenda import Figure, input_of
from tandem.evaluation.reviews.models import Review
from tandem.ground.kernel import lists, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns import standing
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import Register

YEAR = timedelta(days=365)
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
MET = "met"
Row = dict[str, Any]


def before(review: Any) -> Any:
    """The review held last before this one; None for the first. Frozen, it stays the one it was compared with."""
    if review.previous_id is not None or review.frozen_at is not None:
        return review.previous
    held = Review.objects.held().exclude(pk=review.pk).exclude(frozen_at=None)
    return held.order_by("-frozen_at", "-pk").first()


def since(review: Any, earlier: Any) -> date:
    """The day since when things count as changed: that of the review before, else a year before this one."""
    day: date = earlier.held_on if earlier is not None and earlier.held_on else review.meets_on - YEAR
    return day


class Counting:
    """Counts the figures of one review as the records stand now, beside those frozen at the review before.

    How far requirements are met takes longer to work out; it can be left for later.
    """

    def __init__(self, actor: Actor, review: Any, *, with_conformity: bool = True) -> None:
        self.actor, self.review, self.earlier = actor, review, before(review)
        self.with_conformity = with_conformity
        self.first = since(review, self.earlier)

    @cached_property
    def results(self) -> Mapping[str, str]:
        """How far each requirement is met, asked once for all figures."""
        return standing.of_requirements(self.actor)

    def of(self, key: str) -> list[Row]:
        """The figures of the input of this key; none for a point that somebody added."""
        ready = input_of(key)
        if ready is None:
            return []
        stood = _stood(self.earlier, key)
        return [_compared(self._row(figure), stood) for figure in ready.figures if self._is_counted(figure)]

    def _is_counted(self, figure: Figure) -> bool:
        if figure.conformity:
            return self.with_conformity and figure.conformity in self.review.standards
        return registers.find(figure.register) is not None

    def _row(self, figure: Figure) -> Row:
        said = {"label": figure.label, "good": figure.good}
        register = registers.find(figure.register)
        if register is not None:
            return {**said, **_listed(self.actor, register, figure, self.first)}
        own = [result for key, result in self.results.items() if key.startswith(f"{figure.conformity}/")]
        return {**said, "value": own.count(MET), "of": len(own), "kept": bool(own)}


def _listed(actor: Actor, register: Register, figure: Figure, first: date) -> Row:
    filters = {name: text.replace("{since}", first.isoformat()) for name, text in figure.filters}
    query = lists.Query(filters=filters)
    value = lists.filtered(as_tandem(actor), register, query).count()
    kept = value > 0 or register.model.objects.exists()
    return {"value": value, "register": register.key, "filters": filters, "kept": kept}


def _stood(earlier: Any, key: str) -> Mapping[str, int]:
    if earlier is None:
        return {}
    row = earlier.inputs.filter(key=key).order_by("pk").first()
    return {asked(figure): figure["value"] for figure in row.figures} if row is not None else {}


def asked(figure: Row) -> str:
    """What a figure counts, whatever it was called and since whichever day: by this it is known again."""
    if not figure.get("register"):
        return str(figure["label"])
    filters = [f"{name}={DAY.sub('day', text)}" for name, text in sorted(figure["filters"].items())]
    return "&".join([str(figure["register"]), *filters])


def _compared(row: Row, stood: Mapping[str, int]) -> Row:
    if asked(row) not in stood:
        return row
    before = stood[asked(row)]
    change = row["value"] - before
    better = (change > 0) == (row["good"] == "more") if change and row["good"] else None
    return {**row, "before": before, "change": change, "better": better}


def is_filled(figures: list[Row], statement: str) -> bool:
    """Whether an input has something to look at: words, or a figure of a register in which something is kept."""
    return bool(statement.strip()) or any(row.get("kept") for row in figures)

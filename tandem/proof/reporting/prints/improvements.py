"""The improvement register on paper (10.2 of 20000-1, 10.1 of 27001)."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.proof.reporting.paper import Bar, Bars, Heading, Paper, Table, day_words, proof_facts
from tandem.proof.reporting.printing import Asked, Print, papers


def register(asked: Asked) -> Paper:
    """Every improvement by priority: what it should bring, what it brought."""
    kept = list(
        asked.seen("improvements").select_related("owner", "approved_by", "process").order_by("-priority", "pk")
    )
    today = asked.actor.today
    columns = (
        _("Reference"),
        _("Improvement"),
        _("Comes from"),
        _("Owner"),
        _("Priority"),
        _("Benefit expected"),
        _("Measured by"),
        _("Before"),
        _("To reach"),
        _("After"),
        _("By"),
        _("Approved by"),
        _("State"),
    )
    shares = (1.5, 3.4, 1.8, 1.7, 1.1, 3, 2, 1.1, 1.1, 1.1, 1.7, 1.6, 1.6)
    return Paper(
        organization=asked.organization.name,
        title=_("Improvement register"),
        day=today,
        facts=proof_facts(asked.organization, today),
        parts=[
            Heading(_("How far they are")),
            Bars(_("States"), _states(kept)),
            Heading(_("Improvements, the most important first")),
            Table(_("Improvements"), columns, shares, [_row(improvement) for improvement in kept]),
        ],
        is_wide=True,
    )


def _states(kept: list[Any]) -> list[Bar]:
    counts: dict[str, int] = {}
    for improvement in kept:
        counts[str(improvement.get_state_display())] = counts.get(str(improvement.get_state_display()), 0) + 1
    return [Bar(word, count, len(kept)) for word, count in counts.items()]


def _row(improvement: Any) -> tuple[str, ...]:
    return (
        improvement.reference,
        improvement.title,
        " ".join(filter(None, (str(improvement.get_source_display()), improvement.source_reference))),
        str(improvement.owner or ""),
        "" if improvement.priority is None else str(improvement.priority),
        improvement.expected,
        improvement.measured_by,
        *(_amount(value, improvement.unit) for value in (improvement.before, improvement.target, improvement.after)),
        day_words(improvement.due),
        str(improvement.approved_by or ""),
        str(improvement.get_state_display()),
    )


def _amount(value: Any, unit: str) -> str:
    return "" if value is None else f"{value.normalize():f} {unit}".strip()


PRINTS = (
    Print(
        key="improvement-register",
        register="improvements",
        title=gettext_lazy("Improvement register"),
        forms=papers(register),
        is_of_record=False,
    ),
)

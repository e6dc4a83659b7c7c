"""A nonconformity on paper (10.1, 10.2): what was wrong and done at once, why it came about, whether it helped."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.evaluation.improvement import fishbone
from tandem.evaluation.improvement.vocabulary import BRANCHES, WHYS
from tandem.proof.reporting import naming
from tandem.proof.reporting.paper import (
    Causes,
    Chain,
    Fact,
    Heading,
    Paper,
    Part,
    Signature,
    Signatures,
    Table,
    day_words,
    known,
    proof_facts,
    prose,
)
from tandem.proof.reporting.printing import Asked, Print, papers


def record(asked: Asked) -> Paper:
    """The whole record, in the order in which it is worked through."""
    deviation = asked.record
    actions = list(
        asked.seen("corrective-actions").filter(nonconformity=deviation).select_related("owner", "judge").order_by("pk")
    )
    return Paper(
        organization=asked.organization.name,
        title=_("Corrective action record: %(title)s") % {"title": deviation.title},
        reference=deviation.reference,
        day=asked.actor.today,
        facts=_facts(asked),
        parts=[
            *prose(_("What was seen"), deviation.description),
            *prose(_("What was done at once"), _dated(deviation.correction, deviation.corrected_on)),
            *prose(_("How its consequences were dealt with"), deviation.consequences),
            *_cause(deviation),
            *prose(_("Where else it may be"), deviation.similar),
            Heading(_("What keeps it from coming back")),
            _actions(actions),
            *prose(_("Why the actions are in proportion"), deviation.proportion),
            *_effects(asked, actions),
            *prose(_("Does the management system have to change?"), _system(deviation)),
            Signatures([Signature(_("Closed by"), str(deviation.closed_by or ""), deviation.closed_on)]),
        ],
    )


def _facts(asked: Asked) -> list[Fact]:
    nonconformity = asked.record
    return [
        *known(
            [
                (_("Grade"), nonconformity.get_grade_display()),
                (
                    _("Comes from"),
                    " ".join(filter(None, (str(nonconformity.get_source_display()), nonconformity.source_reference))),
                ),
                (_("Requirements"), naming.requirements(nonconformity.requirements)),
                (_("Process"), nonconformity.process.title if nonconformity.process else ""),
                (_("Service"), nonconformity.service.title if nonconformity.service else ""),
                (_("Seen on"), day_words(nonconformity.raised_on)),
                (_("To be put right by"), day_words(nonconformity.due)),
                (_("Owner"), nonconformity.owner or ""),
                (_("State"), nonconformity.get_state_display()),
            ]
        ),
        *proof_facts(asked.organization, asked.actor.today),
    ]


def _dated(text: str, day: Any) -> str:
    return f"{text}\n\n{day_words(day)}" if text.strip() and day else text


def _cause(nonconformity: Any) -> list[Part]:
    """The chain of whys, the branches that were looked at, and what it comes down to."""
    parts = [*_whys(nonconformity), *_bones(nonconformity)]
    lies = f"**{nonconformity.get_cause_kind_display()}**" if nonconformity.cause_kind else ""
    said = "\n\n".join(filter(None, (lies, nonconformity.cause.strip())))
    whole = [*prose(_("What it comes down to"), said, 2), *parts] if said else parts
    return [Heading(_("Cause")), *whole] if whole else []


def _whys(nonconformity: Any) -> list[Part]:
    """One answer after the other, as a chain from what was seen."""
    whys = [why for name in WHYS if (why := getattr(nonconformity, name))]
    return [Heading(_("Why it happened"), 2), Chain(_("Whys"), nonconformity.title, whys)] if whys else []


def _bones(nonconformity: Any) -> list[Part]:
    """The fishbone; its words below it as well where there was no room for all of them."""
    branches = [(str(word), getattr(nonconformity, f"cause_{key}")) for key, word in BRANCHES]
    drawing = fishbone.drawn(nonconformity.title, branches)
    if drawing is None:
        return []
    said = [(word, text) for word, text in branches if text]
    causes = Causes(_("Causes"), drawing, said)
    below = [] if drawing.is_whole else [replace(causes.table, name=_("Causes in full"))]
    return [Heading(_("Where causes were looked for"), 2), causes, *below]


def _actions(actions: Iterable[Any]) -> Table:
    columns = (_("Action"), _("What is done"), _("Who"), _("By"), _("Done"), _("How one will see it"), _("State"))
    rows = [
        (
            action.reference,
            "\n".join(filter(None, (action.title, action.details, action.outcome))),
            str(action.owner or ""),
            day_words(action.due),
            day_words(action.done_on),
            action.expected,
            str(action.get_state_display()),
        )
        for action in actions
    ]
    return Table(_("Actions"), columns, (1.4, 4, 1.8, 1.7, 1.7, 3, 1.9), rows)


def _effects(asked: Asked, actions: list[Any]) -> list[Part]:
    """What somebody else saw after a time."""
    checks = asked.seen("effectiveness-checks").filter(action__in=[action.pk for action in actions])
    rows = [
        (
            check.action.reference,
            check.seen,
            str(check.judged_by or ""),
            day_words(check.judged_on or check.due),
            str(check.get_state_display()),
        )
        for check in checks.select_related("action", "judged_by").order_by("pk")
    ]
    if not rows:
        return []
    columns = (_("Action"), _("What was seen"), _("Judged by"), _("On"), _("Result"))
    return [Heading(_("Whether it helped")), Table(_("Effect"), columns, (1.4, 6, 2.2, 2, 2.2), rows)]


def _system(nonconformity: Any) -> str:
    """The answer, with the change and the risk that follow."""
    said = [str(nonconformity.get_system_change_display()) if nonconformity.system_change else ""]
    said += [f"{linked.reference} {linked.title}" for linked in (nonconformity.change, nonconformity.risk) if linked]
    return "\n\n".join(filter(None, said))


PRINTS = (
    Print(
        key="corrective-action-record",
        register="nonconformities",
        title=gettext_lazy("Corrective action record"),
        forms=papers(record),
    ),
)

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
    one = asked.record
    actions = list(
        asked.seen("corrective-actions").filter(nonconformity=one).select_related("owner", "judge").order_by("pk")
    )
    return Paper(
        organization=asked.organization.name,
        title=_("Corrective action record: %(title)s") % {"title": one.title},
        reference=one.reference,
        day=asked.actor.today,
        facts=_facts(asked),
        parts=[
            *prose(_("What was seen"), one.description),
            *prose(_("What was done at once"), _dated(one.correction, one.corrected_on)),
            *prose(_("How its consequences were dealt with"), one.consequences),
            *_cause(one),
            *prose(_("Where else it may be"), one.similar),
            Heading(_("What keeps it from coming back")),
            _actions(actions),
            *prose(_("Why the actions are in proportion"), one.proportion),
            *_effects(asked, actions),
            *prose(_("Does the management system have to change?"), _system(one)),
            Signatures([Signature(_("Closed by"), str(one.closed_by or ""), one.closed_on)]),
        ],
    )


def _facts(asked: Asked) -> list[Fact]:
    one = asked.record
    return [
        *known(
            [
                (_("Grade"), one.get_grade_display()),
                (_("Comes from"), " ".join(filter(None, (str(one.get_source_display()), one.source_reference)))),
                (_("Requirements"), naming.requirements(one.requirements)),
                (_("Process"), one.process.title if one.process else ""),
                (_("Service"), one.service.title if one.service else ""),
                (_("Seen on"), day_words(one.raised_on)),
                (_("To be put right by"), day_words(one.due)),
                (_("Owner"), one.owner or ""),
                (_("State"), one.get_state_display()),
            ]
        ),
        *proof_facts(asked.organization, asked.actor.today),
    ]


def _dated(text: str, day: Any) -> str:
    return f"{text}\n\n{day_words(day)}" if text.strip() and day else text


def _cause(one: Any) -> list[Part]:
    """The chain of whys, the branches that were looked at, and what it comes down to."""
    parts = [*_whys(one), *_bones(one)]
    lies = f"**{one.get_cause_kind_display()}**" if one.cause_kind else ""
    said = "\n\n".join(filter(None, (lies, one.cause.strip())))
    whole = [*prose(_("What it comes down to"), said, 2), *parts] if said else parts
    return [Heading(_("Cause")), *whole] if whole else []


def _whys(one: Any) -> list[Part]:
    """One answer after the other, as a chain from what was seen."""
    whys = [why for name in WHYS if (why := getattr(one, name))]
    return [Heading(_("Why it happened"), 2), Chain(_("Whys"), one.title, whys)] if whys else []


def _bones(one: Any) -> list[Part]:
    """The fishbone; its words below it as well where there was no room for all of them."""
    branches = [(str(word), getattr(one, f"cause_{key}")) for key, word in BRANCHES]
    drawing = fishbone.drawn(one.title, branches)
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
            one.reference,
            "\n".join(filter(None, (one.title, one.details, one.outcome))),
            str(one.owner or ""),
            day_words(one.due),
            day_words(one.done_on),
            one.expected,
            str(one.get_state_display()),
        )
        for one in actions
    ]
    return Table(_("Actions"), columns, (1.4, 4, 1.8, 1.7, 1.7, 3, 1.9), rows)


def _effects(asked: Asked, actions: list[Any]) -> list[Part]:
    """What somebody else saw after a time."""
    checks = asked.seen("effectiveness-checks").filter(action__in=[one.pk for one in actions])
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


def _system(one: Any) -> str:
    """The answer, with the change and the risk that follow."""
    said = [str(one.get_system_change_display()) if one.system_change else ""]
    said += [f"{linked.reference} {linked.title}" for linked in (one.change, one.risk) if linked]
    return "\n\n".join(filter(None, said))


PRINTS = (
    Print(
        key="corrective-action-record",
        register="nonconformities",
        title=gettext_lazy("Corrective action record"),
        forms=papers(record),
    ),
)

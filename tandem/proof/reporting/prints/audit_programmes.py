"""The audit programme on paper (9.2.2 of either standard): what is audited when in a cycle, and how far it has come."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.evaluation.audits.coverage import Coverage, coverage_of
from tandem.proof.reporting import naming
from tandem.proof.reporting.paper import (
    Bar,
    Bars,
    Fact,
    Heading,
    Note,
    Paper,
    Part,
    Signature,
    Signatures,
    Table,
    Toned,
    day_words,
    known,
    proof_facts,
    prose,
)
from tandem.proof.reporting.printing import Asked, Print, papers

NARROW, TOPIC, MEANING = 1.4, 4.2, 2.4  # shares of the columns


def programme(asked: Asked) -> Paper:
    """Its aims and methods, each topic with its period, what either standard has got of it, who approved."""
    record, today = asked.record, asked.actor.today
    shown = coverage_of(record, today)
    return Paper(
        organization=asked.organization.name,
        title=_("Audit programme: %(title)s") % {"title": record.title},
        reference=record.reference,
        day=today,
        facts=_facts(asked),
        parts=[
            *prose(_("What the programme is to show"), record.objectives),
            *prose(_("How often, and why"), record.frequency),
            *prose(_("Methods"), record.methods),
            *prose(_("Who plans and audits"), record.responsibilities),
            *prose(_("To whom it is reported"), record.reporting),
            *_matrix(shown),
            *_topics(shown),
            Signatures([Signature(_("Approved by"), str(record.approved_by or ""), record.approved_on)]),
        ],
        is_wide=True,
        watermark=_("draft") if record.state == "draft" else "",
    )


def _facts(asked: Asked) -> list[Fact]:
    record = asked.record
    cycle = f"{day_words(record.starts_on)} – {day_words(record.ends_on)}"
    return [
        *known(
            [
                (_("Standards"), naming.standards(record.standards)),
                (_("Cycle"), cycle),
                (_("State"), record.get_state_display()),
                (_("Owner"), record.owner or ""),
            ]
        ),
        *proof_facts(asked.organization, asked.actor.today),
    ]


def _matrix(shown: Coverage) -> list[Part]:
    """Each topic by half-year, and how much of each standard the cycle has covered."""
    columns = (_("Topic"), _("Standards"), *map(str, shown.periods))
    shares = (TOPIC, MEANING, *(NARROW for _period in shown.periods))
    rows = [
        (
            line.topic.title,
            ", ".join(line.standards),
            *(Toned("\n".join([str(cell.word), *cell.audits]), cell.tone) if cell.state else "" for cell in line.cells),
        )
        for line in shown.lines
    ]
    bars = [Bar(naming.standards([share.standard]), share.done, share.whole, "good") for share in shown.shares]
    return [
        Heading(_("What is audited when")),
        Table(_("Coverage"), columns, shares, rows),
        Heading(_("Requirements audited in this cycle")),
        Bars(_("Audited"), bars),
        Note(_("What is planned for the cycle and not audited yet: %(said)s") % {"said": _planned(shown)}),
    ]


def _planned(shown: Coverage) -> str:
    return ", ".join(f"{naming.standards([share.standard])}: {share.planned}" for share in shown.shares) or _("nothing")


def _topics(shown: Coverage) -> list[Part]:
    """Why each topic is audited as often as it is."""
    columns = (
        _("Topic"),
        _("Answers for it"),
        _("Importance"),
        _("Why"),
        _("Every … months"),
        _("Last audited"),
        _("Last result"),
        _("Due by"),
    )
    rows = [
        (
            line.topic.title,
            str(line.topic.responsible or ""),
            str(line.topic.get_importance_display()),
            line.topic.why,
            str(line.topic.every_months or ""),
            day_words(line.topic.last_audited),
            str(line.topic.get_last_result_display()),
            day_words(line.topic.next_due),
        )
        for line in shown.lines
    ]
    return [Heading(_("Topics")), Table(_("Topics"), columns, (4, 2, 1.4, 4, 1.2, 1.8, 2, 1.8), rows)]


PRINTS = (
    Print(
        key="audit-programme",
        register="audit-programmes",
        title=gettext_lazy("Audit programme"),
        forms=papers(programme),
    ),
)

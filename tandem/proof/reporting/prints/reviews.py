"""A management review on paper (9.3): the pack for top management before it, the minutes after it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ground.kernel import locales
from tandem.proof.reporting import naming, review
from tandem.proof.reporting.paper import (
    Fact,
    Heading,
    Note,
    Paper,
    Part,
    Prose,
    Signature,
    Signatures,
    Table,
    day_words,
    known,
    proof_facts,
    prose,
)
from tandem.proof.reporting.printing import Asked, Print, papers

MINUTED = ("minuted", "approved")


def pack(asked: Asked) -> bytes:
    """The agenda with figures and bars, on at most eight pages."""
    return review.as_pdf(asked.record, asked.organization, asked.actor.today)


def minutes(asked: Asked) -> Paper:
    """Who was there, what was said to each input, what was decided, who approved the minutes."""
    record = asked.record
    inputs = list(asked.seen("review-inputs").filter(review=record).order_by("position", "pk"))
    return Paper(
        organization=asked.organization.name,
        title=_("Minutes of the management review: %(title)s") % {"title": record.title},
        reference=record.reference,
        day=asked.actor.today,
        facts=_facts(asked),
        parts=[
            *prose(_("Occasion"), record.purpose),
            *_attendees(asked),
            *prose(_("Minutes"), record.minutes),
            Heading(_("What was looked at")),
            *(part for review_input in inputs for part in _input(review_input)),
            *_decisions(asked),
            Signatures(
                [
                    Signature(_("Minutes by"), str(record.minuted_by or "")),
                    Signature(_("Approved by"), str(record.approved_by or ""), record.approved_on),
                    Signature(_("Top management"), str(record.chair or "")),
                ]
            ),
        ],
        watermark="" if record.state == "approved" else _("draft"),
    )


def _facts(asked: Asked) -> list[Fact]:
    record, zone = asked.record, asked.organization.zone
    frozen = locales.long_moment(record.frozen_at.astimezone(zone)) if record.frozen_at else ""
    return [
        *known(
            [
                (_("Held on"), day_words(record.held_on)),
                (_("Where"), record.place),
                (_("Leads"), record.chair or ""),
                (_("Standards"), naming.standards(record.standards)),
                (_("State"), record.get_state_display()),
                (_("Figures"), frozen),
            ]
        ),
        *proof_facts(asked.organization, asked.actor.today),
    ]


def _attendees(asked: Asked) -> list[Part]:
    came = {True: _("came"), False: _("excused")}
    rows = [
        (
            attendee.title,
            attendee.function or (_("top management") if attendee.is_top else ""),
            came.get(attendee.came, ""),
        )
        for attendee in asked.seen("review-attendees").filter(review=asked.record).order_by("-is_top", "pk")
    ]
    return [Heading(_("Who was invited")), Table(_("Who"), (_("Name"), _("Function"), _("Came")), (3, 4, 1.2), rows)]


def _input(review_input: Any) -> list[Part]:
    """One input with its frozen figures, what was said, and what it came to."""
    parts: list[Part] = [Heading(f"{review_input.position}. {review_input.title}", 2)]
    figures = "; ".join(_figure(figure) for figure in review_input.figures)
    said = [Prose(text) for text in (review_input.statement, review_input.discussion) if text.strip()]
    outcome = [Note(str(review_input.get_outcome_display()))] if review_input.outcome else []
    return [*parts, *([Note(figures)] if figures else []), *said, *outcome]


def _figure(figure: dict[str, Any]) -> str:
    of = f" {_('of')} {figure['of']}" if figure.get("of") else ""
    change = figure.get("change")
    since = f" ({change:+d})" if change else ""
    return f"{figure['value']}{of} {figure['label']}{since}"


def _decisions(asked: Asked) -> list[Part]:
    rows = [
        (
            decision.reference,
            "\n".join(filter(None, (decision.title, decision.details))),
            str(decision.get_kind_display()),
            str(decision.owner or ""),
            day_words(decision.due),
            str(decision.get_state_display()),
        )
        for decision in asked.seen("review-decisions")
        .filter(review=asked.record)
        .select_related("owner")
        .order_by("pk")
    ]
    columns = (_("No."), _("Decision"), _("About"), _("Who"), _("By"), _("State"))
    return [Heading(_("Decisions")), Table(_("Decisions"), columns, (1.3, 4.6, 2.2, 2, 1.9, 1.7), rows)]


PRINTS = (
    Print(key="review-pack", register="reviews", title=gettext_lazy("Pack of the review"), forms={"pdf": pack}),
    Print(
        key="review-minutes",
        register="reviews",
        title=gettext_lazy("Minutes"),
        forms=papers(minutes),
        concerns=lambda record: record.state in MINUTED,
    ),
)

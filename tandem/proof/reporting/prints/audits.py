"""An audit on paper (9.2 of either standard): its plan, the checklist to take along, the report."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tandem.evaluation.audits.impartiality import topics_of
from tandem.evaluation.audits.lenses import NAMES, in_words, seen_in
from tandem.evaluation.audits.models import REPORTED, VERDICTS
from tandem.evaluation.audits.questions.register import TONES
from tandem.ground.kernel import locales
from tandem.proof.reporting import naming
from tandem.proof.reporting.paper import (
    Cell,
    Fact,
    Heading,
    Note,
    Paper,
    Part,
    Prose,
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

WORDS = dict(VERDICTS)


def plan(asked: Asked) -> Paper:
    """What for, of what, by which criteria, who audits whom when: to be sent before the audit."""
    audit = asked.record
    zone = asked.organization.zone
    rows = [
        (
            locales.long_moment(session.begins_at.astimezone(zone)),
            str(session.minutes),
            session.title,
            session.place,
            ", ".join(filter(None, (str(session.auditee or ""), session.others))),
        )
        for session in _of(asked, "audit-sessions").select_related("auditee").order_by("begins_at", "pk")
    ]
    columns = (_("Begins"), _("Minutes"), _("About"), _("Where"), _("With whom"))
    parts = [
        *_aims(audit),
        *_team(asked),
        Heading(_("Appointments")),
        Table(_("Appointments"), columns, (1.8, 1, 4, 2.4, 3.4), rows),
        Signatures([Signature(_("Lead auditor"), str(audit.lead or ""))]),
    ]
    return _paper(asked, _("Audit plan"), parts)


def checklist(asked: Asked) -> Paper:
    """The questions with the references of both standards; what is not answered yet has room to write."""
    questions = list(_of(asked, "audit-questions").order_by("position", "pk"))
    columns = (_("No."), _("Question"), _("Look at beforehand"), *NAMES.values(), _("What was seen"))
    rows = [
        (
            str(question.position),
            question.title,
            "\n".join(filter(None, (in_words(question.standing), question.earlier))),
            *(_verdict(question, lens) for lens in NAMES),
            question.seen,
        )
        for question in questions
    ]
    answered = sum(question.is_answered for question in questions)
    words = ngettext(
        "%(answered)d of %(whole)d question is answered.",
        "%(answered)d of %(whole)d questions are answered.",
        len(questions),
    )
    said = words % {"answered": answered, "whole": len(questions)}
    parts: list[Part] = [Note(said), Table(_("Questions"), columns, (0.7, 4.4, 4, 2.6, 2.6, 5), rows)]
    return _paper(asked, _("Audit checklist"), parts, is_wide=True)


def _verdict(question: Any, lens: str) -> Cell:
    """The references of one standard, and its verdict where there is one."""
    refs = [key.partition("/")[2] for key in seen_in(question.requirements, lens)]
    verdict = getattr(question, f"verdict_{lens}")
    if not refs:
        return _("does not ask")
    if not verdict:
        return ", ".join(refs) + "\n☐"
    return Toned(f"{', '.join(refs)}\n{WORDS[verdict]}", TONES.get(verdict, "quiet"))


def report(asked: Asked) -> Paper:
    """The conclusion first, then findings with a verdict for each standard, what was looked at, who signed."""
    audit = asked.record
    findings = list(_of(asked, "audit-findings").exclude(state="withdrawn").select_related("owner").order_by("pk"))
    signatures = Signatures(
        [
            Signature(_("Lead auditor"), str(audit.signed_by or audit.lead or ""), _signed_on(audit)),
            Signature(_("Received by"), str(audit.received_by or ""), audit.received_on),
        ]
    )
    parts = [
        Heading(_("Conclusion")),
        Prose(audit.conclusion) if audit.conclusion.strip() else Note(_("The lead auditor writes it with the report.")),
        *_tally(asked),
        Heading(_("Findings")),
        *(_findings(findings) if findings else [Note(_("Nothing was found that is to be put right."))]),
        *_aims(audit),
        *_team(asked),
        *_topics(audit),
        *prose(_("Opening meeting"), audit.opening),
        *prose(_("Closing meeting"), audit.closing),
        *_samples(asked),
        *prose(_("Goes to"), audit.distribution),
        signatures,
    ]
    return _paper(asked, _("Audit report"), parts, watermark="" if audit.state in REPORTED else _("draft"))


def _signed_on(audit: Any) -> Any:
    return audit.reported_on if audit.signed_by else None


def _of(asked: Asked, key: str) -> Any:
    """The parts of the audit that are of this register, as far as they are seen."""
    return asked.seen(key).filter(audit=asked.record)


def _paper(asked: Asked, title: str, parts: list[Part], *, is_wide: bool = False, watermark: str = "") -> Paper:
    audit = asked.record
    return Paper(
        organization=asked.organization.name,
        title=f"{title}: {audit.title}",
        reference=audit.reference,
        day=asked.actor.today,
        facts=_facts(asked),
        parts=parts,
        is_wide=is_wide,
        watermark=watermark,
    )


def _facts(asked: Asked) -> list[Fact]:
    audit = asked.record
    days = f"{day_words(audit.planned_from)} – {day_words(audit.planned_to)}"
    return [
        *known(
            [
                (_("Standards"), naming.standards(audit.standards)),
                (_("Programme"), audit.programme.title if audit.programme else ""),
                (_("Planned"), days),
                (_("Held on"), day_words(audit.held_on)),
                (_("Lead auditor"), audit.lead or ""),
                (_("State"), audit.get_state_display()),
            ]
        ),
        *proof_facts(asked.organization, asked.actor.today),
    ]


def _aims(audit: Any) -> list[Part]:
    return [
        *prose(_("Objectives"), audit.objectives),
        *prose(_("Scope"), audit.scope),
        *prose(_("Criteria"), audit.criteria),
        *prose(_("Methods"), audit.methods),
    ]


def _team(asked: Asked) -> list[Part]:
    """Who audits, with what makes them fit for it, and what hinders their independence."""
    lead = asked.record.lead
    own = [(lead.name, _("Lead auditor"), "", asked.record.conflict)] if lead else []
    others = [
        (member.title, str(member.get_part_display()), member.competence, member.conflict)
        for member in _of(asked, "audit-members").order_by("pk")
    ]
    columns = (_("Name"), _("Part"), _("Competence for it"), _("Not independent"))
    return [Heading(_("Team")), Table(_("Team"), columns, (3, 2, 4, 3), [*own, *others])]


def _topics(audit: Any) -> list[Part]:
    titles = [topic.title for topic in topics_of(audit)]
    return [Heading(_("Topics")), Note("; ".join(titles))] if titles else []


def _tally(asked: Asked) -> list[Part]:
    """How many verdicts of each kind either standard got, by answers and by what was found beside the questions."""
    beside = _of(asked, "audit-findings").filter(question=None).exclude(state="withdrawn")
    judged = [*_of(asked, "audit-questions"), *beside]
    rows = []
    for lens, name in NAMES.items():
        given = [getattr(record, f"verdict_{lens}") for record in judged]
        if any(given):
            rows.append((name, *(str(given.count(key)) for key, _word in VERDICTS)))
    columns = (_("Standard"), *(str(word) for _key, word in VERDICTS))
    return (
        [Heading(_("Verdicts")), Table(_("Verdicts"), columns, (2, *(1.6 for _key in VERDICTS)), rows)] if rows else []
    )


def _findings(findings: Iterable[Any]) -> list[Part]:
    """An overview, then each in words."""
    known_findings = list(findings)
    columns = (_("Finding"), _("What"), "20000-1", "27001", _("Who"), _("By"), _("State"))
    rows = [
        (
            finding.reference,
            finding.title,
            *(_graded(getattr(finding, f"verdict_{lens}")) for lens in NAMES),
            str(finding.owner or ""),
            day_words(finding.due),
            str(finding.get_state_display()),
        )
        for finding in known_findings
    ]
    overview = Table(_("Findings"), columns, (1.4, 4, 2, 2, 1.8, 1.8, 2), rows)
    return [overview, *(part for finding in known_findings for part in _finding(finding))]


def _graded(verdict: str) -> Cell:
    return Toned(str(WORDS[verdict]), TONES.get(verdict, "quiet")) if verdict else ""


def _finding(finding: Any) -> list[Part]:
    """One finding with what was seen, and what came of it."""
    said = [
        ("", finding.seen),
        (_("Put right"), finding.correction),
        (_("Cause"), finding.cause),
        (_("Against its return"), finding.action),
        (_("Effect"), finding.effect),
    ]
    text = "\n\n".join(f"**{name}:** {words}" if name else words for name, words in said if words.strip())
    refs = naming.requirements(finding.requirements)
    parts: list[Part] = [Heading(f"{finding.reference} {finding.title}", 2)]
    return [*parts, *([Note(refs)] if refs else []), *([Prose(text)] if text else [])]


def _samples(asked: Asked) -> list[Part]:
    """Which records were looked at, and how the draw can be repeated."""
    samples = list(_of(asked, "audit-samples").exclude(state="withdrawn").order_by("pk"))
    if not samples:
        return []
    columns = (_("Sample"), _("From"), _("Records"), _("Seed and population"), _("What it shows"))
    table = Table(_("Samples"), columns, (3, 2, 3, 3.6, 3.6), [_sample(sample) for sample in samples])
    return [Heading(_("Samples")), table]


def _sample(sample: Any) -> tuple[str, ...]:
    items = list(sample.items.order_by("position", "pk"))
    drawn = {"drawn": len(items), "whole": sample.population_count or len(items)}
    seed = [f"{_('Seed')} {sample.seed}"] if sample.seed else []
    digest = [f"SHA-256 {sample.digest}"] if sample.digest else []
    return (
        f"{sample.reference} {sample.title}",
        " · ".join(filter(None, (sample.population, sample.filters))),
        _("%(drawn)d of %(whole)d") % drawn + "\n" + ", ".join(item.title for item in items),
        "\n".join([*seed, *digest]),
        sample.conclusion,
    )


def _audit_print(key: str, title: Any, say: Callable[[Asked], Paper]) -> Print:
    return Print(key=key, register="audits", title=title, forms=papers(say))


PRINTS = (
    _audit_print("audit-plan", gettext_lazy("Audit plan"), plan),
    _audit_print("audit-checklist", gettext_lazy("Audit checklist"), checklist),
    _audit_print("audit-report", gettext_lazy("Audit report"), report),
)

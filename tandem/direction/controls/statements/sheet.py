"""A statement as people read it: page, PDF, Word, Excel, JSON and OSCAL all show these lines and figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.direction.controls.grading import Grade
from tandem.direction.controls.models import EFFECTS, PROGRESS, STANDINGS
from tandem.direction.controls.statements import backing, rules
from tandem.direction.controls.statements.backing import Behind, Evidence
from tandem.direction.controls.statements.entries.models import StatementEntry
from tandem.direction.controls.statements.models import Statement
from tandem.direction.controls.statements.usage import Serving, Usage, gathered
from tandem.ground.catalogue.models import Framework

WORDS = {
    "because_risk": gettext_lazy("risk"),
    "because_law": gettext_lazy("law"),
    "because_contract": gettext_lazy("contract"),
    "because_practice": gettext_lazy("good practice"),
}
WEAKEST_FIRST = (Grade.FAILED, Grade.OVERDUE, Grade.STATED, Grade.IN_USE, Grade.TESTED)
TONES = {"failed": "bad", "passed": "good", "unclear": "waiting"}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a sheet in the language of whoever reads it, looked up once."""

    reasons: Mapping[str, str]
    decisions: Mapping[str, str]
    progress: Mapping[str, str]
    standings: Mapping[str, str]
    effects: Mapping[str, str]

    @classmethod
    def spoken(cls) -> "Words":
        """In the language that is active now."""
        decisions = StatementEntry._meta.get_field("decision").choices or ()
        lists = (WORDS.items(), decisions, PROGRESS, STANDINGS, EFFECTS)
        return cls(*({str(key): str(word) for key, word in pairs} for pairs in lists))


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for a control: shown by records, or set by a person; a computed one that was taken out is not met."""

    name: str
    word: str
    counts: bool
    is_own: bool
    records: tuple[Behind, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One control of a statement with its decision and everything behind it.

    The decision is in words once there is one; how far it is, unless it is excluded and nowhere on the way.
    """

    entry: StatementEntry
    theme: str
    reasons: tuple[Reason, ...]
    controls: tuple[Behind, ...]
    linked: tuple[Behind, ...]
    files: tuple[str, ...]
    progress_now: str
    decision_word: str
    progress_word: str

    @property
    def reason_words(self) -> str:
        """The reasons that count, with the records behind them."""
        phrases = [_reason_words(reason) for reason in self.reasons if reason.counts]
        return "; ".join(phrases)

    @property
    def grade(self) -> Grade | None:
        """How far the weakest of its controls is shown; None where none answers it, or it was not kept."""
        shown = [Grade(control.grade) for control in self.controls if control.grade]
        return min(shown, key=WEAKEST_FIRST.index, default=None)

    @property
    def has_moved(self) -> bool:
        """Whether the controls are further or less far today than the approved statement says."""
        return self.entry.decision == "applicable" and self.progress_now != self.entry.progress


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts of a statement."""

    whole: int
    applicable: int
    excluded: int
    undecided: int
    unconfirmed: int
    implemented: int
    partly: int
    planned: int
    not_begun: int
    practice_alone: int

    @property
    def decided(self) -> int:
        """Applicable and excluded together."""
        return self.applicable + self.excluded


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole statement; `written_at` is the last change of anything in it."""

    statement: Statement
    catalogue: str
    lines: tuple[Line, ...]
    figures: Figures
    number: int
    author: str
    approver: str
    written_at: datetime

    @property
    def themes(self) -> dict[str, list[Line]]:
        """The lines under the heading they stand under in the catalogue."""
        by_theme: dict[str, list[Line]] = {}
        for line in self.lines:
            by_theme.setdefault(line.theme, []).append(line)
        return by_theme

    @property
    def grades(self) -> dict[Grade, int]:
        """How many of the controls that apply are shown how far, the farthest first."""
        shown = [line.grade for line in self.lines if line.entry.decision == "applicable"]
        return {grade: shown.count(grade) for grade in reversed(WEAKEST_FIRST)}

    @property
    def approved_on(self) -> date | None:
        """The day of the approval; None for a draft."""
        return self.statement.approved_on

    @property
    def version_words(self) -> str:
        """“Version 3”, or what the draft will be."""
        params = {"number": self.number}
        return _("Version %(number)d") % params if self.statement.number else _("Draft of version %(number)d") % params


def read(statement: Statement) -> Sheet:
    """Everything a statement says; drafts as the records are, others as they were at approval."""
    themes, words = rules.themes_of(statement.framework), Words.spoken()
    with gathered() as usage:
        entries = list(statement.entries.defer("own", "tags", "carried").order_by("pk"))
        for entry in entries:
            entry.statement = statement
        evidence = backing.gather()
        lines = tuple(_line(entry, themes.get(entry.ref, ""), usage, evidence, words) for entry in entries)
    return Sheet(
        statement,
        _name_of(statement.framework),
        lines,
        figures_of(entries),
        statement.number or rules.next_number(statement.framework),
        statement.created_by.name if statement.created_by else "",
        statement.approved_by.name if statement.approved_by else "",
        max([statement.updated_at, *(entry.updated_at for entry in entries)]),
    )


def _name_of(framework: str) -> str:
    """What people call a catalogue."""
    return str(Framework.objects.filter(key=framework).values_list("name", flat=True).first() or framework)


def figures_of(entries: Iterable[StatementEntry]) -> Figures:
    """Count the decisions, and how far those that apply are."""
    listed = list(entries)
    far = [entry.progress for entry in listed if entry.decision == "applicable"]
    return Figures(
        whole=len(listed),
        applicable=len(far),
        excluded=sum(entry.decision == "excluded" for entry in listed),
        undecided=sum(not entry.decision for entry in listed),
        unconfirmed=sum(not entry.is_confirmed for entry in listed),
        implemented=far.count("implemented"),
        partly=far.count("partly"),
        planned=far.count("planned"),
        not_begun=far.count("not-begun"),
        practice_alone=sum(_is_practice_alone(entry) for entry in listed),
    )


def _is_practice_alone(entry: StatementEntry) -> bool:
    """Whether it applies for no risk, law or contract."""
    return entry.decision == "applicable" and not any(getattr(entry, name) for name in rules.REASONS[:-1])


def line_of(entry: StatementEntry) -> Line:
    """One line alone, for the page that has just kept it."""
    theme = rules.themes_of(entry.statement.framework).get(entry.ref, "")
    with gathered() as usage:
        return _line(entry, theme, usage, backing.gather(), Words.spoken())


def _line(entry: StatementEntry, theme: str, usage: Usage, evidence: Evidence, words: Words) -> Line:
    serving = rules.serving(entry, usage)
    grounds = entry.backing or told_behind(entry, usage, evidence, serving, words)
    reasons = grounds["reasons"]
    return Line(
        entry,
        theme,
        tuple(_reason(entry, name, words.reasons[name], reasons.get(name, [])) for name in rules.REASONS),
        tuple(Behind(**control) for control in grounds["controls"]),
        tuple(Behind(**record) for record in grounds["linked"]),
        tuple(grounds["files"]),
        rules.joint_progress(serving) if not entry.progress_reason else entry.progress,
        words.decisions.get(entry.decision, ""),
        "" if entry.decision == "excluded" else words.progress[entry.progress],
    )


def told_behind(
    entry: StatementEntry, usage: Usage, evidence: Evidence, serving: Iterable[Serving], words: Words
) -> dict[str, Any]:
    """What stands behind a decision, as plain data that an approval keeps."""
    keys = rules.keys_of(entry)
    served = list(serving)
    records = {
        "because_risk": [Behind("risks", risk.reference, risk.title) for risk in usage.risks_on(keys)],
        "because_law": _obligations(usage, keys, "law"),
        "because_contract": _obligations(usage, keys, "contract"),
    }
    return {
        "reasons": {name: [record.as_data() for record in behind] for name, behind in records.items() if behind},
        "controls": [
            _control(part, words, evidence.grade_of(part.control, part.through or keys[0])).as_data() for part in served
        ],
        "linked": [record.as_data() for record in evidence.records(keys)],
        "files": evidence.files_of(entry, [part.control for part in served]),
    }


def _obligations(usage: Usage, keys: Iterable[str], kind: str) -> list[Behind]:
    return [
        Behind("obligations", obligation.reference, obligation.title)
        for obligation in usage.obligations_on(keys)
        if obligation.kind == kind
    ]


def _control(serving: Serving, words: Words, grade: str) -> Behind:
    control = serving.control
    parts = [words.progress[control.state], words.standings[control.standing]]
    if control.effect != "unknown":
        parts.append(words.effects[control.effect])
    if serving.through:
        params = {"requirement": serving.through}
        parts.append(_("by %(requirement)s") % params if serving.is_whole else _("by %(requirement)s, a part") % params)
    return Behind(
        "controls", control.reference, control.title, ", ".join(parts), TONES.get(control.standing, ""), grade
    )


def _reason(entry: StatementEntry, name: str, word: str, records: list[Mapping[str, str]]) -> Reason:
    behind = tuple(Behind(**record) for record in records)
    return Reason(name, word, getattr(entry, name), name in entry.own_reasons, behind)


def _reason_words(reason: Reason) -> str:
    names = ", ".join(record.reference for record in reason.records)
    return f"{reason.word} ({names})" if names else reason.word

"""Which control each line of a spreadsheet means; what a number and a title do not settle together is asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from tandem.direction.controls.statements.spreadsheet import words
from tandem.direction.controls.statements.spreadsheet.tables import Line, Table, tables
from tandem.ground.exchange.reading import Grid

CLEAR: Final = 0.6  # a title at least this alike names the control …
AHEAD: Final = 0.2  # … when it is so much more alike than that of any other
SAME: Final = 0.9
MOST_WHY: Final = 5_000
Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The controls of a framework in their order, and what it calls headings, by the bare number."""

    key: str
    name: str
    titles: dict[str, str]
    headings: frozenset[str] = frozenset()
    bare: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, key: str, name: str, titles: dict[str, str], headings: Sequence[str] = ()) -> "Catalogue":
        """The catalogue with these controls (title by reference) and headings."""
        bare = {words.comparable(ref): ref for ref in titles}
        return cls(key, name, titles, frozenset(map(words.comparable, headings)), bare)


@dataclass(frozen=True, slots=True)
class Decided:
    """What the file says of one control, and how the control was recognized where the number alone did not tell."""

    ref: str
    title: str
    line: Line
    decision: str
    why: str
    recognized: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What only a person can settle. `key` names the answer; without `options` the answer is a text."""

    key: str
    place: str
    text: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Reading:
    """What a file says about the controls of a catalogue, what is to be asked, and what was left out."""

    catalogue: Catalogue
    decided: list[Decided] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    unknown: list[tuple[str, str]] = field(default_factory=list)
    headings: int = 0
    passed: int = 0
    tables: int = 0
    notes: tuple[str, ...] = ()

    @property
    def recognized(self) -> list[Decided]:
        """The lines whose control was told by more than their number."""
        return [verdict for verdict in self.decided if verdict.recognized]

    @property
    def is_empty(self) -> bool:
        """True when the file decides nothing: a form that nobody has filled in."""
        return not self.questions and not any(verdict.decision or verdict.line.why for verdict in self.decided)


def read(grids: Sequence[Grid], catalogue: Catalogue, answers: Answers) -> Reading:
    """What the sheets say about the controls of this catalogue."""
    found_tables = decision_tables(grids)
    spoken = {table.sheet for table in found_tables}
    notes = dict.fromkeys(note for grid in grids if grid.name in spoken for note in grid.notes)
    reading = Reading(catalogue, tables=len(found_tables), notes=tuple(notes))
    keeps_zeros = _keeps_zeros(found_tables)
    lines: dict[str, list[Decided]] = {}
    for table in found_tables:
        for line in table.lines:
            for decided in _all_decided(reading, line, answers, keeps_zeros):
                lines.setdefault(decided.ref, []).append(decided)
    for ref in catalogue.titles:
        if ref in lines:
            _settle(reading, ref, lines[ref], answers)
    return reading


def decision_tables(grids: Sequence[Grid]) -> list[Table]:
    """The tables of decisions of all sheets."""
    return [table for grid in grids for table in tables(grid.name, grid.rows)]


def likeliest(tables: Sequence[Table], catalogues: Sequence[Catalogue]) -> Catalogue | None:
    """The catalogue whose numbers and titles the lines speak of most; None when they speak of none."""
    lines = [line for table in tables for line in table.lines]
    scored = [
        (sum(_fit(line, catalogue) for line in lines), -place, catalogue) for place, catalogue in enumerate(catalogues)
    ]
    best = max(scored, key=lambda score: score[:2], default=None)
    return best[2] if best and best[0] > 0.5 else None


def _fit(line: Line, catalogue: Catalogue) -> float:
    refs = _candidates(line.number, catalogue)
    if not refs:
        return 0.0
    return max(words.similarity(line.title, catalogue.titles[ref]) for ref in refs) if line.title else 0.5


def _candidates(number: Any, catalogue: Catalogue) -> list[str]:
    numbers = words.possible_numbers(number) or [words.comparable(str(number))] if number is not None else []
    written = [words.comparable(number)] if isinstance(number, str) else []
    return list(
        dict.fromkeys(catalogue.bare[candidate] for candidate in (*written, *numbers) if candidate in catalogue.bare)
    )


def _keeps_zeros(tables: Sequence[Table]) -> frozenset[str]:
    """Sheets whose numbers are texts that keep their zeros, so that 5.3 there is 5.3."""
    texts = [(line.sheet, line.number) for table in tables for line in table.lines if isinstance(line.number, str)]
    return frozenset(sheet for sheet, number in texts if words.number_of(number).endswith("0"))


def _all_decided(reading: Reading, line: Line, answers: Answers, keeps_zeros: frozenset[str]) -> Iterator[Decided]:
    """What a line decides: one control, or each of those that its cell names as a list or from one to another."""
    spans = words.spans_of(line.number)
    if spans:
        refs = _several(reading, line, spans, answers)
        yield from (_decide(reading, line, answers, ref, _("one of several in the line")) for ref in refs)
        return
    ref, how = _control(reading, line, answers, keeps_zeros)
    if ref:
        yield _decide(reading, line, answers, ref, how)


def _several(reading: Reading, line: Line, spans: list[tuple[str, str]], answers: Answers) -> list[str]:
    """The controls of all spans; asked about where a number is none here."""
    catalogue, key = reading.catalogue, f"several {line.place}"
    order = list(catalogue.titles)
    ends = [_ends(catalogue, span) for span in spans]
    known = [(order.index(first), order.index(last)) for first, last in ends if first and last]
    refs = [ref for first, last in known for ref in order[first : last + 1]]
    if len(known) == len(spans) and all(first <= last for first, last in known):
        return list(dict.fromkeys(refs))
    if key in answers:
        reading.passed += not answers[key]
        return list(dict.fromkeys(refs)) if answers[key] else []
    text = _("“%(number)s” names controls that are not in %(catalogue)s. What does the line decide?")
    params = {"number": str(line.number)[:120], "catalogue": catalogue.name}
    options = (("known", _("those that are known: %(refs)s") % {"refs": ", ".join(refs) or "–"}),) if refs else ()
    _put(reading, Question(key, line.place, text % params, (*options, ("", _("none: leave this line out")))))
    return []


def _ends(catalogue: Catalogue, span: tuple[str, str]) -> tuple[str, str]:
    """The first and the last control of a span, each empty where there is none of its number."""
    first, last = span
    if not first.endswith("."):
        return catalogue.bare.get(words.comparable(first), ""), catalogue.bare.get(words.comparable(last), "")
    below = [ref for bare, ref in catalogue.bare.items() if bare.startswith(first)]
    return (below[0], below[-1]) if below else ("", "")


def _put(reading: Reading, question: Question) -> None:
    """Ask once, however many controls a line decides."""
    if question.key not in {asked.key for asked in reading.questions}:
        reading.questions.append(question)


def _decide(reading: Reading, line: Line, answers: Answers, ref: str, how: str) -> Decided:
    decision = line.decision
    if decision == words.UNKNOWN:
        decision = _asked_decision(reading, line, answers, ref)
    why = line.why
    if decision == words.EXCLUDED and not why:
        why = _asked_why(reading, line, answers, ref)
    return Decided(ref, reading.catalogue.titles[ref], line, decision, why[:MOST_WHY], how)


def _control(reading: Reading, line: Line, answers: Answers, keeps_zeros: frozenset[str]) -> tuple[str, str]:
    """The control of a line with the way it was told; empty for a line that is none, left out or to be asked."""
    catalogue, key = reading.catalogue, f"control {line.place}"
    if key in answers and (answers[key] in catalogue.titles or not answers[key]):
        reading.passed += not answers[key]
        return answers[key], _("as you said") if answers[key] else ""
    exact = isinstance(line.number, str) and line.sheet in keeps_zeros
    refs = (
        [catalogue.bare[words.number_of(line.number)]]
        if exact and words.number_of(line.number) in catalogue.bare
        else []
    )
    refs = refs or _candidates(line.number, catalogue)
    if not refs:
        return _without_number(reading, line)
    if not line.title:
        is_clear = len(refs) == 1 and not words.is_day(line.number)
        return (refs[0], "") if is_clear else _ask(reading, line, refs)
    alike = sorted(((words.similarity(line.title, catalogue.titles[ref]), ref) for ref in refs), reverse=True)
    best, ref = alike[0]
    if len(refs) > 1:
        if best >= CLEAR and best - alike[1][0] >= AHEAD:
            return ref, _by_title(line, ref)
        return _ask(reading, line, refs)
    other = _by_title_alone(catalogue, line.title) or _likelier(catalogue, line, best)
    if best < CLEAR and words.is_day(line.number):
        return _ask(reading, line, list(dict.fromkeys(filter(None, (ref, other)))))
    if best < CLEAR and other and other != ref:
        return _ask(reading, line, [ref, other])
    return ref, ""


def _by_title(line: Line, ref: str) -> str:
    params = {"number": words.number_of(line.number) or line.number, "ref": ref, "title": line.title}
    return _("%(number)s in the file; its title “%(title)s” is that of %(ref)s") % params


def _by_title_alone(catalogue: Catalogue, title: str) -> str:
    alike = sorted(
        ((words.similarity(title, known_title), ref) for ref, known_title in catalogue.titles.items()), reverse=True
    )
    if not alike or alike[0][0] < SAME or (len(alike) > 1 and alike[1][0] >= SAME):
        return ""
    return alike[0][1]


def _likelier(catalogue: Catalogue, line: Line, least: float) -> str:
    """Of a number that a spreadsheet may have changed: the control whose title fits clearly better than this much."""
    if isinstance(line.number, str) and not words.is_day(line.number):
        return ""
    alike = ((words.similarity(line.title, title), ref) for ref, title in catalogue.titles.items())
    best, ref = max(alike, default=(0.0, ""))
    return ref if best >= CLEAR and best - least >= AHEAD else ""


def _without_number(reading: Reading, line: Line) -> tuple[str, str]:
    """A heading, a control that only its title names, or a line that is named as unknown."""
    number = words.number_of(line.number)
    says_nothing = not line.decision and not line.why
    if number and (words.comparable(number) in reading.catalogue.headings or "." not in number) and says_nothing:
        reading.headings += 1
        return "", ""
    if ref := _by_title_alone(reading.catalogue, line.title):
        return ref, _by_title(line, ref)
    if line.cells == 1 or (line.number is None and says_nothing):
        reading.passed += 1
    else:
        excerpt = " ".join(filter(None, (str(line.number or ""), line.title, line.said)))
        reading.unknown.append((line.place, excerpt[:160]))
    return "", ""


def _ask(reading: Reading, line: Line, refs: Sequence[str]) -> tuple[str, str]:
    catalogue = reading.catalogue
    options = tuple((ref, f"{ref} {catalogue.titles[ref]}") for ref in refs)
    params = {"number": words.number_of(line.number) or line.number, "title": line.title}
    text = (
        _("Which control is “%(number)s %(title)s”?") % params
        if line.title
        else _("Which control is “%(number)s”?") % params
    )
    leave = ("", _("none: leave this line out"))
    reading.questions.append(Question(f"control {line.place}", line.place, text, (*options, leave)))
    return "", ""


def _asked_decision(reading: Reading, line: Line, answers: Answers, ref: str) -> str:
    key = f"decision {line.place}"
    if key in answers and answers[key] in (words.APPLICABLE, words.EXCLUDED, words.UNDECIDED):
        return answers[key]
    text = _("Does %(ref)s apply? The file says “%(said)s”.") % {"ref": ref, "said": line.said[:80]}
    options = (
        (words.APPLICABLE, _("Applicable")),
        (words.EXCLUDED, _("Excluded")),
        (words.UNDECIDED, _("to be decided later")),
    )
    _put(reading, Question(key, line.place, text, options))
    return words.UNDECIDED


def _asked_why(reading: Reading, line: Line, answers: Answers, ref: str) -> str:
    key = f"why {line.place}"
    if words.reason_of(answers.get(key, "").strip()):
        return answers[key].strip()
    title = reading.catalogue.titles[ref]
    text = _("%(ref)s %(title)s is excluded; the file does not say why. Why does it not apply?")
    _put(reading, Question(key, line.place, text % {"ref": ref, "title": title}))
    return ""


def _settle(reading: Reading, ref: str, lines: list[Decided], answers: Answers) -> None:
    """Keep one line of a control; several that say the same are one, several that differ are asked about."""
    telling = [line for line in lines if line.decision or line.why] or lines
    decisions = {verdict.decision for verdict in telling if verdict.decision}
    if len(decisions) > 1:
        chosen = next((verdict for verdict in telling if verdict.line.place == answers.get(f"twice {ref}")), None)
        if chosen is None:
            title = reading.catalogue.titles[ref]
            text = _("%(ref)s %(title)s is decided differently on several lines. Which one counts?")
            options = tuple(
                (verdict.line.place, f"{verdict.line.place}: {verdict.line.said} {verdict.why[:80]}")
                for verdict in telling
            )
            first = telling[0].line.place
            reading.questions.append(Question(f"twice {ref}", first, text % {"ref": ref, "title": title}, options))
            return
        telling = [chosen]
    reading.passed += len(lines) - 1
    reading.decided.append(next((verdict for verdict in telling if verdict.decision), telling[0]))

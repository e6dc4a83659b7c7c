"""What a file of a document calls itself: number, title, owner, version, classification, wherever they stand.

They stand in properties, in headers and footers, on a first page, in tables of pairs, in a history of changes, in the
name of the file. Each is taken from the first of these that says it plainly, and it is kept where it was found.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from tandem.support.documents.vocabulary import CLASSIFICATIONS, KINDS, TOPICS
from tandem.support.documents.words.said import Said

LABELS = {
    "number": (
        r"(?:document|doc|dok|dokument|policy|procedure)[\s.-]*(?:no|nr|number|nummer|id|identifier|ref|reference|code)"
        r"|number|reference(?: no| number)?|dokument(?:en)?[\s.-]*(?:nummer|nr|kennung|id)|kennung|identifier|id"
        r"|(?:numéro|n[°º]|référence|réf|code|número|referencia|numero|riferimento)"
        r"(?: d[ue]l? (?:document[eo]?|procédure))?"
    ),
    "title": (
        r"(?:document )?(?:title|name)|tit(?:el|tel|re|olo)(?: d[ue]l? document[eo]?)?|título"
        r"|dokument(?:en)?tit(?:el|tel)|(?:dokument(?:en)?)?(?:bezeichnung|benennung|name)|intitulé(?: du document)?"
    ),
    "owner": (
        r"(?:document|policy|process|procedure)[\s-]*owner|owner|owned by|responsible(?: person)?"
        r"|verantwortlich(?:er|e)?|dokumentverantwortlicher?|eigentümer|dokumentägare|ägare"
        r"|(?:dokument|prosess|process)?(?:eier|ejer|eigenaar)|(?:dokument)?(?:ansvarlig|ansvarig)|verantwoordelijke"
        r"|(?:dokument(?:en)?|prozess|verfahrens)[\s-]*(?:eigner|eigentümer|verantwortliche[rn]?)|(?:eigner|inhaber)(?:in)?"
        r"|(?:propriétaire|responsable|pilote)(?: d[ue] (?:document|processus))?|propietario|proprietario|responsabile"
    ),
    "version": (
        r"(?:document )?(?:version|revision|issue|edition)(?:[\s.-]*(?:no|nr|number|nummer))?|rev|ver|ausgabe|utgåva"
        r"|vers(?:jon|ie|ión|ione)|utg[aå]ve|revisjon|revisión|revisione|révision|edición|edizione|édition"
        r"|indice(?: de révision)?|fassung|(?:änderungs|revisions)[\s-]*(?:stand|index|nr|nummer)"
    ),
    "classification": (
        r"(?:document |information )?(?:classification|confidentiality|sensitivity)|klassifi(?:zierung|cering|sering)"
        r"|gradering|confidentialité|clasificación|classificazione|classificatie"
    ),
    "other": (
        r"date|dato|datum|fecha|author|autor|forfatter|auteur|autore|author\(s\)|change|changes|description|änderung"
        r"|endring|ändring|ændring|modification|wijziging|cambio|modifica|status|approved(?: by)?|godkjent(?: av)?|page"
        r"|reviewed(?: by)?"
    ),
}
LABEL = {name: re.compile(rf"(?:{pattern})\.?", re.IGNORECASE) for name, pattern in LABELS.items()}
VERSION = re.compile(
    r"^(?:v(?:ersion|er)?|rev(?:ision)?|issue)?[\s.:]*(\d{1,4}(?:[.]\d{1,4}){0,3}[a-z]?|[A-Z])(?![\w.])", re.IGNORECASE
)
NEXT_LABEL = re.compile(rf"(?<!\s)\s++(?=(?:{'|'.join(LABELS.values())})\.?\s*:)", re.IGNORECASE)
AFTER_NUMBER = re.compile(r"(?<!\s)\s++(?:rev|v|ver|version|revision|issue|page|dated?)\b.*", re.IGNORECASE)
VERSION_IN_LINE = re.compile(
    r"\b(?:version|ver|v|revision|rev|issue|ausgabe)[\s.:]*(\d{1,3}(?:\.\d{1,3}){0,3})(?![\w.]?\d)", re.IGNORECASE
)
VERSION_IN_NAME = re.compile(
    r"(?:^|[\s_(-])(?:v|ver|version|versjon|rev|revision|issue)[\s._-]*(\d{1,3}(?:[._]\d{1,3}){0,3})(?:\)|(?=$|[\s_-]))",
    re.IGNORECASE,
)
NUMBER = re.compile(r"^[A-ZÄÖÜ]{1,8}(?:[-_./ ]?[A-ZÄÖÜ]{1,8}){0,3}[-_./ ]?\d{1,6}(?:[-_.]\d{1,4}){0,3}(?![A-Za-z0-9])")
CHAPTER = re.compile(
    r"^(?:[01]\.?|\d{1,2}\.|\d{1,2}(?:\.\d{1,2})+\.?)\s+\D|^(?:purpose|scope|aim|introduction|general|zweck|ziel|einleitung"
    r"|geltungsbereich|allgemeines|objet|objectif|but|domaine d.application|formål|hensikt|syfte|innledning|inleiding"
    r"|doel|objetivo|alcance|scopo)(?: (?:and|und|et|og|och|en|y|e) \w+)?:?$",
    re.IGNORECASE,
)
NOT_OURS = ("ISO", "IEC", "DIN", "EN", "BS", "NIST", "RFC", "CVE", "PCI", "NIS", "SOC", "V", "REV", "VERSION")
NO_TITLE = re.compile(
    r"^(?:microsoft (?:word|powerpoint) - |untitled|dokument\d*$|document\d*$|unbenannt|title$|template)", re.IGNORECASE
)
PLACE_IN_FOLDER = re.compile(r"^\d{1,3}[\s._-]+(?=[A-ZÄÖÜ]{1,8}[-_./ ]?\d)")  # “01 ISP-001 Policy”
LEFT_IN_NAMES = re.compile(
    r"[\s_-]*\b(?:final|draft|approved|signed|copy|kopie|clean|entwurf)\b[\s_-]*|\(\d+\)", re.IGNORECASE
)
UNFILLED = re.compile(r"^[\W_]*(?:tbd|tba|n/?a|xx+)?[\W_]*$|^[<\[{(].*[>\]})]$|^(?:click|enter|insert) ", re.IGNORECASE)
ASSUMED_VERSION = "1.0"
KIND_WORDS = (
    ("policy", r"polic(?:y|ies)|richtlinie|leitlinie|retningslinjer?|riktlinjer?|politique|política|politica"),
    (
        "procedure",
        r"procedure|instruction|verfahren|anweisung|guideline|standard|rutiner?|instruks|procédure|procedimiento|procedura",
    ),
    ("process", r"process|prozess|prosess|processus|proceso|processo"),
    ("plan", r"plan|programme|konzept"),
    ("agreement", r"agreement|contract|vertrag|avtale?|contrat|contrato|contratto"),
    ("report", r"report|minutes|protocol|bericht|protokoll|rapport|referat|informe"),
)


@dataclass(slots=True)
class Recognized:
    """What a file calls itself; `where` says for each of these where it stood."""

    title: str
    version: str
    number: str = ""
    owner: str = ""
    kind: str = "procedure"
    topic: str = "other"
    classification: str = "internal"
    where: dict[str, str] = field(default_factory=dict)


def recognize(said: Said) -> Recognized:
    """The names of a document as its file gives them, with what had to be assumed."""
    told, where = _told(said)
    stem = PurePath(said.name.replace("\\", "/")).stem
    number, version, title = _of_name(stem)
    _put(told, where, "number", number, "file name")
    _put(told, where, "version", version, "file name")
    _put(told, where, "title", _heading(said.text), "heading")
    _put(told, where, "title", title, "file name")
    if "version" not in told:
        told["version"], where["version"] = ASSUMED_VERSION, "assumed"
    named = _without_number(told.get("title", stem), told.get("number", ""))
    return Recognized(
        title=named[:200] or stem[:200],
        version=told["version"][:20],
        number=told.get("number", "")[:100],
        owner=told.get("owner", "")[:200],
        kind=_kind(named),
        topic=_topic(named),
        classification=_level(told.get("classification", "")),
        where=where,
    )


def _put(told: dict[str, str], where: dict[str, str], name: str, value: str, place: str) -> None:
    if value and name not in told:
        told[name], where[name] = value, place


def _told(said: Said) -> tuple[dict[str, str], dict[str, str]]:
    """What stands under its own label, then in the properties, then within a running line."""
    told: dict[str, str] = {}
    where: dict[str, str] = {}
    for name, value in _labelled(said.lines):
        _put(told, where, name, _cleaned(name, value), "text")
    for key, value in said.properties.items():
        meant = _meaning(key)
        if meant and meant != "other":
            _put(told, where, meant, _cleaned(meant, value), "properties")
    for line in said.lines:
        _put(told, where, "number", _number_beside(line), "text")
        found = VERSION_IN_LINE.search(line)
        _put(told, where, "version", found[1] if found else "", "text")
    return told, where


def _number_beside(line: str) -> str:
    """The number that stands without its label beside labelled words, as in a header: “ISP-001 | Version 3.2”."""
    cells = [cell.strip() for cell in line.split(" | ")]
    if len(cells) < 2 or not any(VERSION_IN_LINE.search(cell) or list(_pairs([cell], [""])) for cell in cells):
        return ""
    return next((number for cell in cells if (number := _number_at(cell)) and number == cell), "")


def _meaning(text: str) -> str:
    """Which label these words are, or nothing."""
    words = " ".join(text.strip().strip(":").replace("*", "").split())
    return next((name for name, pattern in LABEL.items() if pattern.fullmatch(words)), "")


def _labelled(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Labels with their values: “Owner: Ada”, a row of pairs, a row of headings with the rows below it."""
    at = 0
    while at < len(lines):
        cells = [cell.strip() for cell in lines[at].split(" | ")]
        meanings = [_meaning(cell) for cell in cells]
        if len(cells) > 1 and _is_heading(meanings):
            below = list(_rows_below(lines, at, len(cells)))
            yield from _columns(meanings, below)
            at += len(below)
        else:
            yield from _pairs(cells, meanings)
        at += 1
    for here, following in itertools.pairwise(lines):  # a label alone, its value below
        if (meant := _meaning(here)) and here.strip().endswith(":") and not _meaning(following):
            yield meant, following


def _is_heading(meanings: Sequence[str]) -> bool:
    return any(one and other for one, other in itertools.pairwise(meanings))


def _rows_below(lines: Sequence[str], at: int, width: int) -> Iterator[list[str]]:
    for line in lines[at + 1 :]:
        cells = [cell.strip() for cell in line.split(" | ")]
        if len(cells) != width or _is_heading([_meaning(cell) for cell in cells]):
            return
        yield cells


def _columns(meanings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Values below their headings; of a history of changes the newest version."""
    for place, meant in enumerate(meanings):
        values = [row[place] for row in rows if row[place]]
        if meant == "version":
            versions = [found for value in values if (found := _version(value))]
            values = [max(versions, key=in_order)] if versions else []
        yield from ((meant, value) for value in values[:1] if meant)


def _pairs(cells: Sequence[str], meanings: Sequence[str]) -> Iterator[tuple[str, str]]:
    for place, cell in enumerate(cells):
        if meanings[place] and place + 1 < len(cells):
            yield meanings[place], cells[place + 1]
        for part in NEXT_LABEL.split(cell):
            label, colon, value = part.partition(":")
            if colon and value.strip() and (meant := _meaning(label)):
                yield meant, value.strip()


def _cleaned(name: str, value: str) -> str:
    """The value as its field wants it; nothing when it is only a place to fill in."""
    value = " ".join(value.split())
    if UNFILLED.match(value) or _meaning(value):
        return ""
    if name == "version":
        return _version(value)
    if name == "number":
        value = AFTER_NUMBER.sub("", value)
        return value if re.search(r"\d", value) and len(value) <= 60 and len(value.split()) <= 4 else ""
    if name == "title":
        return _proper(value)
    return value


def _version(value: str) -> str:
    found = VERSION.match(value.strip())
    return found[1] if found else ""


def _proper(title: str) -> str:
    title = re.sub(r"^microsoft (?:word|powerpoint) - ", "", title.strip(), flags=re.IGNORECASE)
    title = re.sub(r"\.(?:docx?|pdf|odt|rtf)$", "", title, flags=re.IGNORECASE)
    return "" if NO_TITLE.match(title) or len(title) < 3 or len(title) > 200 else title


def _heading(text: str) -> str:
    """The first heading, unless it is that of a chapter."""
    found = re.search(r"^# +(.+)$", text, re.MULTILINE)
    words = re.sub(r"\\(.)", r"\1", found[1]) if found else ""
    return "" if CHAPTER.match(words) else _proper(words)


def _of_name(stem: str) -> tuple[str, str, str]:
    """Number, version and title as a file name has them."""
    found = VERSION_IN_NAME.search(stem)
    version = found[1].replace("_", ".") if found else ""
    rest = stem[: found.start()] + " " + stem[found.end() :] if found else stem
    rest = PLACE_IN_FOLDER.sub("", rest.strip())
    number = _number_at(rest)
    rest = rest[len(number) :]
    title = " ".join(LEFT_IN_NAMES.sub(" ", rest.replace("_", " ")).split()).strip(" -–.")
    return number, version, title


def _number_at(text: str) -> str:
    found = NUMBER.match(text)
    if not found or not re.match(r"[A-ZÄÖÜ]+", found[0]):
        return ""
    first = re.split(r"[-_./ \d]", found[0], maxsplit=1)[0]
    return "" if first in NOT_OURS else found[0]


def _without_number(title: str, number: str) -> str:
    if number and title.startswith(number):
        title = title[len(number) :]
    return title.strip(" -–:_|.")


def in_order(version: str) -> tuple[tuple[int, int, str], ...]:
    """By which versions stand in their order: 1.10 after 1.9, B after A."""
    parts: Iterable[str] = re.findall(r"\d+|[a-z]+", version.casefold())
    return tuple((1, int(part), "") if part.isdigit() else (0, 0, part) for part in parts)


def _kind(title: str) -> str:
    known = {key for key, _words in KINDS}
    matching = (kind for kind, words in KIND_WORDS if re.search(rf"\b(?:{words})\b", title, re.IGNORECASE))
    return next((kind for kind in matching if kind in known), "procedure")


def _topic(title: str) -> str:
    """The topic whose words all stand in the title, the longest of them."""
    words = f" {' '.join(re.findall(r'[a-z]+', title.casefold()))} "
    named = [(str(label).casefold(), key) for key, label in TOPICS if key != "other"]
    fitting = [(len(label), key) for label, key in named if f" {label} " in words]
    return max(fitting, default=(0, "other"))[1]


def _level(word: str) -> str:
    folded = word.casefold()
    return next((key for key, label in CLASSIFICATIONS if key in folded or str(label).casefold() in folded), "internal")

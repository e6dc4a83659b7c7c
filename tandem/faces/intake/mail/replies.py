"""What is new in a reply: the words of an earlier message that it repeats are left out."""

import re

import quotequail

MOST = 200_000  # characters that are looked through
MOST_LINES = 10_000
MOST_HEADERS = 500  # lines that look like a header; each is held against all others
HEADER = re.compile(r"^[> ]*+[A-Za-z-]{2,20}:", re.MULTILINE)
LINES_OF_AN_OPENING = 3
SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
DEVICE = re.compile(
    r"(?<!\n)\n+(?:sent from (?:my|outlook|yahoo)|get outlook for|von meinem .{1,40} gesendet|gesendet von"
    r"|envoyé (?:de|depuis) mon|enviado desde mi|inviato da(?:l mio)?)[^\n]{0,80}\s*\Z",
    re.IGNORECASE,
)
INTRODUCED = re.compile(
    r"(?:^|\n)[^\n]{4,200}(?:\n[^\n]{1,100}){0,2}"
    r"(?:wrote|schrieb[^\n]{0,80}|a écrit|escribió|ha scritto|schreef|escreveu|skrev)[ \xa0]?:\s*\Z"
)
OPENING = re.compile(r"^(?:On|Am|Le|El|Il|Op|Em|Den|\d)\b[^\n]*", re.MULTILINE)
FORWARDED = re.compile(r"^\s*(?:fwd?|wg|tr|rv|i|enc|doorst|vs|vb)\s*:", re.IGNORECASE)


def new_text(text: str, subject: str = "", *, is_reply: bool = True) -> str:
    """The part of a message that was not said before; all of it where nothing can be told apart."""
    if len(text) > MOST or text.count("\n") > MOST_LINES or len(HEADER.findall(text)) > MOST_HEADERS:
        return text
    parts = quotequail.unwrap(text)
    if parts is None:
        return _signed_off(_without_marks(text)) or text
    is_quoted = parts["type"] != "forward" or (is_reply and not FORWARDED.match(subject))
    if not is_quoted:
        return text
    said = [_without_marks(parts[place]) for place in ("text_top", "text_bottom") if place in parts]
    said = [words for words in map(_signed_off, said) if words]
    return "\n\n".join(said) or _between(text) or text


def _between(text: str) -> str:
    """Answers that stand between quoted lines, below the line that introduces the quote."""
    lines = text.split("\n")
    first = next((place for place, line in enumerate(lines) if line.startswith(">")), None)
    if first is None:
        return ""
    return _without_marks("\n".join(lines[first:]))


def _without_marks(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not line.lstrip().startswith(">")).strip()


def _signed_off(text: str) -> str:
    """Without the signature below `-- ` and without what a telephone adds."""
    above = SIGNATURE.split(text, maxsplit=1)[0]
    return DEVICE.sub("", _unannounced(above if above.strip() else text)).strip()


def _unannounced(text: str) -> str:
    """Without the line at its end that announces a quote which is gone."""
    openings = [place.start() for place in OPENING.finditer(text)]
    last = next((start for start in reversed(openings[-LINES_OF_AN_OPENING:]) if INTRODUCED.match(text[start:])), None)
    return text if last is None else text[:last]

"""Times and amounts that a text promises: what an organization decides for itself before it approves a template."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

MOST: Final = 60  # that are listed on one version
HEADING: Final = re.compile(r"^#+\s+(.+)$")
_NUMBER: Final = (
    r"(?:\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty|thirty|sixty"
    r"|ninety|half an?|an?)"
)
_UNIT: Final = r"(?:working |calendar )?(?:minutes?|hours?|days?|weeks?|months?|quarters?|years?)"
_BEFORE: Final = r"(?:(?:within|after|every|for|at least|at most|up to|no longer than)\s+)?"
_PROMISE: Final = re.compile(
    rf"\b{_BEFORE}{_NUMBER}\s+{_UNIT}\b"
    r"|\b(?:once|twice|(?:three|four) times) (?:an?|per|every|each) (?:day|week|month|quarter|year)\b"
    r"|\b(?:within|per|every|each) (?:the )?(?:minute|hour|day|week|month|quarter|year|night|January)\b"
    r"|\b(?:daily|weekly|monthly|quarterly|yearly|hourly)\b"
    r"|\b\d+(?:[.,]\d+)?\s?(?:%|percent|characters|bits|copies)"
    r"|\bby the end of (?:January|February|March|April|May|June|July|August|September|October|November|December)\b",
    re.IGNORECASE,
)


class Promise(NamedTuple):
    """What is promised, and under which heading it stands."""

    section: str
    words: str


def promises_of(text: str) -> list[Promise]:
    """Every time and amount in a Markdown text, in its order; the same words under one heading once."""
    return list(dict.fromkeys(_promises(text)))


def _promises(text: str) -> Iterator[Promise]:
    section = ""
    for line in text.splitlines():
        if heading := HEADING.match(line):
            section = heading[1].strip()
            continue
        for promise_match in _PROMISE.finditer(line):
            yield Promise(section, promise_match[0])

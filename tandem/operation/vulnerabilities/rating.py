"""How grave a vulnerability is by its CVSS vector, in versions 2, 3.0, 3.1 and 4.0."""

import re
from typing import Any, NamedTuple

from cvss import CVSS2, CVSS3, CVSS4
from cvss.exceptions import CVSSError

LONGEST = 200
SEVERITIES = {"critical": 1, "high": 2, "medium": 3, "low": 4, "none": 5}


class Rated(NamedTuple):
    """A base score with one decimal, the severity it stands for from 1 (critical) to 5, and the vector."""

    score: str
    severity: int
    vector: str


def rated(vector: str) -> Rated | None:
    """What a vector says; None for one that is incomplete or no vector."""
    plain = vector.strip().strip("()").replace(" ", "")
    if not plain or len(plain) > LONGEST:
        return None
    try:
        read = _read(plain)
    except (CVSSError, ValueError, KeyError, ArithmeticError):
        return None
    return Rated(f"{float(read.base_score):.1f}", SEVERITIES[str(read.severities()[0]).lower()], read.clean_vector())


def _read(vector: str) -> Any:
    if vector.upper().startswith("CVSS:4"):
        return CVSS4(vector)
    if vector.upper().startswith("CVSS:3"):
        return CVSS3(vector)
    bare = re.sub(r"^CVSS:?2(\.0)?[/#]", "", vector, flags=re.IGNORECASE)
    if "/VC:" in bare:
        return CVSS4("CVSS:4.0/" + bare)
    return CVSS3("CVSS:3.1/" + bare) if "/PR:" in bare else CVSS2(bare)

"""What pages of some records show beside what every record's page shows; templates lie in `records/`."""

from collections.abc import Callable
from typing import Any

from tandem.faces.web.shell import Visit
from tandem.faces.web.views.documents import beside_document

Beside = Callable[[Visit, Any], dict[str, Any]]
PIECES: dict[str, Beside] = {"documents": beside_document}


def beside(visit: Visit, key: str, record: Any) -> dict[str, Any]:
    """What belongs to records of this register alone; empty for most."""
    piece = PIECES.get(key)
    return piece(visit, record) if piece else {}

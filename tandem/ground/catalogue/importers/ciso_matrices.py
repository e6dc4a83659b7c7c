"""Risk matrices of a CISO Assistant library, brought into Tandem's form."""

from typing import Any, Final

from tandem.ground.catalogue.drafts import RiskMatrixDraft
from tandem.ground.catalogue.importers.ciso_frameworks import NAME_LIMIT, REF_LIMIT
from tandem.ground.catalogue.importers.ciso_library import Entry, Library, Place, as_list, as_text

SCALES: Final = {"probability": "likelihood", "impact": "impact", "risk": "levels"}
READ_KEYS: Final = frozenset({"urn", "ref_id", "name", "description", "grid", *SCALES})
SIZE_LIMIT: Final = 20


def matrices(library: Library) -> list[RiskMatrixDraft]:
    """The risk matrices of the library; raises LibraryError where a grid does not fit its scales."""
    return [_matrix(library, entry, place) for entry, place in library.entries("risk_matrix", "risk_matrices")]


def _matrix(library: Library, entry: Entry, place: Place) -> RiskMatrixDraft:
    urn = library.urn_of(entry, "urn", place)
    scales = {ours: _scale(library, entry, place, theirs) for theirs, ours in SCALES.items()}
    grid = _grid(library, entry, place, scales)
    further = {key: value for key, value in entry.items() if key not in READ_KEYS and value is not None}
    return RiskMatrixDraft(
        key=library.key(urn, place),
        ref=library.text(entry, "ref_id", place, REF_LIMIT),
        name=library.text(entry, "name", place, NAME_LIMIT),
        about=as_text(entry.get("description")),
        urn=urn,
        version=library.version,
        definition={**scales, "grid": grid, **({"further": further} if further else {})},
    )


def _scale(library: Library, entry: Entry, place: Place, key: str) -> list[dict[str, Any]]:
    """The levels of one scale from lowest to highest, numbered by their place; abbreviations are text."""
    levels = [level for level, _ in library.entries_below(entry, place, key)]
    if not 1 <= len(levels) <= SIZE_LIMIT:
        raise library.document.error(f"“{key}” must have between 1 and {SIZE_LIMIT} levels.", *place, key)
    return [
        level | {"id": number, "name": as_text(level.get("name")), "abbreviation": as_text(level.get("abbreviation"))}
        for number, level in enumerate(levels)
    ]


def _grid(library: Library, entry: Entry, place: Place, scales: dict[str, list[dict[str, Any]]]) -> list[list[int]]:
    """One row per likelihood with the number of the level for each impact."""
    rows = as_list(entry.get("grid"))
    high, wide, levels = (len(scales[name]) for name in ("likelihood", "impact", "levels"))
    if len(rows) != high or any(len(as_list(row)) != wide for row in rows):
        raise library.document.error(
            f"The grid must have {high} rows of {wide} levels, as many as its scales.", *place, "grid"
        )
    for number, row in enumerate(rows):
        for column, level in enumerate(row):
            if type(level) is not int or not 0 <= level < levels:
                message = f"“{level}” in the grid is no level; use 0 to {levels - 1}."
                raise library.document.error(message, *place, "grid", number, column)
    return rows

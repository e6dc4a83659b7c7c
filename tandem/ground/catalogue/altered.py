"""Holding the tables of the catalogue against the library that ships: what was altered behind Tandem is named."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from tandem.ground.catalogue import models
from tandem.ground.catalogue.drafts import FrameworkDraft, MappingDraft
from tandem.ground.catalogue.loading import LIBRARY, files
from tandem.ground.catalogue.reading import framework_of, mapping_of
from tandem.ground.catalogue.storing import SAID_FIELDS

SHOWN: Final = 20
WORDS: Final = {
    "missing": "{what} is gone from the catalogue, but ships with Tandem.",
    "added": "{what} stands in the catalogue, but does not ship with Tandem.",
    "other": "The catalogue does not hold {what} as it ships; the next start loads what is not known.",
    "changed": "“{field}” of {what} in the catalogue is not what ships with Tandem.",
}
Row = dict[str, Any]


def altered(folder: Path = LIBRARY) -> list[str]:
    """Where the tables say something else of a standard or a mapping than the library does, in words; reads only.

    An installation whose catalogue was not loaded yet has nothing to compare.
    """
    if not models.Framework.objects.exists():
        return []
    return [*_frameworks(folder), *_mappings(folder)][:SHOWN]


def _frameworks(folder: Path) -> Iterator[str]:
    kept = dict(models.Framework.objects.current().values_list("digest", "pk"))
    for file in files(folder / "frameworks"):
        if file.digest in kept:
            yield from _framework(framework_of(file.document), kept[file.digest])
        else:
            yield WORDS["other"].format(what=file.name)


def _framework(draft: FrameworkDraft, framework_id: int) -> Iterator[str]:
    rows = models.Requirement.objects.filter(framework=framework_id, is_current=True)
    held = {row["ref"]: row for row in rows.values("ref", "parent__ref", *SAID_FIELDS)}
    shipped = {
        line.ref: {name: getattr(line, name) for name in SAID_FIELDS} | {"ref": line.ref, "parent__ref": line.parent}
        for line in draft.requirements
    }
    yield from _differences(draft.key, shipped, held)


def _differences(key: str, shipped: Mapping[str, Row], held: Mapping[str, Row]) -> Iterator[str]:
    for ref in shipped.keys() - held.keys():
        yield WORDS["missing"].format(what=f"{key}/{ref}")
    for ref in held.keys() - shipped.keys():
        yield WORDS["added"].format(what=f"{key}/{ref}")
    for ref in shipped.keys() & held.keys():
        for name, value in shipped[ref].items():
            if held[ref][name] != value:
                yield WORDS["changed"].format(what=f"{key}/{ref}", field=name.partition("__")[0])


def _mappings(folder: Path) -> Iterator[str]:
    kept = dict(models.Mapping.objects.values_list("digest", "pk"))
    for file in files(folder / "mappings"):
        if file.digest not in kept or not _is_same(mapping_of(file.document), kept[file.digest]):
            yield WORDS["other"].format(what=file.name)


def _is_same(draft: MappingDraft, mapping_id: int) -> bool:
    rows = models.MappingRow.objects.filter(mapping=mapping_id).order_by("position", "pk")
    held = list(rows.values_list("source__ref", "target__ref", "relation", "change", "reason"))
    return held == [(row.source, row.target, row.relation, row.change, row.reason) for row in draft.rows]

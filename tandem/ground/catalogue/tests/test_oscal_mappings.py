"""Mapping collections of OSCAL: pairs out of sets are never said to be equal, what is not here is named."""

import json
from pathlib import Path
from typing import Any

import pytest

from tandem.ground.catalogue.errors import LibraryError, MissingFramework
from tandem.ground.catalogue.importers.files import import_file
from tandem.ground.catalogue.models import Mapping, MappingRow
from tandem.ground.catalogue.tests.test_oscal import catalog

pytestmark = pytest.mark.django_db


def one_map(relationship: Any, sources: list[str], targets: list[str], **more: Any) -> dict[str, Any]:
    named = {
        side: [{"type": "control", "id-ref": ref} for ref in refs]
        for side, refs in (("sources", sources), ("targets", targets))
    }
    return {"uuid": "u", "relationship": relationship, **named, **more}


def collection(*maps: dict[str, Any], source: str = "harbour-rules-2024", target: str = "pier-rules") -> dict[str, Any]:
    mapping = {
        "uuid": "0f6b",
        "source-resource": {"type": "catalog", "href": source},
        "target-resource": {"type": "catalog", "href": target},
        "maps": list(maps),
    }
    return {"mapping-collection": {"uuid": "1", "metadata": {"title": "Harbour to pier"}, "mappings": [mapping]}}


@pytest.fixture
def bring(tmp_path: Path) -> Any:
    """Imports data as JSON; the catalogue of the harbour and that of the pier are there."""

    def brought(data: Any) -> Any:
        path = tmp_path / "file.json"
        path.write_text(json.dumps(data))
        return import_file(path)

    brought(catalog())
    pier = {"controls": [{"id": f"p-{n}", "title": f"Plank {n}"} for n in (1, 2, 3)]}
    brought({"catalog": {"uuid": "2", "metadata": {"title": "Pier rules"}, **pier}})
    return brought


def rows() -> set[tuple[str, str, str]]:
    return set(MappingRow.objects.values_list("source__ref", "target__ref", "relation"))


@pytest.mark.parametrize(
    ("word", "relation"),
    [
        ("equal-to", "equal"),
        ("equivalent-to", "equal"),
        ("subset-of", "subset-of"),
        ("superset-of", "superset-of"),
        ("intersects-with", "intersects"),
        ("no-relationship", "no-relation"),
        ({"type": "subset-of"}, "subset-of"),
    ],
)
def test_relations_of_single_controls_are_kept(bring: Any, word: Any, relation: str) -> None:
    outcome = bring(collection(one_map(word, ["mo-2"], ["p-1"], **{"matching-rationale": "semantic"})))
    assert (outcome.name, outcome.created, outcome.left_out) == ("Harbour to pier", 1, ())
    assert rows() == {("mo-2", "p-1", relation)}
    assert MappingRow.objects.get().reason == "semantic"


@pytest.mark.parametrize(
    ("word", "sources", "targets", "relation"),
    [
        ("equal-to", ["mo-2"], ["p-1", "p-2"], "superset-of"),
        ("equal-to", ["mo-1", "mo-2"], ["p-1"], "subset-of"),
        ("equal-to", ["mo-1", "mo-2"], ["p-1", "p-2"], "intersects"),
        ("subset-of", ["mo-2"], ["p-1", "p-2"], "intersects"),
        ("no-relationship", ["mo-1", "mo-2"], ["p-1"], "no-relation"),
    ],
)
def test_pairs_out_of_sets_are_no_more_than_parts(
    bring: Any, word: str, sources: list[str], targets: list[str], relation: str
) -> None:
    bring(collection(one_map(word, sources, targets)))
    assert {row[2] for row in rows()} == {relation}
    assert len(rows()) == len(sources) * len(targets)


def test_a_statement_within_a_control_is_kept_beside_it(bring: Any) -> None:
    bring(collection(one_map("subset-of", ["mo-1_smt.a"], ["p-1"])))
    row = MappingRow.objects.get()
    assert (row.source and row.source.ref, row.extra) == ("MO-1", {"source_part": "mo-1_smt.a"})


def test_controls_that_are_not_here_are_named(bring: Any) -> None:
    outcome = bring(collection(one_map("equal-to", ["mo-2"], ["p-1"]), one_map("equal-to", ["mo-9"], ["p-2"])))
    assert outcome.left_out == ("mo-9: harbour-rules-2024 has no such control",)
    assert rows() == {("mo-2", "p-1", "equal")}


def test_the_same_collection_again_changes_nothing(bring: Any) -> None:
    bring(collection(one_map("equal-to", ["mo-2"], ["p-1"])))
    again = bring(collection(one_map("equal-to", ["mo-2"], ["p-1"])))
    assert (again.created, again.updated, again.unchanged) == (0, 0, 1)


def test_a_catalogue_that_is_not_here_is_asked_for(bring: Any) -> None:
    with pytest.raises(MissingFramework, match="controls of its target"):
        bring(collection(one_map("equal-to", ["mo-2"], ["zz-1"])))
    assert Mapping.objects.filter(key__startswith="oscal:").count() == 0


def test_an_unknown_relationship_is_refused_and_nothing_is_kept(bring: Any) -> None:
    with pytest.raises(LibraryError, match="“like” is no relationship"):
        bring(collection(one_map("equal-to", ["mo-2"], ["p-1"]), one_map("like", ["mo-2"], ["p-2"])))
    assert rows() == set()


def test_the_resource_decides_between_catalogues_of_the_same_controls(bring: Any) -> None:
    twin = {"controls": [{"id": "p-1", "title": "Plank"}]}
    bring({"catalog": {"uuid": "3", "metadata": {"title": "Other pier"}, **twin}})
    with pytest.raises(LibraryError, match="name one as href"):
        bring(collection(one_map("equal-to", ["mo-2"], ["p-1"]), target="unknown.json"))
    bring(collection(one_map("equal-to", ["mo-2"], ["p-1"]), target="other-pier"))
    assert Mapping.objects.get(key="oscal:0f6b").target.key == "other-pier"


@pytest.mark.parametrize(
    ("maps", "why"),
    [
        ([], "holds no maps"),
        ([one_map("equal-to", [], ["p-1"])], "names no sources"),
        ([one_map("equal-to", ["mo-2"], []) | {"targets": {"id-ref": "p-1"}}], "must be a list of objects"),
        ([one_map("equal-to", ["mo-2"], ["p-1"]), one_map("subset-of", ["mo-2"], ["p-1"])], "equal and subset-of"),
    ],
)
def test_what_would_be_lost_of_a_mapping_is_refused(bring: Any, maps: list[dict[str, Any]], why: str) -> None:
    with pytest.raises(LibraryError, match=why):
        bring(collection(*maps))
    assert rows() == set()

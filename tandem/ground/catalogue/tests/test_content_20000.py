"""The library's files on ISO/IEC 20000-1, on FitSM and on the way between standards say what they must."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

Requirements = dict[str, dict[str, Any]]
Library = dict[str, Requirements]

LIBRARY = Path(__file__).resolve().parents[1] / "library"
FRAMEWORKS = ("iso-20000-1-2011", "iso-20000-1-2018", "fitsm-1-3.0")
EDITIONS, SECURITY, OLD_SECURITY, FITSM = MAPPINGS = (
    "iso-20000-1-2011--iso-20000-1-2018",
    "iso-27001-2022--iso-20000-1-2018",
    "iso-27001-2005--iso-20000-1-2011",
    "fitsm-1-3.0--iso-20000-1-2018",
)
RELATIONS = {"equal", "subset-of", "superset-of", "intersects", "no-relation"}
SHORTEST_EXPLANATION = 150
SHORTEST_EVIDENCE = 60
WORDS_IN_A_COPIED_RUN = 9


def read(folder: str, name: str) -> dict[str, Any]:
    """One library file as YAML gives it."""
    return yaml.safe_load((LIBRARY / folder / f"{name}.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def library() -> Library:
    """Requirements by reference of every framework in the library, by its key such as iso-20000-1:2018."""
    files = [read("frameworks", path.stem) for path in sorted((LIBRARY / "frameworks").glob("*.yaml"))]
    by_key = {f"{file['key']}:{file['edition']}": file["requirements"] for file in files}
    return {key: {entry["ref"]: entry for entry in requirements} for key, requirements in by_key.items()}


@pytest.fixture(scope="module")
def newest(library: Library) -> Requirements:
    """The requirements of ISO/IEC 20000-1:2018 by reference."""
    return library["iso-20000-1:2018"]


def counted(requirements: Requirements) -> set[str]:
    """References that count in the denominator."""
    return {ref for ref, requirement in requirements.items() if requirement["assessable"]}


@pytest.mark.parametrize(
    ("key", "kinds", "assessable"),
    [
        ("iso-20000-1:2011", {"clause": 53}, 39),
        ("iso-20000-1:2018", {"clause": 77, "paragraph": 7}, 61),
        ("fitsm-1:3.0", {"area": 7, "process": 14, "requirement": 82}, 82),
    ],
)
def test_every_edition_has_its_number_of_each_kind(
    library: Library, key: str, kinds: dict[str, int], assessable: int
) -> None:
    assert Counter(requirement["kind"] for requirement in library[key].values()) == kinds
    assert len(counted(library[key])) == assessable


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_references_are_unique_text_and_parents_stand_before_their_children(name: str) -> None:
    seen: set[str] = set()
    for requirement in read("frameworks", name)["requirements"]:
        assert isinstance(requirement["ref"], str)
        assert requirement["ref"] not in seen
        assert "parent" not in requirement or requirement["parent"] in seen, requirement["ref"]
        seen.add(requirement["ref"])


@pytest.mark.parametrize("key", ["iso-20000-1:2011", "iso-20000-1:2018", "fitsm-1:3.0"])
def test_only_leaves_are_counted_in_the_denominator(library: Library, key: str) -> None:
    parents = {requirement.get("parent") for requirement in library[key].values()}
    assert counted(library[key]) == set(library[key]) - parents


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_every_requirement_has_a_title_and_distinct_words_of_its_own(name: str) -> None:
    requirements = read("frameworks", name)["requirements"]
    explained = [requirement["about"].strip() for requirement in requirements]
    assert all(requirement["title"].strip() for requirement in requirements)
    assert all(explained)
    assert len(explained) == len(set(explained))


def test_every_2018_explanation_is_long_enough_to_help(newest: Requirements) -> None:
    assert [ref for ref, entry in newest.items() if len(entry["about"]) < SHORTEST_EXPLANATION] == []
    assert [ref for ref, entry in newest.items() if len(entry["evidence"]) < SHORTEST_EVIDENCE] == []


def test_no_run_of_words_is_used_twice_in_2018_nor_taken_from_27001(library: Library, newest: Requirements) -> None:
    first: dict[tuple[str, ...], str] = {}
    for ref, requirement in library["iso-27001:2022"].items():
        first.update(dict.fromkeys(_runs(requirement), f"iso-27001:2022/{ref}"))
    repeated = []
    for ref, requirement in newest.items():
        runs = _runs(requirement)
        repeated += [(first[run], ref) for run in runs if run in first]
        first.update(dict.fromkeys(runs, ref))
    assert repeated == []


def test_no_exclusion_is_allowed_in_either_edition() -> None:
    assert [read("frameworks", name)["exclusions_allowed"] for name in FRAMEWORKS[:2]] == [False, False]


def test_what_is_new_in_2018_is_marked(newest: Requirements) -> None:
    marked = {ref for ref, requirement in newest.items() if requirement.get("new")}
    assert marked == {"4.1", "4.2", "6.1.3", "6.2.2", "7.6", "8.3.1"}


def test_the_climate_amendment_touches_context_and_parties(newest: Requirements) -> None:
    assert read("frameworks", "iso-20000-1-2018")["amendments"][0]["touches"] == ["4.1", "4.2"]
    assert {ref for ref, entry in newest.items() if "amendment" in entry.get("attributes", {})} == {"4.1", "4.2"}


def test_documented_information_of_2018_is_complete(newest: Requirements) -> None:
    asked = [entry for requirement in newest.values() for entry in requirement.get("documented", [])]
    assert Counter(entry["demand"] for entry in asked) == {"explicit": 46, "implied": 17}
    assert Counter(entry["act"] for entry in asked) == {"maintain": 32, "retain": 31}


@pytest.mark.parametrize(
    ("ref", "attribute", "number"),
    [("6.3", "topics", 8), ("7.5.4", "minimum_set", 12), ("9.3", "inputs", 12), ("8.2.6", "record_contains", 5)],
)
def test_lists_that_a_clause_asks_for_are_complete(newest: Requirements, ref: str, attribute: str, number: int) -> None:
    assert len(newest[ref]["attributes"][attribute]) == number


def test_references_inside_the_minimum_set_exist(newest: Requirements) -> None:
    named = re.findall(r"\d+(?:\.\d+)+", " ".join(newest["7.5.4"]["attributes"]["minimum_set"]))
    assert set(named) <= counted(newest)


def test_fitsm_is_attributed_to_its_publisher() -> None:
    fitsm = read("frameworks", "fitsm-1-3.0")
    assert fitsm["licence"].startswith("CC BY 4.0")
    assert "ITEMO e.V." in fitsm["attribution"]


@pytest.mark.parametrize(("name", "rows"), list(zip(MAPPINGS, (76, 166, 164, 125), strict=True)))
def test_mapping_ends_exist(library: Library, name: str, rows: int) -> None:
    mapping = read("mappings", name)
    assert len(mapping["rows"]) == rows
    for end in ("source", "target"):
        present = library.get(mapping[end])
        named = {row[end] for row in mapping["rows"] if end in row}
        assert present is None or named <= set(present), end


@pytest.mark.parametrize("name", MAPPINGS)
def test_mapping_rows_are_unique_and_reasoned(name: str) -> None:
    rows = read("mappings", name)["rows"]
    assert max(Counter((row.get("source"), row.get("target")) for row in rows).values()) == 1
    assert {row["relation"] for row in rows} <= RELATIONS
    assert all(row["reason"].strip() for row in rows)


def test_the_edition_mapping_decides_every_requirement_of_both_editions(
    library: Library,
) -> None:
    rows = read("mappings", EDITIONS)["rows"]
    assert {row["source"] for row in rows if "source" in row} == counted(library["iso-20000-1:2011"])
    assert {row["target"] for row in rows} - {"8.5.2"} == counted(library["iso-20000-1:2018"])


def test_edition_changes_are_counted() -> None:
    changes = Counter(row["change"] for row in read("mappings", EDITIONS)["rows"])
    assert changes == {"split": 50, "changed": 14, "merged": 4, "new": 8}


def test_ten_pairs_of_the_two_standards_are_equal() -> None:
    equal = {(row["source"], row["target"]) for row in read("mappings", SECURITY)["rows"] if row["relation"] == "equal"}
    same_number = "4.1 4.4 5.3 6.1.1 7.2 7.5.1 7.5.2 7.5.3 9.2.1 9.2.2"
    assert equal == {(ref, ref) for ref in same_number.split()}


def test_every_control_and_every_service_clause_is_looked_at(library: Library) -> None:
    rows = read("mappings", SECURITY)["rows"]
    assert counted(library["iso-27001:2022"]) <= {row["source"] for row in rows if "source" in row}
    assert counted(library["iso-20000-1:2018"]) <= {row["target"] for row in rows}


@pytest.mark.parametrize("ref", ["6.3", "8.2", "8.3", "10.1", "10.2"])
def test_the_same_number_is_never_the_same_subject_where_the_standards_differ(ref: str) -> None:
    rows = read("mappings", SECURITY)["rows"]
    assert [row["relation"] for row in rows if (row.get("source"), row["target"]) == (ref, ref)] == ["no-relation"]


def test_every_control_of_2005_points_to_the_service_standard_of_2011(
    library: Library,
) -> None:
    controls = {ref for ref, entry in library["iso-27001:2005"].items() if entry["kind"] == "control"}
    assert controls <= {row["source"] for row in read("mappings", OLD_SECURITY)["rows"]}


def test_fitsm_reaches_all_but_eighteen_requirements(library: Library) -> None:
    rows = read("mappings", FITSM)["rows"]
    assert {row["source"] for row in rows if "source" in row} == counted(library["fitsm-1:3.0"])
    assert {row["target"] for row in rows} == counted(library["iso-20000-1:2018"])
    assert sum("source" not in row for row in rows) == 18


def test_pitfalls_name_requirements_that_exist(library: Library) -> None:
    pitfalls = yaml.safe_load((LIBRARY / "pitfalls.yaml").read_text(encoding="utf-8"))
    assert pitfalls["format"] == "tandem-pitfalls/1"
    assert len({pitfall["id"] for pitfall in pitfalls["pitfalls"]}) == len(pitfalls["pitfalls"]) == 20
    for pitfall in pitfalls["pitfalls"]:
        assert set(pitfall) == {"id", "title", "goes_wrong", "what_helps", "requirements"}
        for key in pitfall["requirements"]:
            framework, _, ref = key.partition("/")
            assert ref in library[framework], key


def _runs(requirement: dict[str, Any]) -> set[tuple[str, ...]]:
    """Every run of so many consecutive words that its being used twice would look copied."""
    words = re.findall(r"[\w'-]+", f"{requirement['about']} {requirement['evidence']}".lower())
    return {tuple(words[i : i + WORDS_IN_A_COPIED_RUN]) for i in range(len(words) - WORDS_IN_A_COPIED_RUN + 1)}

"""The library's files on ISO/IEC 27001 say what they must, read as plain YAML."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

LIBRARY = Path(__file__).resolve().parents[1] / "library"
FRAMEWORKS = ("iso-27001-2005", "iso-27001-2013", "iso-27001-2022", "nist-csf-2.0")
MAPPINGS = ("iso-27001-2005--iso-27001-2013", "iso-27001-2013--iso-27001-2022", "iso-27001-2022--nist-csf-2.0")
RELATIONS = {"equal", "subset-of", "superset-of", "intersects", "no-relation"}
SHORTEST_EXPLANATION = 150
WORDS_IN_A_COPIED_RUN = 9


def read(folder: str, name: str) -> dict[str, Any]:
    """One library file as YAML gives it."""
    return yaml.safe_load((LIBRARY / folder / f"{name}.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def frameworks() -> dict[str, dict[str, Any]]:
    """Every framework of this content by its key, such as iso-27001:2022."""
    files = [read("frameworks", name) for name in FRAMEWORKS]
    return {f"{file['key']}:{file['edition']}": file for file in files}


@pytest.fixture(scope="module")
def newest(frameworks: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The requirements of ISO/IEC 27001:2022."""
    return frameworks["iso-27001:2022"]["requirements"]


def refs(framework: dict[str, Any]) -> list[str]:
    return [requirement["ref"] for requirement in framework["requirements"]]


@pytest.mark.parametrize(
    ("key", "kinds"),
    [
        ("iso-27001:2005", {"clause": 25, "domain": 11, "objective": 39, "control": 133}),
        ("iso-27001:2013", {"clause": 35, "domain": 14, "objective": 35, "control": 114}),
        ("iso-27001:2022", {"clause": 41, "theme": 4, "control": 93}),
        ("nist-csf:2.0", {"function": 6, "category": 22, "subcategory": 106}),
    ],
)
def test_every_edition_has_its_number_of_each_kind(
    frameworks: dict[str, dict[str, Any]], key: str, kinds: dict[str, int]
) -> None:
    assert Counter(requirement["kind"] for requirement in frameworks[key]["requirements"]) == kinds


def test_annex_a_of_2022_has_four_themes_of_known_size(newest: list[dict[str, Any]]) -> None:
    themes = Counter(requirement["parent"] for requirement in newest if requirement["kind"] == "control")
    assert themes == {"A.5": 37, "A.6": 8, "A.7": 14, "A.8": 34}


def test_only_leaves_are_counted_in_the_denominator(frameworks: dict[str, dict[str, Any]]) -> None:
    for key, framework in frameworks.items():
        parents = {requirement.get("parent") for requirement in framework["requirements"]}
        counted = {requirement["ref"] for requirement in framework["requirements"] if requirement["assessable"]}
        assert counted == set(refs(framework)) - parents, key


def test_what_is_new_in_2022_is_marked(newest: list[dict[str, Any]]) -> None:
    marked = {requirement["ref"] for requirement in newest if requirement.get("new")}
    controls = "A.5.7 A.5.23 A.5.30 A.7.4 A.8.9 A.8.10 A.8.11 A.8.12 A.8.16 A.8.23 A.8.28"
    assert marked == {*controls.split(), "6.3"}


def test_references_are_unique_text(frameworks: dict[str, dict[str, Any]]) -> None:
    for key, framework in frameworks.items():
        assert all(isinstance(ref, str) for ref in refs(framework)), key
        assert len(refs(framework)) == len(set(refs(framework))), key


def test_parents_stand_before_their_children(frameworks: dict[str, dict[str, Any]]) -> None:
    for key, framework in frameworks.items():
        seen: set[str] = set()
        for requirement in framework["requirements"]:
            assert "parent" not in requirement or requirement["parent"] in seen, f"{key}/{requirement['ref']}"
            seen.add(requirement["ref"])


def test_every_requirement_has_a_title_and_words_of_its_own(frameworks: dict[str, dict[str, Any]]) -> None:
    for key, framework in frameworks.items():
        explained = [requirement["about"] for requirement in framework["requirements"]]
        assert all(requirement["title"].strip() for requirement in framework["requirements"]), key
        assert len(explained) == len(set(explained)), key


@pytest.mark.parametrize("field", ["about", "evidence"])
def test_every_2022_requirement_is_explained_in_distinct_words(newest: list[dict[str, Any]], field: str) -> None:
    texts = {requirement["ref"]: requirement[field] for requirement in newest}
    assert len(texts) == 138
    assert len(set(texts.values())) == 138


def test_every_2022_explanation_is_long_enough_to_help(newest: list[dict[str, Any]]) -> None:
    short = [requirement["ref"] for requirement in newest if len(requirement["about"]) < SHORTEST_EXPLANATION]
    assert short == []


def test_no_run_of_words_is_used_twice_in_2022(newest: list[dict[str, Any]]) -> None:
    first: dict[tuple[str, ...], str] = {}
    repeated = []
    for requirement in newest:
        words = re.findall(r"[\w'-]+", f"{requirement['about']} {requirement['evidence']}".lower())
        runs = {tuple(words[i : i + WORDS_IN_A_COPIED_RUN]) for i in range(len(words) - WORDS_IN_A_COPIED_RUN + 1)}
        repeated += [(first[run], requirement["ref"]) for run in runs if run in first]
        first.update(dict.fromkeys(runs, requirement["ref"]))
    assert repeated == []


def test_every_2022_control_has_its_five_attributes(newest: list[dict[str, Any]]) -> None:
    names = {"control_type", "properties", "cybersecurity_concepts", "operational_capabilities", "security_domains"}
    for requirement in newest:
        if requirement["kind"] == "control":
            assert set(requirement["attributes"]) == names, requirement["ref"]
            assert all(requirement["attributes"].values()), requirement["ref"]


def test_documented_information_of_2022_is_complete(newest: list[dict[str, Any]]) -> None:
    asked = [entry for requirement in newest for entry in requirement.get("documented", [])]
    assert Counter(entry["demand"] for entry in asked) == {"explicit": 19, "implied": 13, "control": 11}
    assert {entry["act"] for entry in asked} == {"maintain", "retain"}


@pytest.mark.parametrize(("name", "rows"), list(zip(MAPPINGS, (176, 156, 341), strict=True)))
def test_mapping_ends_exist(frameworks: dict[str, dict[str, Any]], name: str, rows: int) -> None:
    mapping = read("mappings", name)
    sources, targets = set(refs(frameworks[mapping["source"]])), set(refs(frameworks[mapping["target"]]))
    assert len(mapping["rows"]) == rows
    for row in mapping["rows"]:
        assert row.get("source", row.get("target")), row
        assert "source" not in row or row["source"] in sources, row
        assert "target" not in row or row["target"] in targets, row
        assert row["relation"] in RELATIONS, row
        assert row["reason"].strip(), row


@pytest.mark.parametrize("name", MAPPINGS)
def test_mapping_rows_are_unique(name: str) -> None:
    pairs = Counter((row.get("source"), row.get("target")) for row in read("mappings", name)["rows"])
    assert max(pairs.values()) == 1


@pytest.mark.parametrize("name", MAPPINGS[:2])
def test_an_edition_mapping_decides_every_requirement_of_both_editions(
    frameworks: dict[str, dict[str, Any]], name: str
) -> None:
    mapping = read("mappings", name)
    for end in ("source", "target"):
        requirements = frameworks[mapping[end]]["requirements"]
        counted = {requirement["ref"] for requirement in requirements if requirement["assessable"]}
        assert {row[end] for row in mapping["rows"] if end in row} == counted


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        (MAPPINGS[0], {"same": 91, "merged": 11, "split": 23, "changed": 19, "withdrawn": 20, "new": 12}),
        (MAPPINGS[1], {"same": 77, "merged": 55, "split": 7, "changed": 5, "new": 12}),
    ],
)
def test_edition_changes_are_counted(name: str, changes: dict[str, int]) -> None:
    assert Counter(row["change"] for row in read("mappings", name)["rows"]) == changes


def test_corrective_action_and_improvement_change_places_in_2022() -> None:
    moved = {row.get("source"): row.get("target") for row in read("mappings", MAPPINGS[1])["rows"]}
    assert (moved["10.1"], moved["10.2"]) == ("10.2", "10.1")


def test_every_outcome_of_the_nist_framework_is_reached_from_2022(frameworks: dict[str, dict[str, Any]]) -> None:
    reached = {row["target"] for row in read("mappings", MAPPINGS[2])["rows"]}
    outcomes = frameworks["nist-csf:2.0"]["requirements"]
    assert reached == {requirement["ref"] for requirement in outcomes if requirement["kind"] == "subcategory"}

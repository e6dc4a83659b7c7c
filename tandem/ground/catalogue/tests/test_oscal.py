"""OSCAL catalogs and profiles: the same from JSON and YAML, whole or not at all, and what a profile selects."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem.ground.catalogue.errors import LibraryError, MissingFramework
from tandem.ground.catalogue.importers.files import import_file, import_files
from tandem.ground.catalogue.importers.oscal_text import filled, readable
from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.catalogue.queries import counts

pytestmark = pytest.mark.django_db
KEY = "harbour-rules-2024"
CONTROLS: list[dict[str, Any]] = [
    {
        "id": "mo-1",
        "title": "Moor the boat",
        "params": [
            {"id": "mo-1_prm_1", "label": "time of day"},
            {
                "id": "mo-1_prm_2",
                "select": {
                    "how-many": "one-or-more",
                    "choice": ["two ropes", "a chain by {{ insert: param, mo-1_prm_1 }}"],
                },
            },
            {"id": "mo-1_prm_3", "values": ["5.30"]},
        ],
        "props": [
            {"name": "label", "value": "MO-01", "class": "zero-padded"},
            {"name": "label", "value": "MO-1"},
            {"name": "weight", "value": "heavy"},
        ],
        "links": [{"href": "#mo-2", "rel": "related"}],
        "parts": [
            {"id": "g", "name": "guidance", "prose": "See [the pier](#mo-2)."},
            {
                "id": "s",
                "name": "statement",
                "prose": "Moor with {{ insert: param, mo-1_prm_2 }}:",
                "parts": [
                    {"name": "item", "props": [{"name": "label", "value": "a."}], "prose": "before {{ mo-1_prm_3 }};"},
                    {"name": "item", "props": [{"name": "label", "value": "b."}], "prose": "at both ends."},
                ],
            },
            {
                "name": "assessment-method",
                "props": [{"name": "method", "value": "EXAMINE"}],
                "parts": [{"name": "assessment-objects", "prose": "Ropes\n\nlog of the harbour"}],
            },
        ],
        "controls": [
            {"id": "mo-1.1", "title": "At night", "props": [{"name": "label", "value": "MO-1(1)"}]},
            {
                "id": "mo-1.2",
                "title": "By hand",
                "props": [{"name": "status", "value": "withdrawn"}],
                "links": [{"href": "#mo-2", "rel": "incorporated-into"}],
            },
        ],
    },
    {"id": "mo-2", "title": "Keep the pier dry"},
]


def catalog(**metadata: Any) -> dict[str, Any]:
    """A catalog of two controls in a group, with an enhancement and a withdrawn one."""
    head = {"title": "Harbour rules 2024", "version": "1.10", "last-modified": "2024-02-03T10:00:00Z", **metadata}
    groups = [{"id": "mo", "title": "Mooring", "controls": copy.deepcopy(CONTROLS)}]
    return {"catalog": {"uuid": "0470d39a-3e02-4bff-82cf-676d522c1554", "metadata": head, "groups": groups}}


def resolved(**metadata: Any) -> dict[str, Any]:
    links = [{"href": "night_profile.xml", "rel": "source-profile"}]
    return catalog(title="Night rules", links=links, **metadata)


def profile(*ids: str, href: str = "rules.xml", title: str = "Night rules", **more: Any) -> dict[str, Any]:
    chosen = {"href": href, "include-controls": [{"with-ids": list(ids)}], **more}
    return {"profile": {"metadata": {"title": title}, "imports": [chosen]}}


@pytest.fixture
def bring(tmp_path: Path) -> Any:
    """Imports data as a file of JSON, or of YAML when its name says so."""

    def brought(data: Any, name: str = "rules.json") -> Any:
        return import_file(written(tmp_path, data, name))

    return brought


def written(folder: Path, data: Any, name: str) -> Path:
    path = folder / name
    path.write_text(json.dumps(data) if name.endswith(".json") else yaml.safe_dump(data, sort_keys=False))
    return path


def kept(key: str = KEY) -> list[tuple[Any, ...]]:
    names = ("ref", "title", "parent__ref", "kind", "assessable", "about", "evidence", "attributes", "urn")
    return list(Requirement.objects.current().filter(framework__key=key).order_by("position").values_list(*names))


def test_controls_stand_under_their_group_and_enhancements_under_their_control(bring: Any) -> None:
    outcome = bring(catalog())
    assert (outcome.name, outcome.created) == ("Harbour rules 2024", 5)
    assert outcome.holds == ("2 controls", "1 enhancement", "1 withdrawn", "1 heading")
    assert [row[:5] for row in kept()] == [
        ("mo", "Mooring", None, "heading", False),
        ("MO-1", "Moor the boat", "mo", "control", True),
        ("MO-1(1)", "At night", "MO-1", "control", True),
        ("mo-1.2", "By hand", "MO-1", "withdrawn", False),
        ("mo-2", "Keep the pier dry", "mo", "control", True),
    ]
    line = next(line for line in counts() if line.key == KEY)
    assert (line.kinds, line.assessable) == ({"control": 2, "enhancement": 1, "heading": 1, "withdrawn": 1}, 3)


def test_parameters_and_items_are_written_out(bring: Any) -> None:
    bring(catalog())
    moor = Requirement.objects.get(ref="MO-1")
    assert moor.about == (
        "Moor with [one or more of: two ropes; a chain by [time of day]]:\na. before 5.30;\nb. at both ends.\n\n"
        "See the pier."
    )
    assert moor.evidence == "Ropes\nlog of the harbour"
    assert moor.attributes == {"weight": "heavy", "related": ["mo-2"]}
    assert Requirement.objects.get(ref="mo-1.2").attributes == {"standing": "withdrawn", "now_in": ["mo-2"]}


def test_json_and_yaml_give_the_same_rows(bring: Any) -> None:
    bring(catalog())
    from_json = kept()
    outcome = bring(catalog(), "rules-min.yaml")
    assert (outcome.created, outcome.updated, outcome.unchanged, kept()) == (0, 0, 5, from_json)
    assert Framework.objects.get(key=KEY).attributes["version"] == "1.10"


def test_numbers_of_yaml_stay_as_they_are_written(tmp_path: Path) -> None:
    text = (
        "catalog:\n  metadata: {title: Bare}\n  controls:\n  - {id: 5.30, title: Ready}\n  - {id: 5.3, title: Apart}\n"
    )
    path = tmp_path / "bare.yaml"
    path.write_text(text)
    import_file(path)
    assert [row[:2] for row in kept("bare")] == [("5.30", "Ready"), ("5.3", "Apart")]


def test_an_older_file_does_not_replace_a_newer_one(bring: Any) -> None:
    bring(catalog())
    with pytest.raises(LibraryError, match="this file is older, of 2023-01-01"):
        bring(catalog(**{"last-modified": "2023-01-01T00:00:00Z"}))


def test_words_of_an_iso_standard_are_left_out(bring: Any) -> None:
    outcome = bring(catalog(title="ISO/IEC 9 Annex"))
    assert "texts that you licensed" in outcome.left_out[0]
    assert {(row[5], row[6]) for row in kept("iso-iec-9-annex")} == {("", "")}


def test_a_profile_makes_a_framework_of_the_controls_that_it_selects(bring: Any) -> None:
    bring(catalog())
    outcome = bring(profile("mo-1.1"), "night_profile.json")
    assert outcome.holds == ("1 control", "1 enhancement", "1 heading", "1 for structure only")
    assert [row[:5] for row in kept("night-rules")] == [
        ("mo", "Mooring", None, "heading", False),
        ("MO-1", "Moor the boat", "mo", "control", False),
        ("MO-1(1)", "At night", "MO-1", "control", True),
    ]
    assert len(kept()) == 5


def test_selectors_take_patterns_children_and_exclusions(bring: Any) -> None:
    bring(catalog())
    document = profile(href="rules.json")
    document["profile"]["imports"][0] |= {
        "include-controls": [{"with-ids": ["mo-1"], "with-child-controls": "yes"}, {"matching": [{"pattern": "*-2"}]}],
        "exclude-controls": [{"with-ids": ["mo-1.1"]}],
    }
    bring(document, "night_profile.json")
    assert [row[0] for row in kept("night-rules") if row[4]] == ["MO-1", "mo-2"]


def test_a_profile_names_the_catalog_that_is_missing(bring: Any) -> None:
    with pytest.raises(MissingFramework, match=r"selects controls of “rules\.xml”, which is not here"):
        bring(profile("mo-1"), "night_profile.json")
    bring(catalog())
    with pytest.raises(LibraryError, match="lacks controls that the profile selects: zz-9"):
        bring(profile("zz-9"), "night_profile.json")
    assert Framework.objects.count() == 1


def test_the_profile_tells_which_controls_of_its_resolved_catalog_are_there_for_structure(tmp_path: Path) -> None:
    files = [
        written(tmp_path, profile("mo-1.1", "mo-2", href="elsewhere.xml"), "night_profile.json"),
        written(tmp_path, resolved(), "night.json"),
    ]
    results = import_files(files)
    assert not [result for result in results.values() if isinstance(result, LibraryError)]
    assert [(row[0], row[4]) for row in kept("night-rules") if row[3] == "control"] == [
        ("MO-1", False),
        ("MO-1(1)", True),
        ("mo-2", True),
    ]
    outcome = import_file(files[1])
    assert (outcome.updated, outcome.unchanged) == (0, 5)


def test_without_the_profile_every_control_counts_and_the_doubt_is_said(bring: Any) -> None:
    outcome = bring(resolved(), "night.json")
    assert [row[4] for row in kept("night-rules") if row[3] == "control"] == [True, True, True]
    assert "the catalog does not say; import the profile night_profile" in outcome.left_out[0]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ({"system-security-plan": {}}, "a system security plan"),
        ({"component-definition": {}}, "a component definition"),
        ({"plan-of-action-and-milestones": {}}, "a plan of action"),
        ({"assessment-results": {}}, "assessment results"),
        ({"catalog": {"metadata": {"title": "Empty"}}}, "has no controls"),
        ({"catalog": {"metadata": {}}}, "no title"),
        ({"catalog": []}, "must hold keys"),
        ({"catalog": {"metadata": {"title": "x"}, "controls": [{"id": "a"}, {"id": "a"}]}}, "stands here twice"),
        ({"catalog": {"metadata": {"title": "x"}, "controls": [{"title": "No id"}]}}, "“No id” has no id"),
    ],
)
def test_what_is_no_framework_is_refused_by_name(bring: Any, data: Any, word: str) -> None:
    with pytest.raises(LibraryError, match=word):
        bring(data)
    assert Framework.objects.count() == 0


def test_archives_and_xml_are_refused_in_words(tmp_path: Path) -> None:
    for content, word in (
        (b"PK\x03\x04...", "unpack"),
        (b'<catalog xmlns="http://csrc.nist.gov/ns/oscal/1.0">', "XML"),
    ):
        path = tmp_path / "brought"
        path.write_bytes(content)
        with pytest.raises(LibraryError, match=word):
            import_file(path)


def test_parameters_inside_parameters_end() -> None:
    wordings = readable({"a": {"id": "a", "values": ["{{ insert: param, a }} {{ insert: param, a }}"]}})
    assert len(wordings["a"]) <= 1_000
    assert filled("{{ insert: param, gone }}", wordings) == "[gone]"


def places(data: Any, path: tuple[Any, ...] = ()) -> Any:
    """The path of every value inside the data."""
    if path:
        yield path
    for step, below in data.items() if isinstance(data, dict) else enumerate(data if isinstance(data, list) else []):
        yield from places(below, (*path, step))


JUNK = st.sampled_from([None, 7, 1.5, True, "", "x", "y" * 70_000, [], {}, [None], [[1]], {"a": 1}, "{{{{", "[a]((("])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_junk_anywhere_is_imported_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    document = data.draw(st.sampled_from([catalog(), resolved(), profile("mo-1")]))
    path = data.draw(st.sampled_from(list(places(document))))
    holder: Any = document
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = data.draw(JUNK)
    with transaction.atomic():
        import_file(written(tmp_path, catalog(), "rules.json"))
        try:
            import_file(written(tmp_path, document, "brought.json"))
        except LibraryError as error:
            assert error.message
        transaction.set_rollback(True)

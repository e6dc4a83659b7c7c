"""Library files that people bring: everything in them that Tandem has a place for, or nothing at all."""

import pytest

from tandem.ground.catalogue.errors import LibraryError
from tandem.ground.catalogue.importers.files import import_file, import_files
from tandem.ground.catalogue.importers.outcome import ImportOutcome
from tandem.ground.catalogue.loading import load_library
from tandem.ground.catalogue.models import Framework, Mapping, MappingRow, Requirement, RiskMatrix
from tandem.ground.catalogue.queries import related, requirement
from tandem.ground.catalogue.tests import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def bring(tmp_path):
    """Imports a text as a library file."""
    return lambda text, name="brought.yaml": import_file(samples.written(tmp_path, name, text))


def refusal(bring, text):
    before = [model.objects.count() for model in (Framework, Requirement, Mapping, RiskMatrix)]
    with pytest.raises(LibraryError) as caught:
        bring(text)
    assert [model.objects.count() for model in (Framework, Requirement, Mapping, RiskMatrix)] == before
    return caught.value.line, caught.value.message


def test_framework_controls_and_threats_of_one_file_are_kept(bring):
    outcome = bring(samples.FOREIGN_FRAMEWORK)
    assert outcome == ImportOutcome(
        name="Tea house rules",
        created=5,
        updated=0,
        unchanged=0,
        left_out=(
            "metric definitions: no place for it in Tandem",
            "implementation group “grand”: named 1 times, but Tea house rules does not define it",
            "controls or threats under urn:guild:risk:function:doc-pol: 1 not imported yet",
        ),
    )
    assert list(Framework.objects.order_by("key").values_list("key", "kind", "version", "origin")) == [
        ("guild.tea-1", "framework", 3, "imported"),
        ("guild.tea-1.controls", "control-catalogue", 3, "imported"),
        ("guild.tea-1.threats", "threat-catalogue", 3, "imported"),
    ]


def test_oddities_of_nodes_are_tolerated(bring):
    bring(samples.FOREIGN_FRAMEWORK)
    rows = Requirement.objects.filter(framework__key="guild.tea-1")
    assert list(rows.values_list("ref", "title", "parent__ref", "kind", "assessable", "depth")) == [
        ("1", "Water", None, "heading", False, 0),
        ("1.1", "Water is fresh and boils before it meets the leaves.", "1", "requirement", True, 1),
        ("1.1:a", "1.1:a", "1.1", "requirement", True, 2),
    ]
    water = rows.get(ref="1.1")
    assert water.evidence == "A kettle that whistles"
    assert sorted(water.attributes) == ["implementation_groups", "reference_controls", "translations"]
    assert requirement("guild.tea-1.controls", "KETTLE").evidence == "Kettle\nThermometer"


def test_second_import_changes_nothing(bring):
    bring(samples.FOREIGN_FRAMEWORK)
    again = bring(samples.FOREIGN_FRAMEWORK)
    assert (again.created, again.updated, again.unchanged, again.removed) == (0, 0, 5, 0)


def test_newer_version_updates_in_place_and_an_older_one_is_refused(bring):
    bring(samples.FOREIGN_FRAMEWORK)
    kept = requirement("guild.tea-1", "1").pk
    newer = bring(
        samples.FOREIGN_FRAMEWORK.replace('version: "3"', "version: 4").replace("name: Water", "name: Fresh water")
    )
    assert (newer.created, newer.updated, newer.unchanged) == (0, 1, 4)
    assert (requirement("guild.tea-1", "1").pk, requirement("guild.tea-1", "1").title) == (kept, "Fresh water")
    assert refusal(bring, samples.FOREIGN_FRAMEWORK) == (
        7,
        "Tea house rules (controls) is here in version 4; this file is the older version 3.",
    )


def test_mapping_is_refused_until_its_frameworks_are_there(bring):
    bring(samples.FOREIGN_FRAMEWORK)
    assert refusal(bring, samples.FOREIGN_MAPPING) == (
        16,
        "The mapping needs the framework urn:guild:risk:framework:cake-1, which is not here; import that one first.",
    )


def test_several_files_are_imported_whatever_their_order(tmp_path):
    texts = [samples.FOREIGN_MAPPING, samples.FOREIGN_FRAMEWORK, samples.SECOND_FOREIGN_FRAMEWORK, "nonsense: true\n"]
    paths = [samples.written(tmp_path, f"{number}.yaml", text) for number, text in enumerate(texts)]
    results = import_files(paths)
    assert [isinstance(results[path], ImportOutcome) for path in paths] == [True, True, True, False]
    assert results[paths[0]].left_out == ("rows to urn:guild:risk:req_node:tea-1:gone: no framework here has it",)
    row = MappingRow.objects.get()
    assert (row.source.key, row.target.key, row.relation, row.reason) == (
        "guild.tea-1/1.1",
        "guild.cake-1/BUTTER",
        "subset-of",
        "semantic",
    )
    assert row.extra == {"strength_of_relationship": 7}


def test_mapping_is_attached_to_the_edition_that_tandem_brings_along(bring, tmp_path, monkeypatch):
    load_library(folder=samples.library(tmp_path / "library"))
    bring(samples.FOREIGN_FRAMEWORK)
    editions = {"urn:guild:risk:framework:cake-1": "bakery:2020"}
    monkeypatch.setattr("tandem.ground.catalogue.importers.ciso_mappings.OWN_EDITIONS", editions)
    bring(samples.FOREIGN_MAPPING.replace("req_node:cake-1:butter", "req_node:cake-1:a.1"))
    assert [(r.framework.key, r.relation) for r in related(requirement("bakery:2020", "A.1"))] == [
        ("bakery:2024", "no-relation"),
        ("guild.tea-1", "superset-of"),
    ]


def test_risk_matrix_is_brought_into_one_form(bring):
    assert bring(samples.FOREIGN_MATRIX).created == 1
    matrix = RiskMatrix.objects.get(key="guild.matrix-2x3")
    assert matrix.definition["grid"] == [[0, 0, 1], [0, 1, 1]]
    assert [(level["id"], level["abbreviation"]) for level in matrix.definition["likelihood"]] == [(0, "1"), (1, "O")]
    assert [level["name"] for level in matrix.definition["levels"]] == ["Low", "High"]
    assert bring(samples.FOREIGN_MATRIX).unchanged == 1


@pytest.mark.parametrize(
    ("grid", "told"),
    [
        ("[[0, 0, 1]]", "The grid must have 2 rows of 3 levels, as many as its scales."),
        ("[[0, 0, 1], [0, 1, 2]]", "“2” in the grid is no level; use 0 to 1."),
        ("[[0, 0, 1], [0, 1, true]]", "“True” in the grid is no level; use 0 to 1."),
    ],
)
def test_matrix_whose_grid_does_not_fit_is_refused(bring, grid, told):
    assert refusal(bring, samples.FOREIGN_MATRIX.replace("[[0, 0, 1], [0, 1, 1]]", grid)) == (18, told)


def test_techniques_stand_below_their_tactic(bring):
    bring(samples.FOREIGN_TECHNIQUES)
    rows = Requirement.objects.filter(framework__key="guild.tricks.threats")
    assert list(rows.values_list("ref", "parent__ref", "kind")) == [
        ("TA1", None, "tactic"),
        ("T1", "TA1", "technique"),
        ("t1.1", "T1", "technique"),
    ]


def test_techniques_that_stand_below_each_other_are_refused(bring):
    top = 'tactics: ["urn:guild:risk:tactic:tricks:ta1"]'
    circle = samples.FOREIGN_TECHNIQUES.replace(top, 'parent_urn: "urn:guild:risk:technique:tricks:t1.1"')
    line, message = refusal(bring, circle)
    assert (line > 0, message) == (True, "The parents of T1 do not lead to the top.")


NODE = "urn:guild:risk:req_node"
KEYLESS = "“urn:intuitem:risk:framework:!” must end in a name of 1 to 150 letters and digits."


@pytest.mark.parametrize(
    ("before", "after", "line", "told"),
    [
        ('version: "3"', "version: new", 7, "The version “new” must be a whole number."),
        ("urn:guild:risk:library:Tea-1", "tea", 1, "“tea” is no name of the form urn:owner:risk:kind:name."),
        ("urn:guild:risk:framework:Tea-1", "urn:intuitem:risk:framework:!", 14, KEYLESS),
        (f"{NODE}:tea-1:1\n", f"{NODE}:tea-1:9\n", 24, f"The parent {NODE}:tea-1:9 is not in this framework."),
        (f'"{NODE}:Tea-1:1.1:a"', f'"{NODE}:tea-1:1.1"', 33, f"{NODE}:tea-1:1.1 stands here twice."),
        ("name: Kettle with a thermometer", "urn: x", 37, "“urn” stands here twice; keep one."),
    ],
)
def test_faulty_library_is_refused_with_its_line(bring, before, after, line, told):
    assert refusal(bring, samples.FOREIGN_FRAMEWORK.replace(before, after)) == (line, told)


def test_fault_in_the_last_object_keeps_the_first_out(bring):
    text = samples.FOREIGN_FRAMEWORK + "  risk_matrix: [{urn: 'urn:guild:risk:matrix:m', ref_id: m, name: m}]\n"
    assert refusal(bring, text) == (45, "“probability” must have between 1 and 20 levels.")


def test_library_of_things_without_a_place_is_refused_by_name(bring):
    text = "urn: urn:guild:risk:library:p\nversion: 1\nobjects:\n  preset: {}\n"
    message = "The library holds only a preset (a set-up of that other tool), for which Tandem has no place."
    assert refusal(bring, text) == (3, message)


def test_file_of_another_kind_is_refused(bring):
    line, message = refusal(bring, "openapi: 3.1.0\n")
    assert (line, message.partition(".")[0]) == (1, "This is no library that Tandem knows")


def test_own_framework_and_mapping_are_imported(bring):
    first, second = bring(samples.FRAMEWORK), bring(samples.NEWER_FRAMEWORK)
    assert (first.created, second.created, bring(samples.MAPPING).created) == (3, 2, 3)
    assert bring(samples.MAPPING).unchanged == 3


def test_own_file_cannot_replace_what_comes_with_tandem(bring, tmp_path):
    load_library(folder=samples.library(tmp_path / "library"))
    assert refusal(bring, samples.FRAMEWORK) == (2, "bakery:2020 comes with Tandem; choose another key.")
    assert refusal(bring, samples.MAPPING) == (2, "A mapping from bakery:2020 to bakery:2024 comes with Tandem.")

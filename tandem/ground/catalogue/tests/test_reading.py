"""Own library files are read strictly: every fault is named with its line, all at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.ground.catalogue.errors import LibraryError
from tandem.ground.catalogue.loading import check_library
from tandem.ground.catalogue.nesting import ENDLESS, depths
from tandem.ground.catalogue.reading import framework_of, mapping_of
from tandem.ground.catalogue.tests import samples
from tandem.ground.catalogue.yaml_text import read_bytes


def faults(text, reader=framework_of):
    with pytest.raises(LibraryError) as caught:
        reader(read_bytes(text.encode(), "f.yaml"))
    return [(error.line, error.message) for error in caught.value.all()]


def test_framework_is_read_whole():
    draft = framework_of(read_bytes(samples.FRAMEWORK.encode(), "f.yaml"))
    assert (draft.key, draft.standard, draft.edition, draft.kind) == ("bakery:2020", "bakery", "2020", "standard")
    assert [(r.ref, r.parent, r.kind, r.assessable, r.new) for r in draft.requirements] == [
        ("4", None, "clause", False, False),
        ("4.1", "4", "clause", True, False),
        ("A.1", None, "control", True, True),
    ]
    assert draft.requirements[2].attributes == {"control_type": ["preventive"]}


def test_wrong_format_line_is_refused():
    assert faults("format: tandem-framework/9\n") == [
        (1, "The format is “tandem-framework/9”; it must be “tandem-framework/1”.")
    ]
    assert faults("key: x\n") == [(1, "The line “format” is missing; it must be “tandem-framework/1”.")]
    assert faults("- x\n") == [(1, "The file must begin with “format: tandem-framework/1”.")]


def test_unknown_key_is_refused_on_its_line():
    text = samples.FRAMEWORK.replace("  evidence: A log", "  proof: A log")
    assert faults(text) == [
        (
            20,
            "“proof” is no key of this format; known here: ref, title, kind, assessable, parent, about, evidence, "
            "attributes, new, documented.",
        )
    ]


def test_edition_without_quotes_is_refused():
    assert faults(samples.FRAMEWORK.replace('"2020"', "2020")) == [
        (3, "“edition” must be text (put it in quotes), not a whole number.")
    ]


def test_reference_longer_than_the_table_holds_is_refused():
    assert faults(samples.FRAMEWORK.replace('"A.1"', f'"{"A" * 201}"')) == [
        (21, "“ref” is longer than 200 characters.")
    ]


def test_several_faults_are_reported_at_once():
    text = (
        samples.FRAMEWORK.replace('parent: "4"', 'parent: "9"')
        .replace("title: Oven", "title: ' '")
        .replace('ref: "A.1"', 'ref: "4.1"')
        .replace("kind: standard", "kind: poem")
    )
    assert faults(text) == [
        (7, "“poem” is no kind; use standard, framework, control-catalogue or threat-catalogue."),
        (11, "“title” of 4 is empty."),
        (16, "4.1 has the parent 9, which is not in this file."),
        (21, "The reference 4.1 is used twice."),
    ]


def test_missing_title_and_wrong_type_are_reported_with_the_other_faults():
    text = samples.FRAMEWORK.replace("  title: Heat\n", "").replace("assessable: false", "assessable: no way")
    assert faults(text) == [(13, "“assessable” must be true or false, not text."), (14, "“title” is missing.")]


def test_parents_in_a_circle_are_refused():
    text = samples.FRAMEWORK.replace('- ref: "4"\n  title: Oven\n', '- ref: "4"\n  title: Oven\n  parent: "4.1"\n')
    assert faults(text) == [
        (12, "The parents of 4 go in a circle; they must lead to the top."),
        (17, "The parents of 4.1 go in a circle; they must lead to the top."),
    ]


def test_mapping_with_unknown_relation_or_without_ends_is_refused():
    text = (
        samples.MAPPING.replace("relation: subset-of", "relation: similar")
        + '- {relation: equal}\n- {source: "4", relation: equal}\n'
    )
    assert faults(text, mapping_of) == [
        (6, "“similar” is no relation; use equal, subset-of, superset-of, intersects or no-relation."),
        (9, "A row needs a source, a target or both."),
        (10, "A row with one end only has the relation no-relation."),
    ]


def test_library_check_names_file_and_line_of_dangling_ends(tmp_path):
    folder = samples.library(tmp_path)
    assert check_library(folder) == []
    samples.written(folder, "mappings/broken.yaml", samples.MAPPING.replace('target: "5"', 'target: "55"'))
    samples.written(folder, "mappings/lost.yaml", samples.MAPPING.replace("bakery:2024", "brewery:2024"))
    samples.written(folder, "frameworks/copy.yaml", samples.FRAMEWORK)
    assert [error.sentence for error in check_library(folder)] == [
        "frameworks/copy.yaml:1: bakery:2020 is in another file already.",
        "mappings/broken.yaml:6: bakery:2024 has no requirement 55.",
        "mappings/broken.yaml:1: bakery:2020--bakery:2024 is in another file already.",
        "mappings/lost.yaml:3: The framework brewery:2024 is not in the catalogue.",
    ]


@given(st.dictionaries(st.integers(0, 12), st.none() | st.integers(0, 12)))
def test_depth_is_one_more_than_the_parents_or_endless(numbers):
    parents = {str(ref): None if parent is None else str(parent) for ref, parent in numbers.items()}
    levels = depths(parents)
    for ref, parent in parents.items():
        above = -1 if parent is None or parent not in parents else levels[parent]
        assert levels[ref] == (ENDLESS if parent in parents and above == ENDLESS else above + 1)


def test_chain_of_a_hundred_thousand_is_measured_quickly():
    parents = {"0": None} | {str(number): str(number - 1) for number in range(1, 100_000)}
    assert depths(parents)["99999"] == 99_999

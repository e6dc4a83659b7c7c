"""The library goes into the tables once, and again only where a file changed."""

import pytest

from tandem.ground.catalogue.errors import LibraryError
from tandem.ground.catalogue.loading import check_library, load_library
from tandem.ground.catalogue.models import Framework, Mapping, MappingRow, Requirement
from tandem.ground.catalogue.queries import counts
from tandem.ground.catalogue.storing import Stored
from tandem.ground.catalogue.tests import samples

pytestmark = pytest.mark.django_db


def test_library_of_the_package_is_sound():
    assert [error.sentence for error in check_library()] == []


def test_editions_have_the_controls_that_they_are_known_for():
    load_library()
    controls = {line.key: line.kinds.get("control") for line in counts() if line.key.startswith("iso-27001:")}
    assert controls == {"iso-27001:2005": 133, "iso-27001:2013": 114, "iso-27001:2022": 93}


def test_library_is_loaded_with_parents_and_rows(tmp_path):
    report = load_library(folder=samples.library(tmp_path))
    assert report.loaded == (
        "frameworks/bakery-2020.yaml",
        "frameworks/bakery-2024.yaml",
        "mappings/bakery-2020--bakery-2024.yaml",
    )
    assert report.counts == Stored(created=8)
    heat = Requirement.objects.get(framework__key="bakery:2020", ref="4.1")
    assert (heat.parent.ref, heat.depth, heat.position, heat.key) == ("4", 1, 1, "bakery:2020/4.1")
    rows = MappingRow.objects.values_list("source__ref", "target__ref", "relation", "change")
    assert list(rows) == [
        ("4.1", "5", "subset-of", "merged"),
        ("A.1", None, "no-relation", "withdrawn"),
        (None, "6", "no-relation", "new"),
    ]


def test_unchanged_library_is_not_read_again(tmp_path, django_assert_num_queries):
    folder = samples.library(tmp_path)
    load_library(folder=folder)
    with django_assert_num_queries(6):  # digests, withdrawn files, and a savepoint around them
        report = load_library(folder=folder)
    assert (report.loaded, report.counts, len(report.unchanged)) == ((), Stored(), 3)


def test_forced_loading_changes_nothing_that_is_the_same(tmp_path):
    folder = samples.library(tmp_path)
    load_library(folder=folder)
    assert load_library(folder=folder, force=True).counts == Stored(unchanged=8)


def test_changed_file_keeps_primary_keys_and_takes_lost_references_out_of_use(tmp_path):
    folder = samples.library(tmp_path)
    (folder / "mappings/bakery-2020--bakery-2024.yaml").unlink()
    load_library(folder=folder)
    before = dict(Requirement.objects.values_list("ref", "pk"))
    changed = samples.FRAMEWORK.replace('ref: "A.1"', 'ref: "A.2"').replace("title: Heat", "title: Great heat")
    samples.written(folder, "frameworks/bakery-2020.yaml", changed)
    assert load_library(folder=folder).counts == Stored(created=1, updated=1, unchanged=1, removed=1)
    after = {row.ref: row for row in Requirement.objects.all()}
    assert {ref: after[ref].pk for ref in before} == before
    assert (after["4.1"].title, after["A.1"].is_current, after["A.2"].is_current) == ("Great heat", False, True)
    samples.written(folder, "frameworks/bakery-2020.yaml", samples.FRAMEWORK)
    load_library(folder=folder)
    back = Requirement.objects.get(ref="A.1")
    assert (back.pk, back.is_current) == (before["A.1"], True)


def test_file_that_left_the_library_leaves_its_requirements_but_not_its_mapping(tmp_path):
    folder = samples.library(tmp_path)
    load_library(folder=folder)
    for name in ("frameworks/bakery-2024.yaml", "mappings/bakery-2020--bakery-2024.yaml"):
        (folder / name).unlink()
    assert load_library(folder=folder).withdrawn == ("bakery:2020--bakery:2024", "bakery:2024")
    assert [line.key for line in counts()] == ["bakery:2020"]
    assert (Mapping.objects.count(), Requirement.objects.filter(framework__key="bakery:2024").count()) == (0, 2)


def test_faulty_file_changes_nothing(tmp_path):
    folder = samples.library(tmp_path)
    samples.written(folder, "mappings/zz.yaml", samples.MAPPING.replace('target: "5"', 'target: "55"'))
    with pytest.raises(LibraryError, match=r"mappings/zz.yaml:6: bakery:2024 has no requirement 55\."):
        load_library(folder=folder)
    assert Framework.objects.count() == 0

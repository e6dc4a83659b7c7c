"""Questions to the catalogue give the answers that pages and commands show."""

import pytest

from tandem.ground.catalogue import queries
from tandem.ground.catalogue.loading import load_library
from tandem.ground.catalogue.models import Requirement
from tandem.ground.catalogue.tests import samples
from tandem.ground.catalogue.vocabulary import parse_requirement_key, requirement_key

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def bakery(tmp_path):
    load_library(folder=samples.library(tmp_path))


def test_counts_by_kind_and_denominator():
    assert [(line.key, line.name, line.kinds, line.assessable) for line in queries.counts()] == [
        ("bakery:2020", "Bakery Rules 2020", {"clause": 2, "control": 1}, 2),
        ("bakery:2024", "Bakery Rules 2024", {"clause": 2}, 2),
    ]


def test_tree_keeps_the_order_of_the_framework_in_two_queries(django_assert_num_queries):
    with django_assert_num_queries(2):
        roots = queries.tree("bakery:2020")
        keys = [[row.key for row in root.walk()] for root in roots]
    assert keys == [["bakery:2020/4", "bakery:2020/4.1"], ["bakery:2020/A.1"]]


def test_related_reads_from_either_side():
    heat = queries.requirement("bakery:2020", "4.1")
    ovens = queries.requirement_by_key("bakery:2024/5")
    [forth], [back] = queries.related(heat), queries.related(ovens)
    assert (forth.requirement, forth.relation, forth.change) == (ovens, "subset-of", "merged")
    assert (back.requirement, back.relation, back.change) == (heat, "superset-of", "split")
    assert forth.reason == back.reason == "heat is now part of ovens"


def test_related_says_when_the_other_edition_has_nothing():
    [gone] = queries.related(queries.requirement("bakery:2020", "A.1"))
    [new] = queries.related(queries.requirement("bakery:2024", "6"))
    assert (gone.framework.key, gone.requirement, gone.change) == ("bakery:2024", None, "withdrawn")
    assert (new.framework.key, new.requirement, new.change) == ("bakery:2020", None, "withdrawn")
    assert (gone.corresponds, new.corresponds) == (False, False)


@pytest.mark.parametrize(
    ("text", "frameworks", "found"),
    [
        ("4.1", (), ["bakery:2020/4.1"]),
        ("4", (), ["bakery:2020/4", "bakery:2020/4.1"]),
        ("oven", (), ["bakery:2020/4", "bakery:2024/5", "bakery:2020/4.1"]),
        ("oven", ("bakery:2024",), ["bakery:2024/5"]),
        ("HEAT ovens", (), ["bakery:2024/5"]),
        ("flour 100%", (), []),
        ("  ", (), []),
    ],
)
def test_search_finds_all_words_best_first(text, frameworks, found):
    assert [row.key for row in queries.search(text, frameworks)] == found


def test_many_requirements_cost_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        rows = queries.requirements_by_key(["bakery:2020/4.1", "bakery:2024/6", "bakery:2024/77"])
    assert {key: row.title for key, row in rows.items()} == {"bakery:2020/4.1": "Heat", "bakery:2024/6": "Allergens"}


def test_requirement_key_is_written_and_read_alike():
    assert parse_requirement_key(requirement_key("iso-27001:2022", "A.5.1")) == ("iso-27001:2022", "A.5.1")
    assert parse_requirement_key("nist-csf:2.0/GV.OC-01") == ("nist-csf:2.0", "GV.OC-01")
    assert parse_requirement_key("tea-1/a/b c") == ("tea-1", "a/b c")
    for wrong in ("A.5.1", "iso-27001:2022", "ISO 27001/4", "/4", ""):
        with pytest.raises(ValueError, match="write it like iso-27001:2022"):
            parse_requirement_key(wrong)


def test_requirement_that_is_not_there_is_said_so():
    with pytest.raises(Requirement.DoesNotExist):
        queries.requirement("bakery:2020", "99")

"""Whatever stands where something else belongs: a library is imported or refused, it never breaks the importer."""

import copy
import json
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem.ground.catalogue.errors import LibraryError
from tandem.ground.catalogue.importers.files import import_file
from tandem.ground.catalogue.tests import samples
from tandem.ground.catalogue.yaml_text import read_bytes

pytestmark = pytest.mark.django_db

TEXTS = (
    samples.FOREIGN_FRAMEWORK,
    samples.SECOND_FOREIGN_FRAMEWORK,
    samples.FOREIGN_MAPPING,
    samples.FOREIGN_MATRIX,
    samples.FOREIGN_TECHNIQUES,
    samples.FRAMEWORK,
    samples.MAPPING,
)
LIBRARIES = [read_bytes(text.encode(), "sample").data for text in TEXTS]
JUNK = st.sampled_from([None, 7, -1, 1.5, True, "", "x", "y" * 70_000, [], {}, [None], [[1]], {"a": 1}])


class Undone(Exception):
    """Rolls an import back."""


def places(data, path=()):
    """The path of every value inside the data."""
    if path:
        yield path
    for step, below in data.items() if isinstance(data, dict) else enumerate(data if isinstance(data, list) else []):
        yield from places(below, (*path, step))


def with_junk(data, path, junk):
    """The data with one value replaced."""
    changed = copy.deepcopy(data)
    holder = changed
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = junk
    return changed


@pytest.fixture
def brought(tmp_path) -> Path:
    for number in (0, 1, 5):
        import_file(samples.written(tmp_path, "first.yaml", TEXTS[number]))
    return tmp_path / "brought.yaml"


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(LIBRARIES).flatmap(lambda data: st.tuples(st.just(data), st.sampled_from(list(places(data))))), JUNK
)
def test_a_wrong_value_anywhere_is_kept_or_refused_in_words(brought, place, junk):
    brought.write_text(json.dumps(with_junk(*place, junk)), "utf-8")
    try:
        with transaction.atomic():
            import_file(brought)
            raise Undone
    except Undone:
        pass
    except LibraryError as error:
        assert error.message

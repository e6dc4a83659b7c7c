"""Whatever is written later, no frozen figure changes."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem.evaluation.reviews.register import REVIEWS
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tests.cast import Cast, values_for

LATER = ("suppliers", "context-issues", "interested-parties", "incidents", "risks", "services", "people", "controls")
WRITES = st.lists(st.tuples(st.sampled_from(LATER), st.sampled_from(("create", "change", "delete"))), max_size=6)


@pytest.fixture
def stood(home: Cast, held: Any) -> Any:
    """The review, with something in every register that is written later."""
    for key in LATER:
        _write(home, key, "create")
    return held


def _write(home: Cast, key: str, deed: str) -> None:
    register, ada = registers.find(key), home.actor("ada")
    assert register is not None
    if deed == "create":
        writing.create(ada, register, values_for(home, ada, register))
        return
    record = register.model.objects.order_by("-pk").first()
    if record is None:
        return
    try:
        if deed == "change":
            writing.change(ada, register, record.reference, {"tags": [f"later-{record.version}"]})
        else:
            writing.delete(ada, register, record.reference)
    except (Invalid, NotPermitted):
        return


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(writes=WRITES)
def test_no_frozen_figure_changes_when_records_change_later(home: Cast, stood: Any, writes: Any) -> None:
    before = [(row.reference, row.version, row.figures) for row in stood.inputs.order_by("pk")]
    for key, deed in writes:
        _write(home, key, deed)
    with pytest.raises(Invalid):
        writing.transition(home.actor("ada"), REVIEWS, stood.reference, "count")
    assert [(row.reference, row.version, row.figures) for row in stood.inputs.order_by("pk")] == before

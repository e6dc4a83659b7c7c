"""Letterheads: one in use, kept by managers, not changed once it is retired."""

import pytest

from tandem.ground.kernel import writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.support.letterheads.models import Letterhead
from tandem.support.letterheads.register import LETTERHEADS
from tests.cast import Cast


def written(home: Cast, **values: object) -> Letterhead:
    letterhead: Letterhead = writing.create(home.actor("ada"), LETTERHEADS, {"title": "Home AS", **values})
    return letterhead


def step(home: Cast, name: str, letterhead: Letterhead, key: str) -> Letterhead:
    taken: Letterhead = writing.transition(home.actor(name), LETTERHEADS, letterhead.reference, key)
    return taken


def test_a_draft_stands_on_no_document(home: Cast) -> None:
    letterhead = written(home)
    assert Letterhead.objects.in_use() is None
    step(home, "ada", letterhead, "use")
    assert Letterhead.objects.in_use() == letterhead


def test_there_is_one_in_use(home: Cast) -> None:
    first, second = written(home), written(home, title="Home Ltd")
    step(home, "ada", first, "use")
    with pytest.raises(Invalid, match="LET-1 is in use; retire it first"):
        step(home, "ada", second, "use")
    assert Letterhead.objects.in_use() == first
    step(home, "ada", first, "retire")
    assert step(home, "ada", second, "use").state == "used"


def test_only_managers_write_it_and_bring_it_into_use(home: Cast) -> None:
    letterhead = written(home)
    with pytest.raises(NotPermitted):
        step(home, "ben", letterhead, "use")
    with pytest.raises(NotPermitted):
        writing.create(home.actor("ben"), LETTERHEADS, {"title": "Mine"})
    assert Letterhead.objects.get().state == "draft"


def test_a_retired_one_stays_as_it_was(home: Cast) -> None:
    letterhead = step(home, "ada", written(home), "retire")
    with pytest.raises(NotPermitted, match="retired"):
        writing.change(home.actor("ada"), LETTERHEADS, letterhead.reference, {"title": "Other"})
    assert Letterhead.objects.get().title == "Home AS"


def test_an_address_fits_at_the_top_of_a_page(home: Cast) -> None:
    with pytest.raises(Invalid, match="At most 6 lines"):
        written(home, address="\n".join("abcdefg"))
    assert not Letterhead.objects.exists()

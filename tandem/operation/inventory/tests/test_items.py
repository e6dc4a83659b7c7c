"""Items: altered under a change, gone with evidence, compared by somebody."""

from datetime import date
from typing import Any

import pytest

from tandem.ground.kernel import writing
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.registers import find
from tandem.operation.inventory.classes.register import ITEM_CLASSES
from tandem.operation.inventory.models import Item
from tandem.operation.inventory.register import ITEMS
from tests.cast import Cast

TODAY = date(2026, 3, 2)


def item(home: Cast, **values: object) -> Any:
    return writing.create(home.actor("ben"), ITEMS, {"title": "Mail server", "is_ci": True, **values})


def change_of(home: Cast, reference: str) -> Any:
    changes = find("changes")
    assert changes is not None
    return writing.create(home.actor("ben"), changes, {"title": "New disk", "items": [reference]})


def test_alteration_is_dated_and_names_its_change(home: Cast) -> None:
    made = item(home)
    changed = change_of(home, made.reference)
    values = {"location": "Room 2", "altered_under": changed.reference}
    altered = writing.change(home.actor("ben"), ITEMS, made.reference, values)
    assert (altered.altered_on, altered.altered_under) == (TODAY, changed)
    again = writing.change(home.actor("ben"), ITEMS, made.reference, {"location": "Room 3"})
    assert again.altered_under is None, "a change that nobody approved does not cover the next alteration"


def test_change_that_names_another_item_is_refused(home: Cast) -> None:
    made, other = item(home), item(home, title="Other")
    changed = change_of(home, other.reference)
    with pytest.raises(Invalid) as refused:
        writing.change(home.actor("ben"), ITEMS, made.reference, {"altered_under": changed.reference})
    assert list(refused.value.problems) == ["altered_under"]
    assert Item.objects.get(pk=made.pk).altered_under is None


def test_what_is_not_controlled_is_altered_freely(home: Cast) -> None:
    open_class = {"title": "Room", "kind": "facility", "purpose": "Rooms with our machines", "needs_change": False}
    free = writing.create(home.actor("ada"), ITEM_CLASSES, open_class)
    writing.transition(home.actor("ada"), ITEM_CLASSES, free.reference, "use")
    for values in ({"is_ci": False}, {"item_class": free.reference}):
        made = item(home, **values)
        assert writing.change(home.actor("ben"), ITEMS, made.reference, {"location": "Room 2"}).altered_on is None


def test_words_about_an_item_are_no_alteration(home: Cast) -> None:
    made = item(home)
    assert writing.change(home.actor("ben"), ITEMS, made.reference, {"description": "Mail"}).altered_on is None


def test_what_held_secrets_goes_with_evidence_only(home: Cast) -> None:
    made, how = item(home, classification="confidential"), {"disposed_how": "Disks shredded"}
    with pytest.raises(Invalid) as refused:
        writing.transition(home.actor("ben"), ITEMS, made.reference, "retire", how)
    assert list(refused.value.problems) == ["disposal_evidence"]
    assert Item.objects.get(pk=made.pk).state == "in-use"
    gone = writing.transition(
        home.actor("ben"), ITEMS, made.reference, "retire", {**how, "disposal_evidence": "Certificate 7"}
    )
    assert (gone.state, gone.disposed_on) == ("retired", TODAY)


def test_comparison_names_who_compared_and_comes_again_as_the_class_says(home: Cast) -> None:
    server_class = {"title": "Server", "purpose": "Each guest of the platform", "check_months": 3}
    server = writing.create(home.actor("ada"), ITEM_CLASSES, server_class)
    writing.transition(home.actor("ada"), ITEM_CLASSES, server.reference, "use")
    made = item(home, item_class=server.reference)
    compared = writing.transition(home.actor("ben"), ITEMS, made.reference, "compare")
    assert (compared.verified_by, compared.last_check, compared.next_check) == (
        home.users["ben"],
        TODAY,
        date(2026, 6, 2),
    )


def test_class_that_is_not_in_use_is_not_given(home: Cast) -> None:
    draft = writing.create(home.actor("ada"), ITEM_CLASSES, {"title": "Server"})
    with pytest.raises(Invalid) as refused:
        item(home, item_class=draft.reference)
    assert list(refused.value.problems) == ["item_class"]
    assert not Item.objects.exists()

"""Attacks on the grades of controls: whose test, when, and what shows that a control is in use."""

from contextlib import suppress
from typing import Any

import pytest

from tandem.ground.kernel import files, links, writing
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.models import Link
from tandem.proof.conformity.tests.attacks.sham import AHEAD, CONTROL, Hold, gone
from tandem.proof.conformity.tests.conftest import SECURITY
from tandem.proof.conformity.tests.house import House, day, prose, register_of
from tandem.proof.conformity.vocabulary import Result

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def answering(house: House) -> Any:
    """The control that answers A.8.34."""
    return register_of("controls").model.objects.get(requirements=[f"{SECURITY}/A.8.34"])


def looked(house: House, by: Any, through: str = "page", **values: Any) -> Any:
    """A test of that control in the place of the honest one."""
    gone("control-tests", control=answering(house))
    fields = {"control": answering(house).reference, "title": "The newest case", "result": "passed", "done_on": day(5)}
    return house.add("control-tests", by=by, through=through, **(fields | {"findings": prose("Seen", 12)} | values))


def test_a_control_is_tested_by_nobody_who_owned_it_then(house: House, held: Hold) -> None:
    assert held(CONTROL) == {CONTROL: Result.MET}
    looked(house, house.ben)
    assert held(CONTROL) == {CONTROL: Result.INDICATED}
    writing.change(house.actor(house.bea), register_of("controls"), answering(house).reference, {"owner": house.bea})
    assert held(CONTROL) == {CONTROL: Result.INDICATED}


def test_an_importer_brings_no_test_of_others(house: House, held: Hold, mallory: Any) -> None:
    with pytest.raises(Invalid, match="tester"):
        looked(house, house.ben, "import", tester=house.bea)
    assert looked(house, house.ben, "import").tester_id is None
    assert held(CONTROL) == {CONTROL: Result.INDICATED}


def test_a_file_tests_nothing_whoever_brings_it(house: House, held: Hold, mallory: Any) -> None:
    looked(house, mallory, "import")
    assert held(CONTROL) == {CONTROL: Result.INDICATED}


def test_a_test_of_long_ago_is_overdue_whatever_interval_somebody_writes(
    house: House, held: Hold, mallory: Any
) -> None:
    control = answering(house)
    with suppress(Invalid):
        writing.change(house.actor(mallory), register_of("controls"), control.reference, {"test_months": 600})
    looked(house, house.bea, done_on=day(900))
    assert held(CONTROL)[CONTROL] is not Result.MET
    with pytest.raises(Invalid):
        looked(house, house.bea, done_on=AHEAD)


def bare(house: House) -> Any:
    """The control without what shows that it is in use."""
    control = answering(house)
    Link.objects.filter(register="controls", record_id=control.pk).delete()
    return control


def linked(house: House, control: Any, key: str, reference: str) -> None:
    actor = house.actor(house.ben)
    links.connect(actor, register_of("controls"), control.reference, to_register=key, to_reference=reference)


def test_what_was_cancelled_deleted_or_says_nothing_shows_no_control_in_use(house: House, held: Hold) -> None:
    control = bare(house)
    assert held(CONTROL)[CONTROL] is not Result.MET
    incident = house.add("incidents", title="A copy for the audit", impact=3, urgency=3)
    house.step("incidents", incident, "cancel", house.ben, "By mistake")
    linked(house, control, "incidents", incident.reference)
    assert held(CONTROL)[CONTROL] is not Result.MET
    action = house.add("actions", title="Copy made", owner=house.ben)
    linked(house, control, "actions", action.reference)
    writing.delete(house.actor(house.bea), register_of("actions"), action.reference)
    assert held(CONTROL)[CONTROL] is not Result.MET


def test_an_empty_file_and_a_file_that_shows_everything_show_nothing(house: House, held: Hold) -> None:
    control = bare(house)
    actor, register = house.actor(house.ben), register_of("controls")
    for name, content in (("empty.txt", b""), ("x.txt", b"x"), ("spaces.txt", b" \n" * 30)):
        try:
            files.attach(actor, register, control.reference, name, [content])
        except Invalid:
            continue
    assert held(CONTROL)[CONTROL] is not Result.MET


def filed(house: House, control: Any, content: bytes) -> None:
    """A file with this content on a control."""
    files.attach(house.actor(house.ben), register_of("controls"), control.reference, "evidence.txt", [content])


def test_the_same_file_on_dozens_of_controls_shows_none_of_them(house: House, held: Hold) -> None:
    control = bare(house)
    content = prose("The export of May with every account", 40).encode()
    filed(house, control, content)
    assert held(CONTROL) == {CONTROL: Result.MET}
    for other in register_of("controls").model.objects.exclude(pk=control.pk)[:10]:
        filed(house, other, content)
    assert held(CONTROL)[CONTROL] is not Result.MET


COPIES = {
    "word for word": lambda text: text,
    "with other numbers": lambda text: f"7 {text} 2026",
    "with a word changed here and there": lambda text: " ".join(
        "indeed" if at % 17 == 5 else word for at, word in enumerate(text.split())
    ),
}


@pytest.mark.parametrize("how", COPIES)
def test_a_control_described_like_another_one_is_not_described(house: House, held: Hold, how: str) -> None:
    control, controls = answering(house), register_of("controls")
    text = prose("What is done when somebody from outside looks at a system", 40)
    other = controls.model.objects.exclude(pk=control.pk).order_by("pk").first()
    writing.change(house.actor(house.bea), controls, other.reference, {"description": text})
    assert held(CONTROL) == {CONTROL: Result.MET}
    writing.change(house.actor(house.bea), controls, control.reference, {"description": COPIES[how](text)})
    assert held(CONTROL)[CONTROL] is not Result.MET


@pytest.mark.parametrize("how", COPIES)
def test_what_a_tester_saw_elsewhere_was_not_seen_here(house: House, held: Hold, how: str) -> None:
    text = prose("Went through the export of every account with the list of staff beside it", 40)
    other = register_of("controls").model.objects.exclude(pk=answering(house).pk).order_by("pk").first()
    about = {"title": "The newest case", "result": "passed", "done_on": day(20)}
    house.add("control-tests", by=house.bea, control=other.reference, findings=text, **about)
    looked(house, house.bea, findings=prose("Looked at two cases of June together", 40))
    assert held(CONTROL) == {CONTROL: Result.MET}
    looked(house, house.bea, findings=COPIES[how](text))
    assert held(CONTROL)[CONTROL] is not Result.MET


def test_recurring_work_of_the_future_or_without_words_shows_nothing(house: House, held: Hold, mallory: Any) -> None:
    control = bare(house)
    about = {"kind": "access-review", "covers": "All accounts", "owner": mallory, "control": control}
    work = house.add("recurring-work", by=mallory, title="Look at copies", **about)
    for values in ({"done_on": AHEAD, "seen": prose("Seen at the copies", 8)}, {"done_on": day(3), "seen": "x"}):
        try:
            house.add("work-results", by=mallory, work=work.reference, title="May", **values)
        except Invalid:
            continue
    assert held(CONTROL)[CONTROL] is not Result.MET

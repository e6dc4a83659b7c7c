"""A sample: the seed stands in the ledger before the population does, and what was drawn stays."""

from typing import Any

import pytest

from tandem.evaluation.audits.samples.drawing import digest_of, draw
from tandem.evaluation.audits.samples.items.register import SAMPLE_ITEMS
from tandem.evaluation.audits.samples.models import AuditSample
from tandem.evaluation.audits.samples.register import AUDIT_SAMPLES
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.ledger.models import Entry
from tests.cast import Cast

SUPPLIERS = ("Brandt", "Vik", "Nord", "Sund", "Holm", "Berg")


@pytest.fixture
def sample(both: Cast, running: Any) -> Any:
    """A sample of three out of five active suppliers; one more only asks to be one."""
    suppliers = registers.find("suppliers")
    assert suppliers is not None
    for name in SUPPLIERS:
        writing.create(both.actor("ada"), suppliers, {"title": name, "kind": "external"})
    values = {"audit": running, "title": "Assessed", "population": "suppliers", "filters": "kind=external", "wanted": 3}
    return writing.create(both.actor("ada"), AUDIT_SAMPLES, values)


def steps(home: Cast, sample: Any, *names: str) -> Any:
    for name in names:
        sample = writing.transition(home.actor("ada"), AUDIT_SAMPLES, sample.reference, name)
    return sample


def test_a_sample_is_drawn_from_what_the_filter_finds(both: Cast, sample: Any) -> None:
    drawn = steps(both, sample, "commit", "freeze", "draw")
    references = [f"SUP-{number}" for number in range(1, 7)]
    assert drawn.frozen == references
    assert (drawn.population_count, drawn.digest) == (6, digest_of(references))
    assert drawn.drawn == draw(drawn.seed, references, 3)
    items = drawn.items.order_by("position").values_list("position", "title")
    assert list(items) == list(enumerate(drawn.drawn, start=1))


def test_the_seed_stands_in_the_ledger_before_the_population(both: Cast, sample: Any) -> None:
    steps(both, sample, "commit", "freeze", "draw")
    entries = Entry.objects.filter(register="audit-samples", record_id=sample.pk).order_by("pk")
    assert list(entries.values_list("action", flat=True)) == ["created", "commit", "freeze", "draw"]


def test_nothing_is_frozen_before_its_seed_is_committed(both: Cast, sample: Any) -> None:
    with pytest.raises(Invalid, match="does not lead on"):
        steps(both, sample, "freeze")
    assert AuditSample.objects.get(pk=sample.pk).frozen == []


@pytest.mark.parametrize("door", ["page", "api", "import"])
@pytest.mark.parametrize(
    ("name", "value"),
    [("filters", "kind=internal"), ("wanted", 6), ("population", "services"), ("title", "Another")],
)
def test_what_the_seed_was_committed_for_never_changes(
    both: Cast, sample: Any, door: str, name: str, value: Any
) -> None:
    steps(both, sample, "commit")
    before = AuditSample.objects.get(pk=sample.pk)
    with pytest.raises(Invalid, match="The seed is committed"):
        writing.change(both.actor("ada", door), AUDIT_SAMPLES, sample.reference, {name: value})
    assert AuditSample.objects.get(pk=sample.pk).version == before.version


@pytest.mark.parametrize("door", ["page", "api", "import"])
@pytest.mark.parametrize("values", [{"seed": "1"}, {"drawn": ["SUP-1"]}, {"frozen": ["SUP-1"]}, {"state": "planned"}])
def test_a_drawn_sample_is_never_changed(both: Cast, sample: Any, door: str, values: dict[str, Any]) -> None:
    before = steps(both, sample, "commit", "freeze", "draw")
    with pytest.raises(Invalid, match="cannot be written here"):
        writing.change(both.actor("ada", door), AUDIT_SAMPLES, sample.reference, values)
    assert AuditSample.objects.get(pk=sample.pk).version == before.version


@pytest.mark.parametrize("door", ["page", "api", "import"])
def test_nobody_adds_to_a_drawn_sample_or_swaps_in_it(both: Cast, sample: Any, door: str) -> None:
    drawn = steps(both, sample, "commit", "freeze", "draw")
    other = next(reference for reference in drawn.frozen if reference not in drawn.drawn)
    actor, item = both.actor("ada", door), drawn.items.order_by("position").first()
    with pytest.raises(Invalid, match="It was not drawn"):
        writing.create(actor, SAMPLE_ITEMS, {"sample": drawn, "title": other})
    with pytest.raises(Invalid, match="A drawn sample is never changed"):
        writing.change(actor, SAMPLE_ITEMS, item.reference, {"title": other})
    with pytest.raises(NotPermitted):
        writing.delete(actor, SAMPLE_ITEMS, item.reference)
    assert sorted(drawn.items.values_list("title", flat=True)) == sorted(drawn.drawn)


def test_counts_are_reconciled_before_a_sample_is_examined(both: Cast, sample: Any) -> None:
    drawn = steps(both, sample, "commit", "freeze", "draw")
    ada = both.actor("ada")
    with pytest.raises(Invalid, match="3 of 3 are still to be looked at"):
        writing.transition(ada, AUDIT_SAMPLES, drawn.reference, "finish", {"conclusion": "All are assessed."})
    for item in drawn.items.all():
        writing.change(ada, SAMPLE_ITEMS, item.reference, {"result": "good"})
    done = writing.transition(ada, AUDIT_SAMPLES, drawn.reference, "finish", {"conclusion": "All are assessed."})
    assert done.state == "examined"
    with pytest.raises(NotPermitted, match="was examined"):
        writing.change(ada, SAMPLE_ITEMS, item.reference, {"result": "bad", "note": "Not after all"})


def test_a_population_that_was_tampered_with_is_not_finished(both: Cast, sample: Any) -> None:
    drawn = steps(both, sample, "commit", "freeze", "draw")
    for item in drawn.items.all():
        writing.change(both.actor("ada"), SAMPLE_ITEMS, item.reference, {"result": "good"})
    others = (seed for seed in map(str, range(100)) if draw(seed, drawn.frozen, drawn.wanted) != drawn.drawn)
    AuditSample.objects.filter(pk=drawn.pk).update(seed=next(others))
    with pytest.raises(Invalid, match="not what was drawn"):
        writing.transition(both.actor("ada"), AUDIT_SAMPLES, drawn.reference, "finish", {"conclusion": "Fine"})


def test_a_filter_that_the_list_does_not_know_is_refused(both: Cast, running: Any) -> None:
    values = {"audit": running, "title": "x", "population": "suppliers", "filters": "colour=red"}
    with pytest.raises(Invalid) as refused:
        writing.create(both.actor("ada"), AUDIT_SAMPLES, values)
    assert refused.value.problems == {"filters": ["colour: This list has no filter “colour”."]}


def test_an_auditor_may_choose_records_by_hand(both: Cast, running: Any, sample: Any) -> None:
    ada = both.actor("ada")
    values = {"audit": running, "title": "Chosen", "population": "suppliers", "method": "chosen"}
    chosen = writing.create(ada, AUDIT_SAMPLES, values)
    with pytest.raises(Invalid, match="no SUP-99"):
        writing.create(ada, SAMPLE_ITEMS, {"sample": chosen, "title": "SUP-99"})
    writing.create(ada, SAMPLE_ITEMS, {"sample": chosen, "title": "SUP-2", "result": "good"})
    done = writing.transition(ada, AUDIT_SAMPLES, chosen.reference, "finish", {"conclusion": "It is."})
    assert (done.state, done.seed) == ("examined", "")

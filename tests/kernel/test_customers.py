"""Access has a second dimension: somebody of a customer sees what is the customer's, on every way to a record.

Services stand for customers here, and incidents for what is a customer's, until there are registers of their own.
"""

import dataclasses
from io import BytesIO
from typing import Any

import pytest

from tandem.direction.risks.register import RISKS
from tandem.ground.exchange.exporting import export
from tandem.ground.kernel import comments, files, inbox, links, lists, permissions, registers, search, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid, NotFound, NotPermitted
from tandem.ground.kernel.registers import Register, Waiting
from tandem.operation.incidents.evidence.register import EVIDENCE
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.services.register import SERVICES
from tests.cast import Cast


@dataclasses.dataclass
class Two:
    """Two customers, an incident of each, and somebody of the first."""

    incidents: Register
    services: Register
    mine: Any
    theirs: Any
    actor: Actor


@pytest.fixture
def two(home: Cast, monkeypatch: pytest.MonkeyPatch) -> Two:
    incidents = _of_customer(monkeypatch, INCIDENTS, "service", waiting=(Waiting(what="Say more", states=("new",)),))
    services = _of_customer(monkeypatch, SERVICES, "pk")
    ada = home.actor("ada")
    first, second = (writing.create(ada, SERVICES, {"title": name}) for name in ("Firstmail", "Secondmail"))
    cleo = home.users["cleo"]
    mine, theirs = (
        writing.create(ada, incidents, {"title": f"Outage {of.title}", "service": of, "owner": cleo.pk})
        for of in (first, second)
    )
    for incident in (mine, theirs):
        writing.create(ada, EVIDENCE, {"incident": incident, "title": f"Log {incident.title}", "source": "Gateway"})
        files.attach(ada, INCIDENTS, incident.reference, "log.txt", [b"words"])
    actor = dataclasses.replace(home.actor("cleo"), customer_id=first.pk)
    return Two(incidents, services, mine, theirs, actor)


def _of_customer(monkeypatch: pytest.MonkeyPatch, register: Register, path: str, **changes: Any) -> Register:
    access = dataclasses.replace(register.access, customer=path)
    made = dataclasses.replace(register, access=access, **changes)
    monkeypatch.setitem(registers._registers, register.key, made)
    monkeypatch.setitem(registers._by_model, register.model, made)
    return made


def contributor(two: Two) -> Actor:
    return dataclasses.replace(two.actor, role="contributor")


def test_only_the_customers_records_are_there(two: Two) -> None:
    assert list(permissions.visible(two.actor, two.incidents)) == [two.mine]
    assert writing.find(two.actor, two.incidents, two.mine.reference) == two.mine
    for attempt in (
        lambda: writing.find(two.actor, two.incidents, two.theirs.reference),
        lambda: writing.change(contributor(two), two.incidents, two.theirs.reference, {"title": "Mine"}),
        lambda: writing.delete(contributor(two), two.incidents, two.theirs.reference),
        lambda: writing.transition(contributor(two), two.incidents, two.theirs.reference, "assign"),
        lambda: files.opened(two.actor, two.incidents, two.theirs.reference, 1),
        lambda: comments.add(contributor(two), two.incidents, two.theirs.reference, "Hello"),
        lambda: links.connect(contributor(two), two.incidents, two.theirs.reference, to_reference=two.mine.reference),
    ):
        with pytest.raises(NotFound):
            attempt()
    two.theirs.refresh_from_db()
    assert two.theirs.version == 1


def test_parts_follow_their_whole_and_what_belongs_to_no_customer_is_closed(home: Cast, two: Two) -> None:
    writing.create(home.actor("ada"), RISKS, {"title": "Fire", "availability": True})
    parts = permissions.visible(two.actor, EVIDENCE)
    assert [part.incident_id for part in parts] == [two.mine.pk]
    assert not permissions.visible(two.actor, RISKS).exists()
    assert permissions.may_view_register(two.actor, EVIDENCE)
    assert not permissions.may_view_register(two.actor, RISKS)
    with pytest.raises(NotPermitted):
        writing.create(contributor(two), RISKS, {"title": "Flood"})


def test_lists_counts_search_and_exports_hold_nothing_of_others(two: Two) -> None:
    page = lists.page(two.actor, two.incidents, lists.Query(filters={}))
    assert (page.count, len(page.rows)) == (1, 1)
    hits = search.everywhere(two.actor, "Outage")
    assert {hit.title for hit in hits} == {"Outage Firstmail", "Log Outage Firstmail"}
    exported = export(two.actor, two.incidents, lists.Query(filters={}), "csv")
    content = BytesIO(exported.read()).getvalue().decode()
    assert two.mine.reference in content
    assert "Secondmail" not in content


def test_work_that_waits_is_only_the_customers(two: Two) -> None:
    everywhere = dataclasses.replace(two.actor, customer_id=None)
    assert {task.reference for task in inbox.waiting(everywhere)} >= {two.mine.reference, two.theirs.reference}
    assert sum(inbox.counts(everywhere).values()) >= 2
    assert {task.reference for task in inbox.waiting(two.actor)} == {two.mine.reference}
    assert sum(inbox.counts(two.actor).values()) == 1


def test_what_a_customer_writes_is_the_customers(home: Cast, two: Two) -> None:
    own = writing.create(contributor(two), two.incidents, {"title": "No mail", "service": two.mine.service_id})
    assert own.service_id == two.mine.service_id
    for service in (two.theirs.service_id, None):
        with pytest.raises(Invalid) as refused:
            writing.create(contributor(two), two.incidents, {"title": "No mail", "service": service})
        assert list(refused.value.problems) == ["service"]
    with pytest.raises(Invalid):
        writing.change(contributor(two), two.incidents, own.reference, {"service": two.theirs.service_id})
    with pytest.raises(Invalid):
        writing.create(contributor(two), EVIDENCE, {"incident": two.theirs.reference, "title": "L", "source": "G"})


def test_a_customer_reads_what_is_for_them_and_answers_in_public(home: Cast, two: Two) -> None:
    ada = home.actor("ada")
    comments.add(ada, two.incidents, two.mine.reference, "They always say that.")
    comments.add(ada, two.incidents, two.mine.reference, "We look into it.", audience="public")
    said = comments.add(contributor(two), two.incidents, two.mine.reference, "Thank you.")
    assert (said.audience, said.channel, said.kind) == ("public", "page", "comment")
    assert [entry.text for entry in comments.of(two.actor, two.incidents, two.mine.pk)] == [
        "We look into it.",
        "Thank you.",
    ]
    assert len(comments.of(ada, two.incidents, two.mine.pk)) == 3

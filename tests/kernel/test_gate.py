"""Rules of the gate that nothing else would notice when they were gone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tandem.direction.context.issues.register import CONTEXT_ISSUES
from tandem.direction.losses.tolerances.register import LOSS_TOLERANCES
from tandem.ground.accounts import access
from tandem.ground.accounts.models import Membership
from tandem.ground.kernel import clock, inbox, links, search, views, workflow, writing
from tandem.ground.kernel.errors import Conflict, Invalid, NotPermitted
from tandem.ground.kernel.models import FieldDefinition, Link, SavedView
from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.ledger.models import Entry
from tandem.operation.services.register import SERVICES
from tandem.operation.suppliers.register import SUPPLIERS
from tandem.support.documents.register import DOCUMENTS
from tandem.support.documents.versions.register import DOCUMENT_VERSIONS
from tests.cast import Cast


def service(home: Cast, owner: str = "ada", **values: Any) -> Any:
    told = {"title": "Hosted mail", "owner": home.users[owner].pk, **values}
    return writing.create(home.actor("ada"), SERVICES, told)


def untouched(record: Any) -> bool:
    now = type(record).objects.get(pk=record.pk)
    return bool((now.version, now.state, now.title) == (record.version, record.state, record.title))


@pytest.mark.parametrize("name", ["gil", "cleo", "finn"])
def test_an_auditor_who_owns_a_record_neither_edits_it_nor_takes_a_step(home: Cast, name: str) -> None:
    made, actor = service(home, name), home.actor(name)
    if name != "gil":
        assert writing.change(actor, SERVICES, made.reference, {"title": "Mail"}).title == "Mail"
        return
    with pytest.raises(NotPermitted):
        writing.change(actor, SERVICES, made.reference, {"title": "Mine"})
    with pytest.raises(NotPermitted):
        writing.transition(actor, SERVICES, made.reference, "design")
    assert all(step.refusal for step in workflow.steps(actor, SERVICES, made))
    assert untouched(made)


@pytest.mark.parametrize("name", ["cleo", "gil"])
def test_who_may_not_edit_neither_links_nor_unlinks(home: Cast, name: str) -> None:
    ada, actor = home.actor("ada"), home.actor(name)
    made, other = service(home), service(home, title="Hosted calendar")
    link = links.connect(ada, SERVICES, made.reference, to_reference=other.reference)
    entries = Entry.objects.count()
    with pytest.raises(NotPermitted):
        links.connect(actor, SERVICES, made.reference, requirement="iso-27001:2022/A.5.1")
    for end in (made, other):
        with pytest.raises(NotPermitted):
            links.disconnect(actor, SERVICES, end.reference, link.pk)
    assert (list(Link.objects.all()), Entry.objects.count()) == ([link], entries)
    links.disconnect(ada, SERVICES, other.reference, link.pk)
    assert not Link.objects.exists()


@pytest.mark.parametrize("name", ["cleo", "gil"])
def test_a_reader_keeps_views_for_themselves_alone(home: Cast, name: str) -> None:
    with pytest.raises(NotPermitted):
        views.save(home.actor(name), SERVICES, "Live", "state=live", is_shared=True)
    assert not SavedView.objects.exists()
    kept = views.save(home.actor(name), SERVICES, "Live", "state=live", is_shared=False)
    assert views.of(home.actor("ada"), SERVICES) == []
    shared = views.save(home.actor("ben"), SERVICES, "All", "", is_shared=True)
    assert views.of(home.actor(name), SERVICES) == [shared, kept]


@pytest.mark.parametrize("off", [-1, 1, 100])
def test_another_version_than_the_present_one_is_a_conflict_for_edit_step_and_deletion(home: Cast, off: int) -> None:
    ada, made = home.actor("ada"), service(home)
    made = writing.change(ada, SERVICES, made.reference, {"tags": ["one"]})
    wrong = made.version + off
    for attempt in (
        lambda: writing.change(ada, SERVICES, made.reference, {"title": "Mail"}, version=wrong),
        lambda: writing.transition(ada, SERVICES, made.reference, "design", version=wrong),
        lambda: writing.delete(ada, SERVICES, made.reference, version=wrong),
    ):
        with pytest.raises(Conflict) as conflict:
            attempt()
        assert conflict.value.current_version == made.version
    assert untouched(made)
    writing.delete(ada, SERVICES, made.reference, version=made.version)
    assert not SERVICES.model.objects.exists()


def test_a_deleted_record_is_found_no_more(home: Cast) -> None:
    ada, made = home.actor("ada"), service(home, title="Carrier pigeons")
    assert [hit.reference for hit in search.everywhere(ada, "pigeons")] == [made.reference]
    writing.delete(ada, SERVICES, made.reference)
    assert search.everywhere(ada, "pigeons") == []
    assert not search.narrow(SERVICES.model.objects.all(), SERVICES, "pigeons").exists()


def test_a_version_waits_for_every_manager_but_its_author(home: Cast) -> None:
    for author, waits in (("ada", False), ("ben", True)):
        actor = home.actor(author)
        document = writing.create(actor, DOCUMENTS, {"title": f"Policy of {author}", "kind": "policy"})
        values = {"document": document.reference, "number": "1.0", "text": "By role, and looked at each year."}
        version = writing.create(actor, DOCUMENT_VERSIONS, values)
        writing.transition(actor, DOCUMENT_VERSIONS, version.reference, "submit")
        assert (version.reference in {task.reference for task in inbox.waiting(home.actor("ada"))}) == waits
    points = {"title": "What we bear", "points": "100 5 %"}
    own = writing.create(home.actor("ada"), LOSS_TOLERANCES, points)
    theirs = writing.create(home.actor("ben"), LOSS_TOLERANCES, points)
    waiting = {task.reference for task in inbox.waiting(home.actor("ada"))}
    assert (own.reference in waiting, theirs.reference in waiting) == (False, True)


def test_a_membership_lasts_through_its_last_day_where_the_organization_is(cast: Cast) -> None:
    gil, zone = cast.users["gil"], cast.home.zone
    last = datetime(2026, 5, 31, tzinfo=zone).date()
    with organization_active(cast.home.pk):
        Membership.objects.filter(user=gil).update(until=last)
    end = datetime(2026, 6, 1, tzinfo=zone).astimezone(UTC)
    for moment, is_member in ((end - timedelta(seconds=1), True), (end, False), (end - timedelta(hours=23), True)):
        with clock.fixed(moment):
            assert (access.actor_for(gil, "home", "page") is not None) == is_member, moment
    with organization_active(cast.home.pk):
        for day, count in ((last, 1), (last + timedelta(days=1), 0)):
            assert Membership.objects.valid_on(day).filter(user=gil).count() == count


def test_an_own_field_that_must_be_filled_in_is_asked_for(home: Cast) -> None:
    ada = home.actor("ada")
    before = service(home, title="Older than the field")
    FieldDefinition.objects.create(
        organization_id=home.home.pk, register="services", key="floor", label="Floor", kind="text", is_required=True
    )
    for values in ({}, {"own.floor": ""}, {"own.floor": "  "}):
        with pytest.raises(Invalid) as refused:
            service(home, **values)
        assert list(refused.value.problems) == ["own.floor"]
    with pytest.raises(Invalid):
        writing.change(ada, SERVICES, before.reference, {"title": "Newer"})
    assert SERVICES.model.objects.count() == 1
    assert service(home, **{"own.floor": "3"}).own == {"floor": "3"}
    assert writing.transition(ada, SERVICES, before.reference, "design").state == "in-design"


@pytest.mark.parametrize("missing", ["owner", "selected_by"])
def test_a_supplier_does_not_begin_without_what_it_needs(home: Cast, missing: str) -> None:
    ada = home.actor("ada")
    values = {"title": "Carrier", "owner": ada.user_id, "selected_by": "Price"}
    made = writing.create(ada, SUPPLIERS, {name: value for name, value in values.items() if name != missing})
    with pytest.raises(Invalid) as refused:
        writing.transition(ada, SUPPLIERS, made.reference, "begin")
    assert list(refused.value.problems) == [missing]
    assert untouched(made)


def test_an_issue_that_does_not_matter_says_why(home: Cast) -> None:
    ada = home.actor("ada")
    with pytest.raises(Invalid) as refused:
        writing.create(ada, CONTEXT_ISSUES, {"title": "Heat", "is_relevant": False})
    assert list(refused.value.problems) == ["conclusion"]
    assert not CONTEXT_ISSUES.model.objects.exists()
    for values in ({"is_relevant": True}, {"is_relevant": None}, {"is_relevant": False, "conclusion": "No servers"}):
        writing.create(ada, CONTEXT_ISSUES, {"title": "Heat", **values})

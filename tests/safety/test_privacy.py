"""A value that is erased for privacy is nowhere any more, and every proof holds."""

import pytest
from django.test import Client

from tandem.ground.kernel import clock, comments, lists, privacy, writing
from tandem.ground.kernel.errors import Invalid, NotFound, NotPermitted
from tandem.ground.kernel.models import Comment
from tandem.ground.ledger import operations, states, verification
from tandem.ground.ledger.models import Entry
from tandem.operation.incidents.register import INCIDENTS
from tests.cast import Cast, values_for

NAME = "Erna Zwetschke"


@pytest.fixture
def kept(home: Cast) -> Cast:
    """An incident that names a person in three places."""
    ada = home.actor("ada")
    told = values_for(home, ada, INCIDENTS) | {"reported_by": NAME, "description": f"{NAME} called twice."}
    writing.create(ada, INCIDENTS, told)
    writing.change(ada, INCIDENTS, reference(), {"category": "Mail"}, reason=f"{NAME} says so")
    comments.add(ada, INCIDENTS, reference(), f"{NAME} is on leave.")
    operations.seal(home.home.pk, now=clock.now())
    return home


def reference() -> str:
    return str(INCIDENTS.model.objects.get().reference)


def in_ledger() -> bool:
    rows = Entry.objects.values_list("state", "reason")
    return any(NAME in state or NAME in reason for state, reason in rows)


def test_every_place_can_be_erased_and_the_ledger_holds(kept: Cast) -> None:
    ada = kept.actor("ada")
    names = [one.name for one in privacy.erasable(ada, INCIDENTS, reference())]
    assert {"reported_by", "description", "@reason"} <= set(names)
    comment = next(name for name in names if name.startswith("comment:"))
    for name in ("reported_by", "description", "@reason", comment):
        assert privacy.erase(ada, INCIDENTS, reference(), name, "Request of the person, Art. 17") >= 1
    assert not in_ledger()
    record = INCIDENTS.model.objects.get()
    assert (record.reported_by, record.description, Comment.objects.get().text) == ("", "", states.ERASED)
    assert lists.page(ada, INCIDENTS, lists.Query(filters={}, search="Zwetschke")).count == 0
    operations.seal(kept.home.pk, now=clock.now())
    found = verification.verify(kept.home.pk)
    assert (found.holds, found.waiting, found.problem) == (True, 0, "")
    assert "reported_by" not in {one.name for one in privacy.erasable(ada, INCIDENTS, reference())}


def test_a_title_says_that_it_was_erased(kept: Cast) -> None:
    privacy.erase(kept.actor("ada"), INCIDENTS, reference(), "title", "Art. 17")
    assert INCIDENTS.model.objects.get().title == states.ERASED


def test_a_ground_and_a_known_name_are_needed(kept: Cast) -> None:
    ada = kept.actor("ada")
    before = Entry.objects.count()
    for name, basis, wrong in (
        ("", "y", "field"),
        ("reported_by", " ", "basis"),
        ("impact", "Art. 17", "field"),
        ("x", "y", "field"),
    ):
        with pytest.raises(Invalid) as refused:
            privacy.erase(ada, INCIDENTS, reference(), name, basis)
        assert wrong in refused.value.problems
    assert Entry.objects.count() == before
    assert in_ledger()


@pytest.mark.parametrize("name", ["ben", "cleo", "finn", "gil"])
def test_only_managers_erase(kept: Cast, name: str) -> None:
    with pytest.raises(NotPermitted):
        privacy.erase(kept.actor(name), INCIDENTS, reference(), "reported_by", "Art. 17")
    assert in_ledger()


def test_a_deleted_record_can_be_erased_too_but_no_unknown_one(kept: Cast) -> None:
    ada = kept.actor("ada")
    incident = reference()
    with pytest.raises(NotFound):
        privacy.erase(ada, INCIDENTS, "INC-1999-0001", "title", "Art. 17")
    from tandem.operation.services.register import SERVICES

    writing.create(ada, SERVICES, {"title": NAME})
    writing.delete(ada, SERVICES, "SVC-1")
    assert privacy.erase(ada, SERVICES, "SVC-1", "title", "Art. 17") == 1
    assert privacy.erasable(ada, INCIDENTS, incident)


def test_the_page_erases_and_says_so(kept: Cast) -> None:
    client = Client()
    client.force_login(kept.users["ada"], backend="allauth.account.auth_backends.AuthenticationBackend")
    address = f"/home/incidents/{reference()}/erase/"
    assert b"Reported by" in client.get(address).content
    assert client.post(address, {"field": "reported_by"}).status_code == 422
    answer = client.post(address, {"field": "reported_by", "basis": "Art. 17"}, follow=True)
    assert "every proof still holds" in answer.content.decode()
    shown = client.get(f"/home/incidents/{reference()}/").content.decode()
    assert '<dt>Reported by</dt><dd><span class="none">–</span></dd>' in shown

"""Reviews, reading and exceptions: who may do what, and what follows by itself."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tandem.ground.accounts.models import Membership
from tandem.ground.kernel import clock, inbox, registers, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.models import Action
from tandem.support.documents import background as schedule
from tandem.support.documents.exceptions.models import PolicyException
from tandem.support.documents.models import Document
from tandem.support.documents.reading import rules
from tandem.support.documents.reading.models import Acknowledgement
from tests.cast import Cast

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def register(key: str) -> registers.Register:
    declared = registers.find(key)
    assert declared is not None
    return declared


def step(home: Cast, name: str, key: str, record: Any, do: str, reason: str = "", **values: Any) -> Any:
    return writing.transition(home.actor(name), register(key), record.reference, do, values, reason=reason)


def written(home: Cast, **values: Any) -> tuple[Any, Any]:
    """A document of Ada's and its first version, by Ben."""
    given = {"title": "Access", "kind": "policy", "topic": "access-control", "owner": home.users["ada"], **values}
    document = writing.create(home.actor("ada"), register("documents"), given)
    fields = {"document": document, "number": "1.0", "text": "By role."}
    return document, writing.create(home.actor("ben"), register("document-versions"), fields)


def in_force(home: Cast, **values: Any) -> Any:
    document, version = written(home, **values)
    step(home, "ben", "document-versions", version, "submit")
    step(home, "ada", "document-versions", version, "approve")
    return Document.objects.get(pk=document.pk)


def review(home: Cast, version: Any, name: str) -> Any:
    values = {"document_version": version, "owner": home.users[name]}
    return writing.create(home.actor("ada"), register("document-reviews"), values)


def test_approval_waits_for_every_reviewer(home: Cast) -> None:
    _document, version = written(home)
    asked = review(home, version, "cleo")
    with pytest.raises(Invalid, match="author"):
        review(home, version, "ben")
    with pytest.raises(Invalid, match="not in review"):
        step(home, "cleo", "document-reviews", asked, "agree")
    step(home, "ben", "document-versions", version, "submit")
    with pytest.raises(Invalid, match="Cleo"):
        step(home, "ada", "document-versions", version, "approve")
    with pytest.raises(NotPermitted):
        step(home, "ada", "document-reviews", asked, "agree")
    with pytest.raises(Invalid):
        step(home, "cleo", "document-reviews", asked, "object")
    step(home, "cleo", "document-reviews", asked, "object", comments="Who removes rights?")
    with pytest.raises(Invalid, match="object"):
        step(home, "ada", "document-versions", version, "approve")
    step(home, "cleo", "document-reviews", asked, "agree", comments="Settled.")
    assert step(home, "ada", "document-versions", version, "approve").state == "approved"


def test_a_new_round_asks_the_same_people_again(home: Cast) -> None:
    _document, version = written(home)
    review(home, version, "cleo")
    review(home, version, "ada")
    step(home, "ben", "document-versions", version, "submit")
    step(home, "cleo", "document-reviews", version.reviews.get(owner=home.users["cleo"]), "object", comments="No.")
    step(home, "ada", "document-versions", version, "send-back", reason="See Cleo")
    assert sorted(version.reviews.values_list("owner__name", "state")) == [("Ada", "lapsed"), ("Cleo", "objected")]
    step(home, "ben", "document-versions", version, "submit")
    second = version.reviews.filter(review_round=2)
    assert sorted(second.values_list("owner__name", "state")) == [("Ada", "asked"), ("Cleo", "asked")]
    assert [task.what for task in inbox.waiting(home.actor("cleo"))] == ["Review the version"]


def test_everybody_is_asked_to_read_what_comes_into_force(home: Cast) -> None:
    document = in_force(home, read_by="everybody")
    asked = Acknowledgement.objects.order_by("owner__name")
    assert [str(request.owner) for request in asked] == ["Ada", "Ben", "Cleo", "Finn"]
    task = inbox.waiting(home.actor("finn"))[0]
    assert (task.page, task.title) == ("acknowledgement-read", "Access, version 1.0")
    mine = asked.get(owner=home.users["finn"])
    with pytest.raises(NotPermitted):
        step(home, "ada", "acknowledgements", mine, "confirm")
    step(home, "finn", "acknowledgements", mine, "confirm")
    share = rules.share(document)
    assert (share.read, share.whole, share.percent) == (1, 4, 25)
    assert inbox.waiting(home.actor("finn")) == []


def test_a_new_version_asks_anew_and_old_requests_lapse(home: Cast) -> None:
    document = in_force(home, read_by="contributors")
    ada = Acknowledgement.objects.get(owner=home.users["ada"])
    step(home, "ada", "acknowledgements", ada, "confirm")
    fields = {"document": document, "number": "2.0", "text": "By role and task."}
    version = writing.create(home.actor("ben"), register("document-versions"), fields)
    step(home, "ben", "document-versions", version, "submit")
    step(home, "ada", "document-versions", version, "approve")
    states = sorted(Acknowledgement.objects.values_list("edition", "owner__name", "state"))
    expected = [("1.0", "Ada", "read"), ("1.0", "Ben", "lapsed"), ("2.0", "Ada", "asked"), ("2.0", "Ben", "asked")]
    assert states == expected


def test_requests_follow_the_circle_of_readers_and_the_members(home: Cast) -> None:
    document = in_force(home)
    assert not Acknowledgement.objects.exists()
    writing.change(home.actor("ada"), register("documents"), document.reference, {"read_by": "everybody"})
    assert Acknowledgement.objects.filter(state="asked").count() == 4
    Membership.objects.filter(user=home.users["cleo"]).delete()
    Membership.objects.create(organization=home.home, user=home.users["dan"], role="staff")
    schedule.keep_up()
    asked = Acknowledgement.objects.filter(state="asked").values_list("owner__name", flat=True)
    assert sorted(asked) == ["Ada", "Ben", "Dan", "Finn"]
    writing.transition(
        home.actor("ada"), register("documents"), document.reference, "withdraw", reason="Replaced by another"
    )
    assert not Acknowledgement.objects.filter(state="asked").exists()


def test_staff_confirm_for_themselves_only(home: Cast) -> None:
    document = in_force(home)
    fields = {"document": document, "owner": home.users["cleo"]}
    made = writing.create(home.actor("finn"), register("acknowledgements"), fields)
    assert made.owner == home.users["finn"]
    draft, _version = written(home, title="Other")
    with pytest.raises(Invalid, match="in force"):
        writing.create(home.actor("finn"), register("acknowledgements"), {"document": draft})


def exception(home: Cast, name: str = "ben", **values: Any) -> Any:
    document = values.pop("document", None) or in_force(home)
    fields = {
        "document": document,
        "title": "Scanner",
        "deviation": "No second factor",
        "place": "Archive",
        "reason": "It cannot",
        "measures": "Own network",
        "owner": home.users["ben"],
        "expires_on": "2026-09-01",
    }
    return writing.create(home.actor(name), register("policy-exceptions"), fields | values)


def test_somebody_else_agrees_to_an_exception(home: Cast) -> None:
    asked = exception(home)
    assert asked.requested_by == home.users["ben"]
    with pytest.raises(NotPermitted):
        step(home, "ben", "policy-exceptions", asked, "approve")
    own = exception(home, "ada", document=asked.document, title="Another", owner=home.users["ben"])
    with pytest.raises(Invalid, match="other than"):
        step(home, "ada", "policy-exceptions", own, "approve")
    agreed = step(home, "ada", "policy-exceptions", asked, "approve")
    assert (agreed.approved_by, agreed.approved_on.isoformat()) == (home.users["ada"], "2026-03-02")
    with pytest.raises(NotPermitted, match="decided"):
        writing.change(home.actor("ada"), register("policy-exceptions"), asked.reference, {"place": "Everywhere"})


@pytest.mark.parametrize("day", ["2026-03-02", "2020-01-01", "2027-03-03"])
def test_an_exception_ends_within_twelve_months(home: Cast, day: str) -> None:
    with pytest.raises(Invalid) as refused:
        exception(home, expires_on=day)
    assert list(refused.value.problems) == ["expires_on"]
    assert not PolicyException.objects.exists()


def test_an_exception_expires_by_itself_and_its_owner_is_told(home: Cast) -> None:
    agreed = step(home, "ada", "policy-exceptions", exception(home), "approve")
    with clock.fixed(datetime(2026, 9, 1, 12, tzinfo=UTC)):
        schedule.keep_up()
    agreed.refresh_from_db()
    assert agreed.state == "approved"
    with clock.fixed(datetime(2026, 9, 2, 12, tzinfo=UTC)):
        schedule.keep_up()
        schedule.keep_up()
    agreed.refresh_from_db()
    assert (agreed.state, agreed.ended_on.isoformat()) == ("expired", "2026-09-01")
    action = Action.objects.get(source_register="policy-exceptions")
    assert (action.owner, action.source_reference) == (home.users["ben"], agreed.reference)


def test_a_renewal_is_a_record_of_its_own(home: Cast) -> None:
    first = exception(home)
    with pytest.raises(Invalid, match="never in force"):
        exception(home, document=first.document, renews=first)
    step(home, "ada", "policy-exceptions", first, "approve")
    second = exception(home, document=first.document, renews=first)
    assert (second.renews, second.state) == (first, "requested")
    with pytest.raises(Invalid, match="same document"):
        exception(home, document=in_force(home, title="Other"), renews=first)


def test_what_ends_soon_waits_for_its_owner(home: Cast) -> None:
    step(home, "ada", "policy-exceptions", exception(home), "approve")
    mine = "End the exception or ask again"
    assert mine not in [task.what for task in inbox.waiting(home.actor("ben"))]
    with clock.fixed(NOW + timedelta(days=160)):
        assert mine in [task.what for task in inbox.waiting(home.actor("ben"))]


@pytest.mark.parametrize(("audience", "readers"), [("unit", " operations "), ("role", "Backup")])
def test_a_unit_or_a_role_reads_what_is_for_it(home: Cast, audience: str, readers: str) -> None:
    people = register("people")
    for name, unit, roles in (("ben", "Operations", ["Backup"]), ("cleo", "Sales", [])):
        values = {"title": name, "user": home.users[name], "unit": unit, "roles": roles}
        writing.create(home.actor("ada"), people, values)
    document = in_force(home)
    with pytest.raises(Invalid) as refused:
        writing.change(home.actor("ada"), register("documents"), document.reference, {"read_by": audience})
    assert list(refused.value.problems) == ["readers"]
    asked = {"read_by": audience, "readers": readers}
    writing.change(home.actor("ada"), register("documents"), document.reference, asked)
    assert list(Acknowledgement.objects.filter(state="asked").values_list("owner__name", flat=True)) == ["Ben"]
    writing.change(home.actor("ada"), register("documents"), document.reference, {"readers": "Nobody"})
    assert not Acknowledgement.objects.filter(state="asked").exists()

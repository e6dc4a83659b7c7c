"""Requirements, proposals, contributions and offerings of services."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from tandem.ground.accounts.models import Membership, User
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid, NotPermitted, WriteError
from tandem.operation.services.contributions.matrix import gaps, matrix_of
from tandem.operation.services.offerings.models import ServiceOffering
from tandem.operation.services.proposals.alike import alike
from tandem.operation.services.proposals.rules import rank
from tests.cast import Cast

TODAY = date(2026, 3, 2)
WEIGHED = {"description": "Letters", "resources": "One engineer", "opportunities": "Shops ask", "benefit": 4}
WEIGHED |= {"urgency": 2, "effort": 3}


def register(key: str) -> registers.Register:
    declared = registers.find(key)
    assert declared is not None
    return declared


def eve(home: Cast) -> Actor:
    user = User.objects.create_user("eve@example.org", "Eve", "pass-word-12345")
    Membership.objects.create(organization=home.home, user=user, role="manager")
    return replace(home.actor("ada"), user_id=user.pk, label="Eve")


def add(home: Cast, key: str, **values: Any) -> Any:
    return writing.create(home.actor("ada"), register(key), values)


def step(actor: Actor, record: Any, key: str, reason: str = "", **values: Any) -> Any:
    declared = registers.declared_for(type(record))
    return writing.transition(actor, declared, record.reference, key, values, reason=reason)


def live(home: Cast, title: str, **values: Any) -> Any:
    ada = home.actor("ada").importing()
    return writing.create(ada, register("services"), {"title": title, "state": "live", **values})


def requirement(home: Cast, service: Any, **values: Any) -> Any:
    given = {"title": "99 %", "source": "customer", "priority": "must", "criticality": "high", **values}
    return add(home, "service-requirements", service=service, **given)


def test_a_service_goes_live_with_a_requirement_that_somebody_else_agreed(home: Cast) -> None:
    ada, second = home.actor("ada"), eve(home)
    mail = add(home, "services", title="Mail", owner=home.users["ada"])
    asked = requirement(home, mail)
    with pytest.raises(WriteError, match="Agree at least one of its requirements first"):
        step(ada, mail, "go-live")
    with pytest.raises(Invalid, match="Somebody other than you"):
        step(ada, asked, "agree", agreed_with="Berglund")
    asked.refresh_from_db()
    assert (asked.state, asked.version) == ("proposed", 1)
    agreed = step(second, asked, "agree", agreed_with="Berglund")
    assert (agreed.state, agreed.agreed_by.name, agreed.agreed_on) == ("agreed", "Eve", TODAY)
    assert step(ada, mail, "go-live").state == "live"


@pytest.mark.parametrize("missing", ["source", "priority", "criticality"])
def test_a_requirement_is_agreed_once_it_is_weighed(home: Cast, missing: str) -> None:
    asked = requirement(home, add(home, "services", title="Mail"), **{missing: ""})
    with pytest.raises(Invalid) as refused:
        step(eve(home), asked, "agree", agreed_with="Berglund")
    assert list(refused.value.problems) == [missing]


def test_the_wording_of_an_agreed_requirement_stands_until_it_is_reopened(home: Cast) -> None:
    ada, asked = home.actor("ada"), requirement(home, add(home, "services", title="Mail"))
    step(eve(home), asked, "agree", agreed_with="Berglund")
    with pytest.raises(Invalid) as refused:
        writing.change(ada, register("service-requirements"), asked.reference, {"title": "98 %"})
    assert list(refused.value.problems) == ["title"]
    again = step(ada, asked, "reopen", "Too dear")
    assert (again.state, again.agreed_by, again.agreed_on, again.agreed_with) == ("proposed", None, None, "")


def test_a_proposal_names_services_that_may_do_the_same_and_says_how_it_stands_to_them(home: Cast) -> None:
    ada = home.actor("ada")
    for title, description in (
        ("Backup", "Daily copies of servers and mailboxes"),
        ("Lines", "Fibre between offices"),
        ("Desk", "Questions answered"),
    ):
        add(home, "services", title=title, description=description)
    add(home, "services", title="Old copies", description="Daily copies of mailboxes")
    made = add(home, "service-proposals", title="Copies of mailboxes", proposed_on="2026-02-01", description="Daily")
    assert made.alike == ["SVC-1", "SVC-4"]
    assert made.due == date(2026, 4, 2)
    with pytest.raises(Invalid) as refused:
        step(ada, made, "weigh", **WEIGHED | {"description": "Daily"})
    assert list(refused.value.problems) == ["doubles"]
    weighed = step(ada, made, "weigh", **WEIGHED | {"description": "Daily"}, doubles="Replaces both")
    assert (weighed.state, weighed.rank) == ("weighed", 30)


def test_a_proposal_is_decided_by_somebody_who_did_not_write_it(home: Cast) -> None:
    made = add(home, "service-proposals", title="Letters", proposed_on="2026-02-01")
    step(home.actor("ada"), made, "weigh", **WEIGHED)
    with pytest.raises(Invalid, match="Somebody other than you"):
        step(home.actor("ada"), made, "accept")
    with pytest.raises(NotPermitted):
        step(home.actor("ben"), made, "accept")
    made.refresh_from_db()
    assert (made.state, made.decided_by) == ("weighed", None)
    decided = step(eve(home), made, "accept")
    assert (decided.state, decided.decided_by.name, decided.decided_on) == ("accepted", "Eve", TODAY)


@pytest.mark.parametrize(
    ("points", "expected"), [((5, 5, 1), 75), ((1, 1, 5), 3), ((3, 2, 3), 24), ((None, 2, 3), None)]
)
def test_benefit_for_little_effort_comes_first(points: tuple[int, int, int], expected: int | None) -> None:
    assert rank(*points) == expected


def test_words_that_stand_in_most_services_tell_none_apart() -> None:
    services = [("SVC-1", "Managed customer mail"), ("SVC-2", "Managed customer lines"), ("SVC-3", "Managed customer")]
    assert alike("Managed customer desk", services) == []
    assert alike("", services) == []


def test_what_another_party_does_is_controlled_and_stands_once(home: Cast) -> None:
    ada, mail = home.actor("ada"), add(home, "services", title="Mail")
    carrier = add(home, "suppliers", title="Carrier")
    given = {"supplier": carrier, "service": mail, "does": "Lines", "owner": home.users["ben"]}
    made = add(home, "contributions", **given)
    assert made.title == "Carrier: Mail"
    with pytest.raises(Invalid) as refused:
        step(ada, made, "begin")
    assert list(refused.value.problems) == ["controlled_by"]
    begun = step(ada, made, "begin", controlled_by="Watched from both ends")
    assert (begun.state, begun.since) == ("current", TODAY)
    with pytest.raises(Invalid) as refused:
        add(home, "contributions", **given)
    assert list(refused.value.problems) == ["service"]
    with pytest.raises(Invalid) as refused:
        add(home, "contributions", subject="process", does="Runs it")
    assert list(refused.value.problems) == ["process"]


def part(subject: str, about: int, party: int | None, extent: str = "part", owner: int | None = 1) -> Any:
    ids = {"service_id": None, "item_id": None, "process_id": None, f"{subject}_id": about}
    return SimpleNamespace(
        subject=subject, supplier_id=party, extent=extent, owner_id=owner, title=f"{party}:{about}", **ids
    )


def test_the_matrix_says_what_is_left(home: Cast) -> None:
    mail, lines = SimpleNamespace(pk=1, title="Mail"), SimpleNamespace(pk=2, title="Lines")
    carrier, idler = SimpleNamespace(pk=7, title="Carrier"), SimpleNamespace(pk=8, title="Idler")
    subjects = [("service", mail), ("service", lines)]
    own = matrix_of(subjects, [part("service", 1, None), part("service", 1, 7, owner=None)], [carrier, idler])
    assert gaps(own) == [
        "Nobody contributes to Lines.",
        "Nobody answers for “7:1”.",
        "Idler contributes to nothing that is written down.",
    ]
    whole = [part("service", 1, 7, "whole"), part("service", 2, 7, "whole")]
    assert gaps(matrix_of(subjects, whole, [carrier]))[0].startswith("Carrier does all of everything")
    shared = [part("service", 1, 7, "whole"), part("service", 2, 8, "whole")]
    assert gaps(matrix_of(subjects, shared, [carrier, idler])) == [
        "Everything is done by others; the standard cannot be claimed so."
    ]


def offering(home: Cast, service: Any, title: str, **values: Any) -> Any:
    given = {"description": f"What {title} gives", "how_to_ask": "In the portal", **values}
    made = add(home, "service-offerings", service=service, title=title, technical="Two racks", **given)
    return step(home.actor("ada"), made, "publish")


def test_a_customer_is_shown_what_is_for_all_and_for_itself(home: Cast) -> None:
    mail, house = live(home, "Mail"), live(home, "Workplaces of ours", kind="internal")
    first, second = (add(home, "customers", title=title) for title in ("First", "Second"))
    offering(home, mail, "Mailbox")
    offering(home, mail, "Big mailbox", customer=first)
    offering(home, house, "Laptop")
    add(home, "service-offerings", service=mail, title="Draft")

    def shown(customer: Any) -> list[str]:
        offerings = ServiceOffering.objects.shown_to(customer.pk if customer else None)
        return list(offerings.order_by("title").values_list("title", flat=True))

    assert (shown(first), shown(second), shown(None)) == (
        ["Big mailbox", "Mailbox"],
        ["Mailbox"],
        ["Laptop", "Mailbox"],
    )


def test_only_what_is_live_is_offered(home: Cast) -> None:
    made = add(home, "services", title="Mail")
    draft = add(home, "service-offerings", service=made, title="Box", description="Mail", how_to_ask="Ask")
    with pytest.raises(WriteError, match="not live"):
        step(home.actor("ada"), draft, "publish")
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_colleagues_look_through_the_eyes_of_a_customer_and_staff_choose_none(home: Cast) -> None:
    mail = live(home, "Mail")
    first, second = (add(home, "customers", title=title) for title in ("First", "Second"))
    offering(home, mail, "Box of all")
    for customer in (first, second):
        offering(home, mail, f"Box of {customer.title}", customer=customer)
    client, address = Client(), "/home/service-offerings/catalogue/"
    client.force_login(home.users["finn"])
    page = client.get(address).content.decode()
    assert "Box of all" in page
    for hidden in ("Box of First", "Box of Second", "Two racks", 'name="customer"'):
        assert hidden not in page
    assert "Two racks" not in client.get(f"{address}?view=technical").content.decode()
    assert client.get(f"{address}?customer={second.reference}").status_code == 404
    client.force_login(home.users["cleo"])
    seen = client.get(f"{address}?customer={second.reference}&view=technical").content.decode()
    assert ("Box of Second" in seen, "Box of First" in seen, "Two racks" in seen) == (True, False, True)


def test_the_page_of_contributions_shows_parties_and_what_is_left(home: Cast) -> None:
    mail = live(home, "Mail")
    live(home, "Lines")
    own = add(home, "contributions", service=mail, does="All of it", extent="whole", owner=home.users["ben"])
    step(home.actor("ada"), own, "begin")
    client = Client()
    client.force_login(home.users["cleo"])
    page = client.get("/home/contributions/matrix/").content.decode()
    assert "Nobody contributes to Lines." in page
    assert f"/home/contributions/{own.reference}/" in page

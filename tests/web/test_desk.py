"""The quick ticket and the deeds beside the queue: what they keep, and for whom."""

from typing import Any

import pytest
from django.test import Client

from tandem.ground.kernel import writing
from tandem.ground.kernel.models import Comment
from tandem.ground.ledger.models import Entry
from tandem.operation.customers.contacts.register import CUSTOMER_CONTACTS
from tandem.operation.customers.register import CUSTOMERS
from tandem.operation.incidents.models import Incident
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.inventory.register import ITEMS
from tandem.operation.services.register import SERVICES
from tandem.operation.services.requirements.register import SERVICE_REQUIREMENTS
from tandem.support.knowledge.uses.models import ArticleUse
from tests.cast import Cast
from tests.web.test_suggestions import article, known_error, signed_in

NEW = "/home/tickets/new/"
HTMX = {"HX-Request": "true"}


def service(home: Cast, title: str = "Workplace") -> str:
    """A service in use."""
    ada = home.actor("ada")
    made = writing.create(ada, SERVICES, {**SERVICES.example.values, "title": title, "owner": ada.user_id})
    needs = {"service": made, "title": "99 %", "source": "customer", "priority": "must", "criticality": "high"}
    asked = writing.create(home.actor("ben"), SERVICE_REQUIREMENTS, needs)
    writing.transition(ada, SERVICE_REQUIREMENTS, asked.reference, "agree", {"agreed_with": "Berglund"})
    return str(writing.transition(ada, SERVICES, made.reference, "go-live").reference)


def contact(home: Cast, title: str = "Ingrid Sohl") -> str:
    ada = home.actor("ada")
    customer = writing.create(ada, CUSTOMERS, {"title": "Nordlig", "owner": home.users["ada"].pk}).reference
    return str(writing.create(ada, CUSTOMER_CONTACTS, {"title": title, "customer": customer}).reference)


def send(home: Cast, name: str, **values: Any) -> Any:
    told = {"caller": "", "title": "Laptop asks for a key", "impact": "3", "urgency": "2"}
    return signed_in(home, name).post(NEW, {**told, **values})


def test_a_ticket_names_the_caller_and_their_customer(home: Cast) -> None:
    assert (
        send(home, "ben", caller=contact(home), impact="2").url
        == "/home/incidents/" + Incident.objects.get().reference + "/"
    )
    kept = Incident.objects.get()
    assert (kept.reported_by, kept.customer.title, kept.channel) == ("Ingrid Sohl", "Nordlig", "phone")
    assert (kept.impact, kept.urgency, kept.priority, kept.state, kept.assignee) == (2, 2, 3, "new", None)


def test_a_name_without_a_record_stands_on_the_ticket_as_it_is(home: Cast) -> None:
    send(home, "ben", caller="  Somebody new ")
    kept = Incident.objects.get()
    assert (kept.reported_by, kept.customer) == ("Somebody new", None)


def test_mine_is_assigned_to_me(home: Cast) -> None:
    send(home, "ben", mine="true")
    kept = Incident.objects.get()
    assert (kept.assignee, kept.state) == (home.users["ben"], "assigned")


def test_the_service_follows_from_the_item(home: Cast) -> None:
    workplace = service(home)
    item = writing.create(
        home.actor("ada"), ITEMS, {"title": "lap-1", "service": workplace, "custodian": "Ingrid Sohl"}
    ).reference
    facts = signed_in(home, "ben").get("/home/tickets/caller/", {"caller": "Ingrid Sohl"}).content.decode()
    assert f'value="{item}" data-service="{workplace}"' in facts
    send(home, "ben", items=[item])
    kept = Incident.objects.get()
    assert (kept.service.reference, kept.items) == (workplace, [item])


def test_what_is_open_for_a_caller_is_shown_before_they_have_said_anything(home: Cast) -> None:
    caller = contact(home)
    send(home, "ben", caller=caller, title="Till stands still")
    send(home, "ben", caller="Somebody else", title="Not theirs")
    facts = signed_in(home, "ben").get("/home/tickets/caller/", {"caller": caller}).content.decode()
    assert "Till stands still" in facts
    assert "Not theirs" not in facts


def test_a_confidential_ticket_of_a_caller_is_not_shown_to_others(home: Cast) -> None:
    values = {"title": "Secret matter", "reported_by": "Ingrid Sohl", "is_confidential": True}
    writing.create(home.actor("ada"), INCIDENTS, values)
    asked = {"caller": "Ingrid Sohl"}
    assert "Secret matter" not in signed_in(home, "ben").get("/home/tickets/caller/", asked).content.decode()
    assert "Secret matter" in signed_in(home, "ada").get("/home/tickets/caller/", asked).content.decode()


def test_a_known_error_solves_the_ticket_and_stands_as_its_cause(home: Cast) -> None:
    send(home, "ben", title="Scanner jammed", use=known_error(home))
    kept = Incident.objects.get()
    assert (kept.state, kept.resolution, kept.problem.title) == ("resolved", "Turn it off", "Scanners jam")


def test_an_article_that_solves_is_counted_as_used(home: Cast) -> None:
    reference = article(home)
    send(home, "ben", title="Dirty scanner", use=reference)
    kept, use = Incident.objects.get(), ArticleUse.objects.get()
    assert (kept.state, kept.article.reference) == ("resolved", reference)
    assert (use.used_for, use.has_helped) == (kept.reference, True)


@pytest.mark.parametrize("use", ["PRB-999", "nonsense"])
def test_what_is_not_there_solves_nothing_and_nothing_is_kept(home: Cast, use: str) -> None:
    assert send(home, "ben", use=use).status_code == 422
    assert not Incident.objects.exists()


def test_an_unpublished_known_error_solves_nothing(home: Cast) -> None:
    assert send(home, "ben", use=known_error(home, is_published=False)).status_code == 422
    assert not Incident.objects.exists()


def test_a_reader_reports_but_neither_takes_nor_solves(home: Cast) -> None:
    assert send(home, "cleo", mine="true").status_code == 403
    assert send(home, "cleo", use=known_error(home)).status_code == 403
    assert not Incident.objects.exists()
    assert send(home, "cleo").status_code == 302
    assert Incident.objects.get().assignee is None


def test_a_form_sent_twice_makes_one_ticket(home: Cast) -> None:
    for _time in range(2):
        send(home, "ben", form_token="once-and-no-more")
    assert Incident.objects.count() == 1


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "elsewhere"])
def test_one_goes_back_only_to_our_own_pages(home: Cast, back: str) -> None:
    assert send(home, "ben", back=back).url.startswith("/home/incidents/INC-")
    assert send(home, "ben", back="/home/queue/").url == "/home/queue/"


def test_without_a_title_the_form_comes_again_with_what_was_written(home: Cast) -> None:
    answer = send(home, "ben", title="", description="She said much", caller="Ingrid Sohl")
    assert answer.status_code == 422
    assert "She said much" in answer.content.decode()
    assert 'value="Ingrid Sohl"' in answer.content.decode()
    assert not Incident.objects.exists()


def test_somebody_who_left_is_not_offered_as_a_caller(home: Cast) -> None:
    reference = contact(home)
    client = signed_in(home, "ben")
    assert [found["value"] for found in client.get("/home/tickets/callers/?q=ingr").json()["options"]] == [reference]
    writing.change(home.actor("ada"), CUSTOMER_CONTACTS, reference, {"left_on": "2020-01-01"})
    assert client.get("/home/tickets/callers/?q=ingr").json() == {"options": []}


@pytest.fixture
def ticket(home: Cast) -> str:
    values = {"title": "Mail is down", "impact": 1, "urgency": 2}
    return str(writing.create(home.actor("ada"), INCIDENTS, values).reference)


def deed(home: Cast, name: str, ticket: str, what: str, **values: Any) -> Any:
    return signed_in(home, name).post(f"/home/queue/{ticket}/{what}/", values, headers=HTMX)


def test_taken_beside_the_queue_the_answer_brings_the_line_too(home: Cast, ticket: str) -> None:
    answer = deed(home, "ben", ticket, "take").content.decode()
    assert f'id="row-{ticket}" hx-swap-oob="true"' in answer
    kept = Incident.objects.get()
    assert (kept.assignee, kept.state) == (home.users["ben"], "assigned")


def test_a_paused_ticket_stays_paused_when_somebody_else_gets_it(home: Cast, ticket: str) -> None:
    writing.transition(home.actor("ben"), INCIDENTS, ticket, "start")
    writing.transition(home.actor("ben"), INCIDENTS, ticket, "wait", {"pending_on": "customer"})
    deed(home, "ben", ticket, "assign", assignee=str(home.users["ada"].pk))
    kept = Incident.objects.get()
    assert (kept.assignee, kept.state, kept.pending_on) == (home.users["ada"], "pending", "customer")


def test_resolved_beside_the_queue(home: Cast, ticket: str) -> None:
    deed(home, "ben", ticket, "steps/resolve", resolution="Restarted", version="1")
    kept = Incident.objects.get()
    assert (kept.state, kept.resolution) == ("resolved", "Restarted")


@pytest.mark.parametrize(
    ("what", "values", "words"),
    [
        ("steps/resolve", {"version": "1"}, "Please fill this in"),
        ("steps/resolve", {"version": "7", "resolution": "x"}, "Somebody changed the record meanwhile"),
        ("assign", {}, "Name who shall have it."),
        ("reply", {"text": " "}, 'role="alert"'),
    ],
)
def test_what_is_refused_is_said_beside_the_queue_and_changes_nothing(
    home: Cast, ticket: str, what: str, values: dict[str, str], words: str
) -> None:
    before = Entry.objects.count()
    assert words in deed(home, "ben", ticket, what, **values).content.decode()
    assert Entry.objects.count() == before


@pytest.mark.parametrize("what", ["take", "assign", "steps/resolve"])
def test_a_reader_works_on_no_ticket(home: Cast, ticket: str, what: str) -> None:
    before = Entry.objects.count()
    values = {"assignee": str(home.users["cleo"].pk), "resolution": "x", "version": "1"}
    deed(home, "cleo", ticket, what, **values)
    assert Entry.objects.count() == before


def test_a_reply_is_for_who_asked_and_a_note_for_those_who_work_on_it(home: Cast, ticket: str) -> None:
    deed(home, "ben", ticket, "reply", text="Which one is it?")
    deed(home, "ben", ticket, "reply", text="Rather the cable.", kind="note")
    told = list(Comment.objects.order_by("pk").values_list("text", "audience"))
    assert told == [("Which one is it?", Comment.Audience.PUBLIC), ("Rather the cable.", Comment.Audience.INTERNAL)]


def test_without_script_a_deed_leads_back_to_the_queue(home: Cast, ticket: str) -> None:
    answer = signed_in(home, "ben").post(f"/home/queue/{ticket}/take/")
    assert answer.url == "/home/queue/"


def test_staff_report_instead(home: Cast) -> None:
    client: Client = signed_in(home, "finn")
    assert client.get(NEW).url == "/home/report/"
    assert client.post(NEW, {"title": "x"}).url == "/home/report/"
    assert not Incident.objects.exists()

"""The portal: report, ask, answer in place, confirm, rate, agree, read."""

from typing import Any

import pytest

from tandem.faces.web.operation.portal.tests.conftest import Two
from tandem.ground.kernel import comments, writing
from tandem.operation.customers.satisfaction.models import SatisfactionMark
from tandem.operation.incidents.models import Incident
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.requests.approval_rules.register import APPROVAL_RULES
from tandem.operation.requests.approvals.models import RequestApproval
from tandem.operation.requests.models import ServiceRequest
from tandem.operation.requests.offerings.register import REQUEST_OFFERINGS
from tandem.operation.requests.questions.register import REQUEST_QUESTIONS
from tandem.support.documents.register import DOCUMENTS
from tandem.support.knowledge.register import ARTICLES
from tandem.support.people.register import PEOPLE

BROKEN = {"title": "No sound", "description": "Since noon.", "urgency": "1", "service": ""}


def offering(two: Two, title: str, audience: str, **values: Any) -> Any:
    ada = two.home.actor("ada")
    fields = {"title": title, "instructions": "Order it.", "audience": audience, **values}
    made = writing.create(ada, REQUEST_OFFERINGS, fields)
    return writing.transition(ada, REQUEST_OFFERINGS, made.reference, "offer")


def article(two: Two, title: str, audience: str) -> Any:
    ada, ben = two.home.actor("ada"), two.home.actor("ben")
    made = writing.create(ben, ARTICLES, {"title": title, "audience": audience, "draft": f"How {title} is done."})
    writing.transition(ben, ARTICLES, made.reference, "submit")
    return writing.transition(ada, ARTICLES, made.reference, "approve")


def test_what_a_customer_reports_is_the_customers_and_theirs(two: Two) -> None:
    sent = two.client().post("/home/help/broken/", BROKEN)
    incident = Incident.objects.get(title="No sound")
    assert sent.url == f"/home/help/items/{incident.reference}/"
    facts = (incident.customer, incident.channel, incident.urgency, incident.created_by, incident.reported_by)
    assert facts == (two.mine.customer, "portal", 1, two.hana, "Hana First")
    assert "No sound" in two.client().get("/home/help/").content.decode()


def test_what_is_missing_is_said_and_nothing_is_written(two: Two) -> None:
    answer = two.client().post("/home/help/broken/", BROKEN | {"title": ""})
    assert answer.status_code == 422
    assert not Incident.objects.filter(channel="portal", created_by=two.hana).exists()


def test_five_questions_at_most(two: Two) -> None:
    page = two.client("finn").get("/home/help/broken/").content.decode()
    names = {name for name in ("title", "description", "service", "urgency", "file") if f'name="{name}"' in page}
    assert len(names) <= 5
    assert {"title", "description", "urgency", "file"} <= names


def test_a_form_sent_twice_makes_one_ticket(two: Two) -> None:
    client = two.client()
    for _again in range(2):
        client.post("/home/help/broken/", BROKEN | {"form_token": "once"})
    assert Incident.objects.filter(title="No sound").count() == 1


def test_answer_is_public_and_what_waited_for_it_goes_on(two: Two) -> None:
    ben, mine = two.home.actor("ben"), two.mine.incident
    writing.transition(ben, INCIDENTS, mine.reference, "start")
    writing.transition(ben, INCIDENTS, mine.reference, "wait", {"pending_on": "customer"})
    two.client().post(f"/home/help/items/{mine.reference}/reply/", {"text": "It is desk four."})
    mine.refresh_from_db()
    assert (mine.state, mine.informed_at) == ("assigned", None)
    last = comments.of(ben, INCIDENTS, mine.pk)[-1]
    assert (last.text, last.audience, last.kind, last.created_by) == ("It is desk four.", "public", "reply", two.hana)


def solved(two: Two) -> Any:
    writing.transition(
        two.home.actor("ben"), INCIDENTS, two.mine.incident.reference, "resolve", {"resolution": "Done."}
    )
    return two.mine.incident


def test_yes_closes_it_and_no_opens_it_again_with_the_word_why(two: Two) -> None:
    mine = solved(two)
    address = f"/home/help/items/{mine.reference}/works/"
    two.client().post(address, {"works": "no", "text": "Still silent."})
    mine.refresh_from_db()
    assert mine.state == "in-progress"
    assert comments.of(two.home.actor("ben"), INCIDENTS, mine.pk)[-1].text == "Still silent."
    solved(two)
    two.client().post(address, {"works": "yes"})
    mine.refresh_from_db()
    assert mine.state == "closed"


def test_a_mark_is_kept_once_for_the_customer(two: Two) -> None:
    address = f"/home/help/items/{two.mine.incident.reference}/works/"
    two.client().post(address, {"score": "5"})
    assert not SatisfactionMark.objects.exists()
    solved(two)
    for score in ("9", "4", "1"):
        two.client().post(address, {"score": score})
    marks = SatisfactionMark.objects.values_list("customer", "score", "asked_by")
    assert list(marks) == [(two.mine.customer.pk, 4, "ticket")]


def test_offerings_go_to_those_they_are_for(two: Two) -> None:
    for title, audience, only in (
        ("For staff", "staff", []),
        ("For all customers", "customers", []),
        ("For both", "everybody", []),
        ("For the other", "customers", [two.theirs.customer.reference]),
    ):
        offering(two, title, audience, customers=only)
    seen = two.client().get("/home/help/need/").content.decode()
    assert [title in seen for title in ("For staff", "For all customers", "For both", "For the other")] == [
        False,
        True,
        True,
        False,
    ]
    staff = two.client("finn").get("/home/help/need/").content.decode()
    assert [title in staff for title in ("For staff", "For all customers", "For both")] == [True, False, True]


def test_a_request_answers_the_questions_and_is_the_customers(two: Two) -> None:
    offered = offering(two, "Screen", "customers")
    ada = two.home.actor("ada")
    size = {"offering": offered, "title": "Size", "kind": "choice", "choices": ["24", "27"]}
    question = writing.create(ada, REQUEST_QUESTIONS, size)
    address = f"/home/help/need/{offered.reference}/"
    assert two.client().post(address, {"description": "x"}).status_code == 422
    assert not ServiceRequest.objects.filter(offering=offered).exists()
    two.client().post(address, {f"question-{question.pk}": "27"})
    request = ServiceRequest.objects.get(offering=offered)
    assert (request.customer, request.requested_by, request.answers) == (two.mine.customer, two.hana, "Size: 27")
    hidden = offering(two, "Secret", "staff")
    assert two.client().post(f"/home/help/need/{hidden.reference}/", {}).status_code == 404


def test_an_offering_for_another_customer_cannot_be_asked_for(two: Two) -> None:
    other = offering(two, "Theirs", "customers", customers=[two.theirs.customer.reference])
    assert two.client().post(f"/home/help/need/{other.reference}/", {}).status_code == 404
    assert not ServiceRequest.objects.filter(offering=other).exists()


def test_staff_agree_in_one_click_and_reject_with_a_word(two: Two) -> None:
    ada, finn = two.home.actor("ada"), two.home.users["finn"]
    person = writing.create(ada, PEOPLE, {"title": "Finn", "user": finn.pk})
    offered = offering(two, "Licence", "everybody")
    rule = {"offering": offered, "title": "Budget", "kind": "people", "people": [person.reference]}
    writing.create(ada, APPROVAL_RULES, rule)
    for _each in range(2):
        two.client().post(f"/home/help/need/{offered.reference}/", {})
    first, second = RequestApproval.objects.filter(state="asked").order_by("pk")
    client = two.client("finn")
    assert "Agree" in client.get("/home/help/").content.decode()
    client.post(f"/home/help/approvals/{first.reference}/", {"do": "agree"})
    client.post(f"/home/help/approvals/{second.reference}/", {"do": "reject", "comment": ""})
    first.refresh_from_db(), second.refresh_from_db()
    assert (first.state, second.state) == ("agreed", "asked")
    client.post(f"/home/help/approvals/{second.reference}/", {"do": "reject", "comment": "Too dear."})
    second.refresh_from_db()
    assert (second.state, second.comment) == ("rejected", "Too dear.")


@pytest.mark.parametrize(("who", "sees"), [("", ["for everyone"]), ("finn", ["for everyone", "for staff"])])
def test_articles_and_suggestions_are_those_written_for_them(two: Two, who: str, sees: list[str]) -> None:
    made = {
        title: article(two, title, audience)
        for title, audience in (("for everyone", "everyone"), ("for staff", "staff"), ("for support", "support"))
    }
    client = two.client(who)
    html = client.get("/home/help/search/?title=done", headers={"HX-Request": "true"}).content.decode()
    assert [title for title in made if f">{title}<" in html] == sees
    answers = {
        title: client.get(f"/home/help/articles/{known.reference}/").status_code for title, known in made.items()
    }
    assert [title for title, status in answers.items() if status == 200] == sees


def test_help_is_counted_on_the_article(two: Two) -> None:
    known = article(two, "for everyone", "everyone")
    two.client().post(f"/home/help/articles/{known.reference}/", {"helped": "true"})
    known.refresh_from_db()
    assert (known.used, known.helpful) == (1, 1)


def test_staff_see_the_ticket_that_the_desk_wrote_down_for_them(two: Two) -> None:
    ada = two.home.actor("ada")
    person = writing.create(ada, PEOPLE, {"title": "Finn", "user": two.home.users["finn"].pk})
    called = writing.create(ada, INCIDENTS, {"title": "Called in", "caller": person})
    client = two.client("finn")
    assert "Called in" in client.get("/home/help/items/").content.decode()
    client.post(f"/home/help/items/{called.reference}/reply/", {"text": "It is urgent now."})
    assert comments.of(ada, INCIDENTS, called.pk)[-1].text == "It is urgent now."
    assert client.get(f"/home/help/items/{two.mine.incident.reference}/").status_code == 404


def test_an_auditor_reads_and_does_not_ask(two: Two) -> None:
    assert two.client("gil").get("/home/help/").status_code == 200
    assert two.client("gil").post("/home/help/broken/", BROKEN).status_code == 403
    assert not Incident.objects.filter(title="No sound").exists()


def test_policies_are_a_place_of_a_customer_once_one_is_public(two: Two) -> None:
    address = 'href="/home/help/policies/"'
    assert address not in two.client().get("/home/help/status/").content.decode()
    assert address in two.client("finn").get("/home/help/").content.decode()
    document = writing.create(two.home.actor("ada"), DOCUMENTS, {"title": "Our promise", "classification": "public"})
    type(document).objects.filter(pk=document.pk).update(state="effective")
    assert address in two.client().get("/home/help/status/").content.decode()

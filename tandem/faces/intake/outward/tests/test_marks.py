"""How content people are: asked in the message that closes a ticket and in surveys, answered once, by one click."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from tandem.faces.intake.mail.tests.conftest import KARI, NILS, Desk, after
from tandem.faces.intake.outward import background, marks
from tandem.ground.kernel import clock
from tandem.ground.kernel.errors import Invalid
from tandem.operation.customers.satisfaction.models import SatisfactionMark
from tandem.operation.mail.sent import operations
from tandem.operation.mail.sent.models import Sent

SOLVED = {"resolution": "The roller was replaced.", "resolution_code": "Solved"}


def go_out(desk: Desk) -> list[Any]:
    """What the worker does each minute; the messages that went out by it."""
    before = len(mail.outbox)
    background.write(desk.actor)
    operations.send_due(desk.actor)
    return mail.outbox[before:]


def links(message: Any) -> list[str]:
    """The paths of the links of a message."""
    return re.findall(r"https?://[^/\s]+(/\S+)", message.body)


@pytest.fixture
def solved(desk: Desk) -> Any:
    """An incident of Kari's that Ada solved."""
    incident = desk.incident(desk.take().ticket)
    with after(1):
        desk.step("incidents", incident.reference, "start")
        desk.step("incidents", incident.reference, "resolve", **SOLVED)
    return desk.incident(incident.reference)


@pytest.fixture
def closing(desk: Desk, solved: Any) -> list[str]:
    """The links of the message that closes it, five to one."""
    with after(2):
        (message,) = go_out(desk)
    return links(message)


def test_the_message_that_closes_a_ticket_says_what_was_done_and_asks_once(desk: Desk, solved: Any) -> None:
    with after(2):
        (message,) = go_out(desk)
        assert go_out(desk) == []
    assert (message.to, message.subject) == ([KARI], f"[{solved.reference}] Printer")
    assert "The roller was replaced." in message.body
    assert len(links(message)) == 5
    assert Sent.objects.get(asks__startswith="closing").customer_id == solved.customer_id


def test_solved_again_is_asked_again_but_marked_once(desk: Desk, solved: Any, closing: list[str]) -> None:
    Client().post(closing[0], {"score": "5"})
    with after(3):
        desk.step("incidents", solved.reference, "reopen", reason="It smokes again.")
        desk.step("incidents", solved.reference, "resolve", **SOLVED)
        (message,) = go_out(desk)
    assert links(message) == []


def test_looking_answers_nothing_and_one_button_answers_once(solved: Any, closing: list[str]) -> None:
    browser = Client()
    for link in closing:
        assert browser.get(link).status_code == browser.head(link).status_code == 200
    assert not SatisfactionMark.objects.exists()
    assert browser.get(closing[1]).content.decode().count("btn primary") == 1
    assert browser.post(closing[1], {"score": "4", "comment": "Quick"}).status_code == 302
    assert "Your answer is kept" in browser.get(closing[1]).content.decode()
    assert browser.post(closing[4], {"score": "1"}).status_code == 302
    mark = SatisfactionMark.objects.get()
    assert (mark.score, mark.comment, mark.ticket, mark.asked_by) == (4, "Quick", solved.reference, "ticket")
    assert (mark.customer_id, mark.contact_id) == (solved.customer_id, solved.contact_id)


def test_the_page_tells_no_more_than_the_reference_and_is_kept_nowhere(solved: Any, closing: list[str]) -> None:
    answer = Client().get(closing[0])
    page = answer.content.decode()
    assert solved.reference in page
    for word in (solved.title, "The roller", "Berglund", "Kari", "Ada"):
        assert word not in page
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_link_that_was_made_up_cut_off_or_has_run_out_answers_nothing(solved: Any, closing: list[str]) -> None:
    secret = closing[0].split("/")[2]
    name, proof = secret.rsplit(":", 1)
    for wrong in (f"{name}:{proof[:-1]}", f"{name}x:{proof}", "x", "x" * 2_000, f"{name}:"):
        assert Client().post(f"/answer/{wrong}/", {"score": "5"}).status_code == 410
    with clock.fixed(clock.now() + marks.VALID + timedelta(days=1)):
        assert Client().post(f"/answer/{secret}/", {"score": "5"}).status_code == 410
    for score in ("0", "6", "", "five"):
        assert Client().post(f"/answer/{secret}/", {"score": score}).status_code == 422
    assert not SatisfactionMark.objects.exists()


def test_a_ticket_that_is_open_again_cannot_be_marked(desk: Desk, solved: Any, closing: list[str]) -> None:
    desk.step("incidents", solved.reference, "reopen", reason="It smokes again.")
    assert "can no longer be answered" in Client().get(closing[0]).content.decode()
    assert Client().post(closing[0], {"score": "5"}).status_code == 422
    assert not SatisfactionMark.objects.exists()


def test_a_confidential_ticket_is_closed_in_silence(desk: Desk) -> None:
    incident = desk.incident(desk.take().ticket)
    with after(1):
        desk.step("incidents", incident.reference, "start")
        desk.step("incidents", incident.reference, "resolve", **SOLVED)
        type(incident).objects.filter(pk=incident.pk).update(is_confidential=True)
        assert go_out(desk) == []


def test_a_mailbox_may_leave_the_question_out(desk: Desk, solved: Any) -> None:
    type(desk.mailbox).objects.update(asks_content=False)
    with after(2):
        (message,) = go_out(desk)
    assert "The roller was replaced." in message.body
    assert links(message) == []


def test_a_request_is_rated_and_closed_by_its_link(desk: Desk) -> None:
    contact = desk.register("customer-contacts").model.objects.get(email=NILS)
    asked = {"title": "A screen", "customer": contact.customer, "contact": contact}
    request = desk.add("service-requests", asked)
    type(request).objects.update(state="fulfilment")
    with after(1):
        desk.step("service-requests", request.reference, "fulfil", done="It stands there.", outcome="fulfilled")
        (message,) = go_out(desk)
        assert message.to == [NILS]
        Client().post(links(message)[2], {"score": "3"})
    request.refresh_from_db()
    assert (request.state, request.rating, SatisfactionMark.objects.get().score) == ("closed", 3, 3)


def test_what_came_in_solved_is_not_written_about(desk: Desk, solved: Any) -> None:
    type(solved).objects.update(resolved_at=solved.created_at - timedelta(hours=1))
    assert go_out(desk) == []


@pytest.fixture
def survey(desk: Desk) -> Any:
    """A survey that everybody is asked in until the tenth."""
    for customer in desk.register("customers").model.objects.all():
        type(customer).objects.filter(pk=customer.pk).update(state="active")
    made = desk.add("surveys", {"title": "Spring", "question": "And?", "who": "everybody", "ends_on": "2026-03-10"})
    return desk.step("surveys", made.reference, "ask")


def test_everybody_of_a_survey_is_asked_once_and_answers_once(desk: Desk, survey: Any) -> None:
    messages = go_out(desk)
    assert sorted(message.to[0] for message in messages) == sorted((KARI, "ola@berglund.example", NILS))
    assert (survey.asked, go_out(desk)) == (3, [])
    link = next(links(message)[1] for message in messages if message.to == [NILS])
    assert "And?" in Client().get(link).content.decode()
    for score in ("2", "5"):
        Client().post(link, {"score": score})
    mark = SatisfactionMark.objects.get()
    assert (mark.score, mark.contact.email, mark.survey_id, mark.state) == (2, NILS, survey.pk, "to-look-into")
    ended = desk.step("surveys", survey.reference, "end", conclusion="One is not content and is called.")
    assert ended.answered == 1
    other = next(links(message)[0] for message in messages if message.to == [KARI])
    assert Client().post(other, {"score": "5"}).status_code == 422
    assert SatisfactionMark.objects.count() == 1


def test_a_survey_needs_people_and_time_and_stays_as_it_was_asked(desk: Desk) -> None:
    made = desk.add("surveys", {"title": "Spring", "ends_on": "2026-03-10"})
    with pytest.raises(Invalid):  # nobody of these customers is served today
        desk.step("surveys", made.reference, "ask")
    desk.register("customers").model.objects.update(state="active")
    desk.register("customer-contacts").model.objects.update(role="decides")
    with pytest.raises(Invalid):
        desk.step("surveys", made.reference, "ask", ends_on="2026-03-02")
    made.refresh_from_db()
    assert made.state == "draft"
    assert desk.step("surveys", made.reference, "ask").asked == 3

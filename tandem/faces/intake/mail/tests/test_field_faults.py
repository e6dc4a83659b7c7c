"""What users of other tools reported of their mail, each as a test of its own: it does not happen here."""

from tandem.faces.intake.mail.tests.conftest import KARI, Desk

AGAIN = {"From": KARI, "Subject": "Re: Printer"}


def test_osticket_902_a_message_fetched_twice_makes_one_ticket(desk: Desk) -> None:
    first, second = desk.take(), desk.take()
    assert (second.is_known, second.ticket, desk.incidents()) == (True, first.ticket, 1)


def test_uvdesk_478_an_answer_that_names_the_message_it_answers_makes_no_second_ticket(desk: Desk) -> None:
    opened = desk.take()
    answer = desk.take(body="Still.", Message_ID="<m2@x>", In_Reply_To="<m1@berglund.example>", **AGAIN)
    assert (answer.state, answer.ticket, desk.incidents()) == ("joined", opened.ticket, 1)


def test_freeitsm_120_an_answer_that_only_lists_older_messages_makes_no_second_ticket(desk: Desk) -> None:
    opened = desk.take()
    answer = desk.take(
        body="Still.", Message_ID="<m3@x>", In_Reply_To="<lost@x>", References="<m1@berglund.example> <lost@x>", **AGAIN
    )
    assert (answer.state, answer.ticket, desk.incidents()) == ("joined", opened.ticket, 1)

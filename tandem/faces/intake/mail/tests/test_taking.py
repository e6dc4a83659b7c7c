"""Taking in: one message, one incident or entry; nobody joins what is not theirs; nothing is lost."""

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage

from tandem.faces.intake.mail import deciding, letters, taking
from tandem.faces.intake.mail.taking import Outcome, Refused
from tandem.faces.intake.mail.tests import shapes
from tandem.faces.intake.mail.tests.conftest import KARI, NILS, OLA, Desk, after
from tandem.faces.intake.mail.tests.hostile import HOSTILE, UNREADABLE
from tandem.faces.intake.mail.tests.shapes import SHAPES, raw
from tandem.ground.accounts import operations
from tandem.ground.accounts.operations import Whose
from tandem.ground.kernel import files, links, permissions, writing
from tandem.ground.kernel.errors import Invalid, NotFound, NotPermitted
from tandem.ground.kernel.tenancy import organization_active
from tandem.operation.mail import tokens
from tandem.operation.mail.received.models import Received
from tandem.operation.mail.tickets import INCIDENT

STRANGER = "someone@nowhere.example"
QUARANTINE = "quarantine"


def ours(desk: Desk, incident: Any) -> str:
    """A Message-ID of ours about an incident."""
    return tokens.message_id(desk.cast.home.pk, INCIDENT, incident.pk, "provider.example")


def reply(desk: Desk, sender: str, identifier: str, **headers: Any) -> Outcome:
    """A reply of somebody to a message."""
    answers = {"In_Reply_To": f"<{identifier}>", "Message_ID": f"<reply-{sender}>", "Subject": "Re: anything"}
    return desk.take(body="Now it burns.", **{"From": sender, **answers, **headers})


@pytest.fixture
def opened(desk: Desk) -> Any:
    """An incident that Kari of Berglund opened by mail."""
    return desk.incident(desk.take().ticket)


def test_message_becomes_an_incident_of_its_writer(desk: Desk) -> None:
    outcome = desk.take()
    incident = desk.incident()
    assert (outcome.state, outcome.ticket) == ("taken", incident.reference)
    assert (incident.title, incident.description, incident.channel) == ("Printer", "It smokes.", "mail")
    assert (incident.contact.email, incident.customer.title, incident.group) == (KARI, "Berglund", "Desk")
    assert (incident.reported_by, incident.state) == ("Kari Berg", "new")


def test_one_of_our_own_people_is_the_caller(desk: Desk) -> None:
    person = desk.add("people", {"title": "Finn", "email": "Finn@example.org"})
    incident = desk.incident(desk.take(From="finn@example.org").ticket)
    assert (incident.caller_id, incident.contact, incident.customer) == (person.pk, None, None)


def test_stranger_opens_an_incident_of_no_customer(desk: Desk) -> None:
    incident = desk.incident(desk.take(From=STRANGER).ticket)
    assert (incident.contact, incident.caller, incident.customer) == (None, None, None)
    assert incident.reported_by == STRANGER


def test_mail_of_a_stranger_waits_where_the_mailbox_says_so(desk: Desk) -> None:
    ada = desk.cast.actor("ada")
    change = {"strangers": QUARANTINE}
    desk.mailbox = writing.change(ada, desk.register("mailboxes"), desk.mailbox.reference, change)
    outcome = desk.take(From=STRANGER)
    assert (outcome.state, outcome.reason, desk.incidents()) == (QUARANTINE, "Nobody knows its sender.", 0)
    assert desk.take(Message_ID="<m2@x>").state == "taken"


def test_contact_who_left_is_a_stranger(desk: Desk) -> None:
    contacts = desk.register("customer-contacts")
    kari = contacts.model.objects.get(email=KARI)
    writing.change(desk.cast.actor("ada"), contacts, kari.reference, {"left_on": "2026-01-31"})
    assert desk.incident(desk.take().ticket).customer is None


def test_message_is_kept_as_it_came(desk: Desk) -> None:
    content = SHAPES["latin-1-said-to-be-utf-8"]
    received = Received.objects.get(reference=desk.take(content).reference)
    kept = files.of(desk.register("received-mail"), received.pk)
    assert [file.name for file in kept] == ["message.eml"]
    with default_storage.open(kept[0].stored_as, "rb") as stored:
        assert stored.read() == content


@pytest.mark.parametrize("name", [*SHAPES, *HOSTILE])
def test_every_shape_is_taken_in_once(desk: Desk, name: str) -> None:
    content = (SHAPES | HOSTILE)[name]
    first, second = desk.take(content), desk.take(content)
    assert first.state in ("taken", QUARANTINE, "set-aside")
    assert (second.is_known, second.reference, second.ticket) == (True, first.reference, first.ticket)
    assert Received.objects.count() == 1
    assert desk.incidents() == (first.state == "taken")
    assert bool(first.reason) == (first.state != "taken")


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_nothing_can_read_waits_for_a_person_and_stops_nobody(desk: Desk, name: str) -> None:
    outcome = desk.take(UNREADABLE[name])
    kept = files.of(desk.register("received-mail"), Received.objects.get().pk)
    assert (outcome.state, outcome.reason) == (QUARANTINE, "It is built so that it cannot be read.")
    assert (Received.objects.get().sender, [file.name for file in kept]) == (KARI, ["message.eml"])
    assert desk.take(UNREADABLE[name] + b"!").reference != outcome.reference


def test_files_hang_on_the_incident_too_and_programs_are_left_out(desk: Desk) -> None:
    message = shapes.mime()
    message.add_attachment(b"%PDF-1.4 x", maintype="application", subtype="pdf", filename="plan.pdf")
    message.add_attachment(b"MZ\x90\x00", maintype="application", subtype="octet-stream", filename="tool.exe")
    outcome = desk.take(message.as_bytes())
    hung = files.of(desk.register("incidents"), desk.incident().pk)
    assert [(file.name, file.media_type) for file in hung] == [("plan.pdf", "application/pdf")]
    remarks = Received.objects.get(reference=outcome.reference).remarks
    assert remarks == "“tool.exe” was left out: Programs are not kept here."


def test_too_large_is_refused_in_words(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        desk.take(raw("x" * 30 * 1024 * 1024))
    words = "It is 31 MB; at most 25 MB are taken in. It still lies where it was sent to."
    assert (str(refused.value), Received.objects.count()) == (words, 0)


def test_no_message_is_refused_in_words(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        desk.take(b"%PDF-1.4")
    assert "It is no message" in str(refused.value)


def test_reply_to_a_message_of_ours_joins(desk: Desk, opened: Any) -> None:
    outcome = reply(desk, KARI, ours(desk, opened))
    (entry,) = desk.entries(opened)
    assert (outcome.state, outcome.ticket, desk.incidents()) == ("joined", opened.reference, 1)
    assert (entry.text, entry.kind, entry.audience) == ("Now it burns.", "mail", "public")
    assert (entry.channel, entry.sender, entry.created_by) == ("mail", KARI, None)


def test_reply_to_the_first_message_of_an_incident_joins(desk: Desk, opened: Any) -> None:
    assert reply(desk, OLA, "m1@berglund.example").ticket == opened.reference


def test_reference_in_the_subject_joins(desk: Desk, opened: Any) -> None:
    outcome = desk.take(Subject=f"AW: [{opened.reference.lower()}] Drucker", Message_ID="<m2@x>")
    assert (outcome.state, outcome.ticket) == ("joined", opened.reference)


@pytest.mark.parametrize("sender", [STRANGER, NILS])
@pytest.mark.parametrize("sign", ["token", "thread", "subject"])
def test_nobody_joins_an_incident_of_others(desk: Desk, opened: Any, sender: str, sign: str) -> None:
    if sign == "subject":
        outcome = desk.take(From=sender, Subject=f"Re: [{opened.reference}]", Message_ID="<s@x>")
    else:
        named = ours(desk, opened) if sign == "token" else "m1@berglund.example"
        outcome = reply(desk, sender, named)
    assert (outcome.state, desk.entries(opened), desk.incidents()) == (QUARANTINE, [], 1)
    assert outcome.reason == f"It names {opened.reference}, in which its sender has no part."


def test_contact_of_another_customer_does_not_join_even_when_named(desk: Desk) -> None:
    incident = desk.incident(desk.take(Cc=NILS).ticket)
    assert reply(desk, NILS, ours(desk, incident)).state == QUARANTINE


def test_whoever_signs_in_for_another_customer_does_not_join_even_when_named(desk: Desk) -> None:
    nordlig = desk.register("customers").model.objects.get(title="Nordlig")
    user = operations.create_user("mona@nordlig.example", "Mona")
    operations.add_member(desk.cast.actor("ada"), user, "customer", of=Whose(nordlig.pk))
    incident = desk.incident(desk.take(Cc=user.email).ticket)
    assert reply(desk, user.email, ours(desk, incident)).state == QUARANTINE
    assert desk.entries(incident) == []


def test_whoever_the_first_message_was_also_written_to_joins(desk: Desk) -> None:
    incident = desk.incident(desk.take(Cc=STRANGER).ticket)
    assert reply(desk, STRANGER, ours(desk, incident)).state == "joined"


def test_reply_of_the_desk_is_seen_inside_only(desk: Desk, opened: Any) -> None:
    assert reply(desk, "ben@example.org", ours(desk, opened)).state == "joined"
    (entry,) = desk.entries(opened)
    assert entry.audience == "internal"


def test_reader_is_nobody_who_works_on_incidents(desk: Desk, opened: Any) -> None:
    assert reply(desk, "cleo@example.org", ours(desk, opened)).state == QUARANTINE


def test_confidential_incident_is_joined_only_by_those_on_it(desk: Desk, opened: Any) -> None:
    ada = desk.cast.actor("ada")
    change = {"is_confidential": True, "assignee": desk.cast.users["ada"].pk}
    writing.change(ada, desk.register("incidents"), opened.reference, change)
    assert reply(desk, "ben@example.org", ours(desk, opened)).state == QUARANTINE
    assert reply(desk, "ada@example.org", ours(desk, opened)).state == "joined"


@pytest.mark.parametrize("change", [lambda name: name.replace("@", "0@"), lambda name: name[:-18] + "f" * 17 + "@x.y"])
def test_forged_token_is_not_believed(desk: Desk, opened: Any, change: Callable[[str], str]) -> None:
    made_up = f"tandem.{opened.organization_id}.{opened.pk}.{'0' * 12}.{'0' * 32}@provider.example"
    outcome = reply(desk, STRANGER, made_up)
    words = "It answers a Message-ID that looks like one of ours and is none."
    assert (outcome.state, outcome.reason, desk.entries(opened)) == (QUARANTINE, words, [])
    assert tokens.ticket_of(change(ours(desk, opened)), desk.cast.home.pk) is None


def test_token_of_another_organization_names_nothing_here(desk: Desk, opened: Any) -> None:
    theirs = tokens.message_id(desk.cast.elsewhere.pk, INCIDENT, opened.pk, "elsewhere.example")
    assert reply(desk, KARI, theirs).state == QUARANTINE
    assert desk.entries(opened) == []


def test_changed_subject_stays_in_its_thread(desk: Desk, opened: Any) -> None:
    outcome = reply(desk, KARI, ours(desk, opened), Subject="Something else")
    assert outcome.ticket == opened.reference


def test_of_two_incidents_in_a_thread_the_nearest_counts(desk: Desk, opened: Any) -> None:
    second = desk.incident(desk.take(Message_ID="<m9@x>", Subject="Second").ticket)
    references = f"<{ours(desk, opened)}> <{ours(desk, second)}>"
    outcome = desk.take(References=references, Message_ID="<m10@x>", Subject=f"Re: [{opened.reference}]")
    assert outcome.ticket == second.reference


def test_reply_to_a_merged_incident_joins_the_other(desk: Desk, opened: Any) -> None:
    kept = desk.incident(desk.take(Message_ID="<m9@x>", Subject="Second").ticket)
    desk.step("incidents", opened.reference, "merge", merged_into=kept.reference)
    assert reply(desk, KARI, ours(desk, opened)).ticket == kept.reference


def test_reply_to_a_closed_incident_becomes_a_linked_one(desk: Desk, opened: Any) -> None:
    desk.step("incidents", opened.reference, "cancel", reason="Done by itself")
    outcome = reply(desk, KARI, ours(desk, opened))
    assert (outcome.state, desk.incidents()) == ("taken", 2)
    assert outcome.ticket != opened.reference
    (link,) = links.of(desk.cast.actor("ada"), desk.register("incidents"), desk.incident(outcome.ticket).pk)
    assert link.reference == opened.reference


@pytest.mark.parametrize(
    ("headers", "state"),
    [
        ({"From": "desk@provider.example"}, "set-aside"),
        ({"Auto_Submitted": "auto-replied"}, "set-aside"),
        ({"Auto_Submitted": "auto-generated"}, QUARANTINE),
        ({"Precedence": "bulk"}, QUARANTINE),
        ({"X_Spam_Flag": "YES"}, QUARANTINE),
        ({"From": "MAILER-DAEMON@mx.example"}, QUARANTINE),
        ({"From": None}, QUARANTINE),
        ({"Subject": "Out of office"}, QUARANTINE),
    ],
)
def test_what_machines_send_opens_nothing(desk: Desk, headers: dict[str, Any], state: str) -> None:
    outcome = desk.take(**headers)
    assert (outcome.state, desk.incidents()) == (state, 0)
    assert outcome.reason


def test_automatic_answer_in_a_thread_joins_nothing(desk: Desk, opened: Any) -> None:
    outcome = reply(desk, KARI, ours(desk, opened), Subject="Automatische Antwort: Drucker")
    assert (outcome.state, outcome.ticket, desk.entries(opened)) == ("set-aside", opened.reference, [])


def test_forged_sender_joins_and_opens_nothing(desk: Desk, opened: Any) -> None:
    forged = b"Authentication-Results: mx; dmarc=fail\r\n" + raw(Subject=f"[{opened.reference}]", Message_ID="<f@x>")
    outcome = desk.take(forged)
    received = Received.objects.get(reference=outcome.reference)
    assert (outcome.state, received.proof, received.proof_words) == (QUARANTINE, "failed", "mx; dmarc=fail")
    assert (desk.entries(opened), desk.incidents()) == ([], 1)


def test_sender_who_writes_without_end_waits(desk: Desk) -> None:
    change = {"most_per_hour": 3}
    desk.mailbox = writing.change(desk.cast.actor("ada"), desk.register("mailboxes"), desk.mailbox.reference, change)
    states = [desk.take(Message_ID=f"<m{number}@x>").state for number in range(5)]
    assert states == ["taken", "taken", "taken", QUARANTINE, QUARANTINE]
    with after(61):
        assert desk.take(Message_ID="<m9@x>").state == "taken"


def test_many_files_of_one_sender_are_taken_in_by_hand(desk: Desk) -> None:
    desk.actor = desk.actor.via("cli")
    change = {"most_per_hour": 1}
    desk.mailbox = writing.change(desk.cast.actor("ada"), desk.register("mailboxes"), desk.mailbox.reference, change)
    assert [desk.take(Message_ID=f"<m{number}@x>").state for number in range(3)] == ["taken"] * 3


def test_message_to_two_mailboxes_is_one(desk: Desk) -> None:
    desk.take()
    second = b"Received: from a by b; x\r\nDelivered-To: other@provider.example\r\n" + raw()
    assert desk.take(second).is_known
    assert (Received.objects.count(), desk.incidents()) == (1, 1)


def test_another_message_with_the_same_message_id_is_not_lost(desk: Desk) -> None:
    desk.take()
    outcome = desk.take(body="Something quite different", From=STRANGER)
    assert (outcome.is_known, outcome.state) == (False, QUARANTINE)
    assert outcome.reason == "Another message bore the same Message-ID."
    assert desk.take(body="Something quite different", From=STRANGER).is_known


@pytest.mark.parametrize("place", ["_keep", "_attach", "_settle"])
def test_killed_in_the_middle_is_taken_up_once(desk: Desk, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    def killed(*args: Any, **kwargs: Any) -> None:
        raise KeyboardInterrupt

    content = shapes.with_file("plan.pdf", b"%PDF-1.4 x")
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(taking, place, killed)
        desk.take(content)
    assert desk.take(content).is_busy
    with after(11):
        outcome = desk.take(content)
        assert (outcome.state, desk.incidents(), Received.objects.count()) == ("taken", 1, 1)
        assert taking.take_up(desk.actor) == 0
    assert len(files.of(desk.register("received-mail"), Received.objects.get().pk)) == 2


def test_killed_while_deciding_leaves_nothing_half(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*args: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(deciding.operations, "_note", killed)
        desk.take()
    assert desk.incidents() == 0
    with after(11):
        assert taking.take_up(desk.actor) == 1
    assert (desk.incidents(), Received.objects.get().state) == (1, "taken")


def test_the_second_worker_finds_the_message_taken(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Outcome] = []
    keep = taking._keep

    def meanwhile(*args: Any) -> None:
        seen.append(desk.take())
        keep(*args)

    with monkeypatch.context() as patch:
        patch.setattr(taking, "_keep", meanwhile)
        first = desk.take()
    assert (first.state, seen[0].is_busy, seen[0].reference) == ("taken", True, first.reference)
    assert (desk.incidents(), Received.objects.count()) == (1, 1)


def test_row_made_in_the_same_moment_is_no_second_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = letters.read(raw())
    desk.take()
    assert taking._make(desk.actor, letter, None, letter.key, "", 0) is None


def test_what_the_rules_of_incidents_refuse_waits(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*args: Any) -> None:
        raise Invalid({"title": ["No."]})

    monkeypatch.setattr(deciding.operations, "open_ticket", refused)
    outcome = desk.take()
    assert (outcome.state, outcome.reason, desk.incidents()) == (QUARANTINE, "title: No.", 0)


def test_quarantined_message_becomes_an_incident_by_hand(desk: Desk) -> None:
    outcome = desk.take(Precedence="bulk")
    desk.step("received-mail", outcome.reference, "take-in", by="ben")
    received = Received.objects.get()
    assert (received.state, desk.incident().contact.email) == ("taken", KARI)
    assert received.incident == desk.incident()


def test_strangers_message_that_joins_by_hand_is_seen_inside_only(desk: Desk, opened: Any) -> None:
    outcome = reply(desk, STRANGER, ours(desk, opened))
    desk.step("received-mail", outcome.reference, "join", by="ben", incident=opened.reference)
    (entry,) = desk.entries(opened)
    assert (entry.audience, entry.sender, entry.created_by) == ("internal", STRANGER, None)


def test_message_is_thrown_away_with_a_reason_and_put_back(desk: Desk) -> None:
    reference = desk.take(Precedence="bulk").reference
    with pytest.raises(Invalid):
        desk.step("received-mail", reference, "throw-away", by="ben")
    desk.step("received-mail", reference, "throw-away", by="ben", reason="Advertisement")
    desk.step("received-mail", reference, "put-back", by="ben", reason="It was none")
    assert Received.objects.get().state == QUARANTINE


def test_message_stays_as_it_came(desk: Desk) -> None:
    reference = desk.take(Precedence="bulk").reference
    with pytest.raises(NotPermitted):
        writing.change(desk.cast.actor("ada"), desk.register("received-mail"), reference, {"text": "Other"})
    assert Received.objects.get().text == "It smokes."


def test_mail_of_a_confidential_incident_is_there_for_those_on_it(desk: Desk, opened: Any) -> None:
    change = {"is_confidential": True, "owner": desk.cast.users["ada"].pk}
    writing.change(desk.cast.actor("ada"), desk.register("incidents"), opened.reference, change)
    waiting = desk.take(Precedence="bulk", Message_ID="<m2@x>")
    register, ben = desk.register("received-mail"), desk.cast.actor("ben")
    assert [mail.reference for mail in permissions.visible(ben, register)] == [waiting.reference]
    with pytest.raises(NotFound):
        writing.find(ben, register, Received.objects.get(incident=opened).reference)


def test_customers_see_no_mail(desk: Desk, opened: Any) -> None:
    of_customer = dataclasses.replace(desk.cast.actor("ben"), customer_id=opened.customer_id)
    assert not permissions.visible(of_customer, desk.register("received-mail")).exists()


def test_mail_of_elsewhere_is_elsewhere(desk: Desk, opened: Any) -> None:
    with organization_active(desk.cast.elsewhere.pk):
        assert Received.objects.count() == 0

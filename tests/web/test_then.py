"""Records as they stood, deleted records, reminders, licensed texts, searching while typing."""

from datetime import timedelta

import pytest
from django.test import Client

from tandem.ground.catalogue.models import LicensedText
from tandem.ground.kernel import clock, reminders, writing
from tandem.ground.kernel.errors import Invalid, NotFound
from tandem.ground.kernel.models import Action, Reminder
from tandem.ground.kernel.tenancy import organization_active
from tandem.operation.services.register import SERVICES
from tests.cast import Cast


def client_of(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name])
    return client


def test_record_is_shown_as_it_stood_on_a_day(home: Cast) -> None:
    ada = home.actor("ada")
    writing.create(ada, SERVICES, {"title": "Letters"})
    with clock.fixed(clock.now() + timedelta(days=10)):
        writing.change(ada, SERVICES, "SVC-1", {"title": "Mail"})
        client = client_of(home, "ada")
        assert "<h1>Mail</h1>" in client.get("/home/services/SVC-1/").content.decode()
        then = client.get("/home/services/SVC-1/?as_of=2026-03-05").content.decode()
        assert "<dd>Letters</dd>" in then and "As it stood at the end of 5 Mar 2026" in then
        before = client.get("/home/services/SVC-1/?as_of=2026-03-01").content.decode()
        assert "The record was not there on that day." in before
        assert client.get("/home/services/SVC-1/?as_of=never").status_code == 200


@pytest.mark.parametrize(("name", "status"), [("ada", 200), ("gil", 200), ("ben", 404), ("cleo", 404), ("dan", 404)])
def test_deleted_record_keeps_its_history_for_managers_and_auditors(home: Cast, name: str, status: int) -> None:
    ada = home.actor("ada")
    writing.create(ada, SERVICES, {"title": "Letters"})
    writing.delete(ada, SERVICES, "SVC-1", reason="twice")
    response = client_of(home, name).get("/home/services/SVC-1/")
    assert response.status_code == status
    if status == 200:
        assert "its history stays" in response.content.decode()


def test_reminder_becomes_an_action_on_its_day(home: Cast) -> None:
    ada = home.actor("ada")
    writing.create(ada, SERVICES, {"title": "Mail"})
    reminders.remind(ada, SERVICES, "SVC-1", ada.today + timedelta(days=2), "Ask again")
    reminders.send_due()
    assert Action.objects.count() == 0
    with clock.fixed(clock.now() + timedelta(days=2)):
        reminders.send_due()
        reminders.send_due()
    action = Action.objects.get()
    assert (action.title, action.owner_id, action.source_reference) == ("Ask again", ada.user_id, "SVC-1")
    assert reminders.of(ada, SERVICES, 1) == []


def test_reminder_of_a_deleted_record_is_silent(home: Cast) -> None:
    ada = home.actor("ada")
    writing.create(ada, SERVICES, {"title": "Mail"})
    reminders.remind(ada, SERVICES, "SVC-1", ada.today + timedelta(days=1))
    writing.delete(ada, SERVICES, "SVC-1", reason="gone")
    with clock.fixed(clock.now() + timedelta(days=1)):
        reminders.send_due()
    assert Action.objects.count() == 0


def test_reminder_needs_a_day_to_come_and_is_ones_own(home: Cast) -> None:
    ada, ben = home.actor("ada"), home.actor("ben")
    writing.create(ada, SERVICES, {"title": "Mail"})
    with pytest.raises(Invalid, match="day to come"):
        reminders.remind(ada, SERVICES, "SVC-1", ada.today)
    kept = reminders.remind(ada, SERVICES, "SVC-1", ada.today + timedelta(days=1))
    with pytest.raises(NotFound):
        reminders.drop(ben, kept.pk)
    reminders.drop(ada, kept.pk)
    assert Reminder.objects.count() == 0


def test_licensed_texts_are_loaded_whole_or_not_at_all(home: Cast) -> None:
    client = client_of(home, "ada")

    def load(text: str) -> str:
        from django.core.files.uploadedfile import SimpleUploadedFile

        sent = {"file": SimpleUploadedFile("texts.csv", text.encode())}
        return client.post("/home/settings/texts/load/", sent, follow=True).content.decode()

    wrong = load("edition,ref,text\niso-27001:2022,4.1,Ours\niso-27001:2022,9.9,Nothing\n")
    assert "texts.csv:3" in wrong and "no requirement “9.9”" in wrong
    assert LicensedText.objects.count() == 0
    assert "1 texts new" in load("edition,ref,text\niso-27001:2022,4.1,Ours\n")
    assert "Ours" in client.get("/home/catalogue/iso-27001:2022/4.1/").content.decode()
    with organization_active(home.elsewhere.pk):
        assert LicensedText.objects.count() == 0
    client.post("/home/settings/texts/iso-27001:2022/remove/")
    assert LicensedText.objects.count() == 0


def test_typing_finds_pages_records_and_requirements(home: Cast) -> None:
    writing.create(home.actor("ada"), SERVICES, {"title": "Servers for rent"})
    found = client_of(home, "ada").get("/home/search/?q=serv", headers={"HX-Request": "true"}).content.decode()
    assert "/home/services/new/" in found and "/home/services/SVC-1/" in found
    assert "<html" not in found
    staff = client_of(home, "finn").get("/home/search/?q=serv", headers={"HX-Request": "true"}).content.decode()
    assert "SVC-1" not in staff and "/services/new/" not in staff


def test_own_field_is_a_column_that_can_be_chosen(home: Cast) -> None:
    client, ada = client_of(home, "ada"), home.actor("ada")
    sent = {"register": "services", "label": "Cost centre", "kind": "number", "choices": "", "help": ""}
    client.post("/home/settings/fields/add/", sent)
    writing.create(ada, SERVICES, {"title": "Mail", "own.cost-centre": "4711"})
    writing.create(ada, SERVICES, {"title": "Telephone"})
    page = client.get("/home/services/?view=all&columns=reference,title,own.cost-centre").content.decode()
    assert ">Cost centre</th>" in page and ">4,711</td>" in page
    assert client.get("/home/services/?view=all&columns=own.secret").status_code == 200

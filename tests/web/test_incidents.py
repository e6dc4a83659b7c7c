"""Pages over the incidents: reporting, the ticket, security at a glance, VERIS in and out."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tandem.faces.web.operation.tickets.lengths import length
from tandem.ground.kernel import clock, writing
from tandem.operation.incidents import figures
from tandem.operation.incidents.causes.register import CAUSES
from tandem.operation.incidents.models import Incident
from tandem.operation.incidents.notifications.duties.register import DUTIES
from tandem.operation.incidents.notifications.models import IncidentNotification
from tandem.operation.incidents.notifications.register import NOTIFICATIONS
from tandem.operation.incidents.references.models import ReferenceIncident
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.incidents.tests.steps import assessed, kept, reported, take
from tandem.operation.incidents.tests.test_veris import NEW, OLD
from tests.cast import Cast


def signed_in(home: Cast, name: str) -> Client:
    client = Client()
    client.force_login(home.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def read(home: Cast, name: str, path: str) -> str:
    answer = signed_in(home, name).get(f"/home/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "is_security", "is_service"),
    [("disruption", False, True), ("event", True, False), ("weakness", True, False)],
)
@pytest.mark.parametrize("name", ["ada", "ben", "cleo", "finn"])
def test_report_is_a_suspicion_whoever_makes_it(
    home: Cast, name: str, kind: str, is_security: bool, is_service: bool
) -> None:
    told = {"reported_as": kind, "title": "Door stood open", "description": "All night"}
    answer = signed_in(home, name).post("/home/report/", told, follow=True)
    assert answer.status_code == 200
    one = Incident.objects.get()
    assert (one.is_security, one.is_service, one.security_assessed_at) == (is_security, is_service, None)
    assert (one.reported_by, one.channel, one.reported_as) == (name.title(), "portal", kind)
    assert one.reference in answer.content.decode()


def test_report_can_be_kept_confidential(home: Cast) -> None:
    told = {"reported_as": "event", "title": "The cashier takes money", "is_confidential": "true"}
    signed_in(home, "finn").post("/home/report/", told)
    one = Incident.objects.get()
    assert (one.is_confidential, one.owner_id) == (True, home.users["finn"].pk)
    codes = {
        name: signed_in(home, name).get(f"/home/incidents/{one.reference}/").status_code
        for name in ("ada", "ben", "cleo", "finn", "gil")
    }
    assert codes == {"ada": 200, "ben": 404, "cleo": 404, "finn": 200, "gil": 404}


@pytest.mark.parametrize("told", [{}, {"title": ""}, {"title": "x" * 201}, {"title": "x", "reported_as": "bogus"}])
def test_wrong_report_is_shown_again(home: Cast, told: dict[str, str]) -> None:
    answer = signed_in(home, "finn").post("/home/report/", {"description": "It <b>burns</b>", **told})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in page and "It &lt;b&gt;burns&lt;/b&gt;" in page
    assert Incident.objects.count() == 0


def duty(home: Cast, hours: int = 72) -> None:
    told = {"title": "Tell the authority", "whom": "Authority", "hours": hours, "applies_when": "security"}
    writing.create(home.actor("ada"), DUTIES, told)


@pytest.mark.parametrize(
    ("passed", "words", "tone"),
    [(5, "67 h left of 72 h", "active"), (60, "12 h left of 72 h", "waiting"), (73, "late by 1 h 0 min", "bad")],
)
def test_ticket_counts_down_to_the_notification(home: Cast, passed: int, words: str, tone: str) -> None:
    duty(home)
    incident = assessed(home)
    with clock.fixed(clock.now() + timedelta(hours=passed)):
        page = read(home, "ben", f"incidents/{incident.reference}/")
    assert words in page
    assert f'<li class="{tone}">' in page


@pytest.mark.parametrize(
    ("hours", "words"), [(10, "sent after 10 h of 72 h<"), (80, "sent after 3 days of 72 h: late")]
)
def test_ticket_says_whether_it_was_sent_in_time(home: Cast, hours: int, words: str) -> None:
    duty(home)
    incident = assessed(home)
    with clock.fixed(clock.now() + timedelta(hours=hours)):
        take(home, "ben", NOTIFICATIONS, IncidentNotification.objects.get(), "send", message="Form sent")
        assert words in read(home, "ben", f"incidents/{incident.reference}/")


def test_ticket_tells_what_was_decided_and_what_waits_to_be(home: Cast) -> None:
    suspected = reported(home, "finn", is_security=True)
    page = read(home, "ben", f"incidents/{suspected.reference}/")
    assert "To be assessed" in page and f"{suspected.reference}/steps/assess/" in page
    assert "Assess it" not in read(home, "cleo", f"incidents/{suspected.reference}/")
    decided = assessed(home, information_concerned="Forty addresses")
    page = read(home, "cleo", f"incidents/{decided.reference}/")
    assert "Mailbox read from abroad" in page and "Forty addresses" in page


def test_ticket_lists_its_causes(home: Cast) -> None:
    incident = assessed(home)
    told = {"incident": incident.reference, "kind": "control-failed", "requirement": "iso-27001:2022/A.5.1"}
    writing.create(home.actor("ben"), CAUSES, told)
    assert "A.5.1 Policies" in read(home, "ben", f"incidents/{incident.reference}/")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-3, "0 min"),
        (59, "0 min"),
        (3_600, "1 h 0 min"),
        (36_000, "10 h"),
        (71 * 3_600, "71 h"),
        (72 * 3_600, "3 days"),
    ],
)
def test_length_is_told_in_the_units_that_matter(seconds: float, words: str) -> None:
    assert length(seconds) == words


def _three(home: Cast) -> None:
    duty(home)
    first = assessed(home, aware_at=clock.now())
    assessed(home, security_category="loss")
    hidden = reported(home, "ada", title="Embezzlement", is_security=True, is_confidential=True)
    take(
        home, "ada", INCIDENTS, hidden, "assess", is_security=True, security_reason="Seen", security_category="insider"
    )
    kept(home, first)
    with clock.fixed(clock.now() + timedelta(hours=6)):
        take(home, "ben", INCIDENTS, first, "resolve", resolution="Blocked")


def test_figures_count_what_they_say(home: Cast) -> None:
    _three(home)
    actor, month = home.actor("ben"), clock.now().date().replace(day=1)
    counted = figures.by_month(actor)
    assert {kind: count for (day, kind), count in counted.items() if day == month} == {
        "account": 1,
        "loss": 1,
        "insider": 1,
    }
    assert figures.standing() == {"open": 2, "to_assess": 0, "without_lessons": 1, "actions": 0, "confidential": 1}
    spans = figures.spans(actor)
    assert (spans["contain"].count, spans["contain"].middle) == (1, 6.0)
    told = figures.notified(actor)
    assert (told.waiting, told.sent, told.late) == (3, 0, 0)


def test_glance_counts_the_confidential_as_a_number(home: Cast) -> None:
    _three(home)
    for name, seen in (("ada", True), ("cleo", False)):
        page = read(home, name, "incidents/glance/")
        assert "3 security incidents were opened" in page
        assert "Embezzlement" not in page
        assert ("of which you may see 0" in page) is not seen


def test_incident_of_a_year_is_in_no_month(home: Cast) -> None:
    values = {"title": "Old", "is_security": True, "happened": "2026", "opened_at": "2026-01-01", "state": "closed"}
    writing.create(home.actor("ada", "import"), INCIDENTS, values)
    assert sum(figures.by_month(home.actor("ada")).values()) == 0


def upload(home: Cast, name: str, content: bytes, **told: str) -> Any:
    sent = {"file": SimpleUploadedFile("some.json", content), "whose": "others", "do": "keep", **told}
    return signed_in(home, name).post("/home/incidents/veris/", sent)


def test_veris_comes_in_by_the_page(home: Cast) -> None:
    answer = upload(home, "ben", json.dumps([OLD, NEW]).encode())
    assert (answer.status_code, ReferenceIncident.objects.count()) == (200, 2)
    one = ReferenceIncident.objects.get(external_id="two")
    page = read(home, "cleo", f"reference-incidents/{one.reference}/")
    assert "March 2022" in page and "1 Mar" not in page
    assert "Discovery, unit" in page and "somebody" not in page


def test_own_history_shows_no_more_than_is_known(home: Cast) -> None:
    upload(home, "ben", json.dumps([OLD]).encode(), whose="ours")
    one = Incident.objects.get()
    for page in (read(home, "cleo", f"incidents/{one.reference}/"), read(home, "cleo", "incidents/?view=all")):
        assert "2014" in page and "Jan 2014" not in page


def test_veris_page_tells_why_it_refuses(home: Cast) -> None:
    answer = upload(home, "ben", json.dumps({**OLD, "security_incident": "<i>Perhaps</i>"}).encode())
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "security_incident: “&lt;i&gt;Perhaps&lt;/i&gt;” is none of" in page
    assert upload(home, "ben", b"nonsense").status_code == 422
    assert signed_in(home, "ben").post("/home/incidents/veris/", {"do": "keep"}).status_code == 422
    assert upload(home, "cleo", json.dumps(OLD).encode()).status_code == 403
    assert ReferenceIncident.objects.count() == 0


def test_only_looking_keeps_nothing(home: Cast) -> None:
    answer = upload(home, "ben", json.dumps(OLD).encode(), do="look")
    assert "This would happen" in answer.content.decode()
    assert ReferenceIncident.objects.count() == 0


def test_veris_goes_out_by_the_page(home: Cast) -> None:
    incident = assessed(home)
    hidden = reported(home, "ada", title="Embezzlement", is_security=True, is_confidential=True)
    ben = signed_in(home, "ben")
    told = json.loads(ben.get("/home/incidents/veris.json").content)
    assert [one["incident_id"] for one in told] == [incident.reference]
    assert json.loads(ben.get(f"/home/incidents/{incident.reference}/veris.json").content) == told
    assert ben.get(f"/home/incidents/{hidden.reference}/veris.json").status_code == 404
    assert ben.get("/home/incidents/veris.json?security_category=loss").json() == []
    assert ben.get("/home/incidents/veris.json?nonsense=1").status_code == 404
    service = reported(home)
    assert ben.get(f"/home/incidents/{service.reference}/veris.json").status_code == 404


def test_editing_something_else_leaves_moments_to_the_second(home: Cast) -> None:
    incident = assessed(home)
    begin = (incident.opened_at - timedelta(hours=1)).replace(second=17, microsecond=23)
    writing.follow(home.actor("ada"), INCIDENTS, incident, {"opened_at": begin, "aware_at": begin}, "set")
    incident.refresh_from_db()
    ben, address = signed_in(home, "ben"), f"/home/incidents/{incident.reference}/edit/"
    shown = begin.astimezone(home.home.zone).strftime("%Y-%m-%dT%H:%M")
    told = {"version": incident.version, "opened_at": shown, "aware_at": shown, "lessons": "Look twice"}
    told |= {"is_security": "true", "is_service": "true"}
    assert f'value="{shown}"' in ben.get(address).content.decode()
    assert ben.post(address, told).status_code == 302
    incident.refresh_from_db()
    assert (incident.lessons, incident.opened_at, incident.aware_at) == ("Look twice", begin, begin)

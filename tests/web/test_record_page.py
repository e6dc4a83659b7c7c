"""The page of a record: one next step, properties in place with the way back, what points to it, drafts kept apart."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tandem.direction.risks.acceptances.register import RISK_ACCEPTANCES
from tandem.direction.risks.register import RISKS
from tandem.direction.scope.register import MANAGEMENT_SYSTEMS
from tandem.faces.web.record import effects
from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.kernel import links, lists, registers, writing
from tandem.ground.kernel.comments import add
from tandem.ground.kernel.models import Comment
from tandem.ground.kernel.registers import every, pointing_to
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.services.register import SERVICES
from tests.cast import Cast

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HTMX = {"HX-Request": "true"}

SERVICE, SECURITY = "iso-20000-1:2018", "iso-27001:2022"


def browser(home: Cast, name: str) -> Client:
    client = Client()
    client.force_login(home.users[name], backend=BACKEND)
    return client


def page(client: Client, address: str, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.fixture
def service(home: Cast) -> Any:
    return writing.create(home.actor("ada"), SERVICES, {"title": "Mail", "owner": home.users["ben"].pk})


def primary(html: str) -> list[str]:
    """The words of the blue buttons in the head."""
    head = html.split('<header class="rec">')[1].split("</header>")[0]
    return [words.strip() for words in re.findall(r'class="btn primary"[^>]*>([^<]+)', head)]


@pytest.mark.parametrize("register", every(), ids=lambda register: register.key)
def test_no_state_offers_an_ending_as_its_next_step(register: registers.Register) -> None:
    flow = register.workflow
    if flow is None:
        return
    for state in flow.states:
        step = flow.transition(flow.next_from(state.key))
        assert step is None or (state.key in step.sources and not flow.is_ending(step)), state.key


def test_somebody_at_work_is_not_offered_to_leave() -> None:
    people, controls = registers.find("people"), registers.find("controls")
    assert people is not None and people.workflow is not None and people.workflow.next_from("active") == ""
    assert controls is not None and controls.workflow is not None and controls.workflow.next_from("implemented") == ""
    assert INCIDENTS.workflow is not None and INCIDENTS.workflow.next_from("in-progress") == "resolve"


def test_what_a_role_can_never_do_is_not_shown_to_it(home: Cast) -> None:
    risk = writing.create(home.actor("ada"), RISKS, {"title": "Fire", "availability": True})
    address = f"/home/risks/{risk.reference}/"
    assert "Close" in page(browser(home, "ada"), address)
    reader = page(browser(home, "cleo"), address)
    assert "/steps/" not in reader and "aria-disabled" not in reader
    assert "data-property" not in reader and "/properties/" not in reader


def test_a_step_that_is_not_open_says_why(home: Cast) -> None:
    ada = home.actor("ada")
    told = {"title": "Fire", "availability": True, "owner": ada.user_id, "likelihood": 4, "impact": 4}
    risk = writing.create(ada, RISKS, told)
    writing.transition(ada, RISKS, risk.reference, "treat", {"treatment": "modify", "plan": "Sprinklers"})
    html = page(browser(home, "ada"), f"/home/risks/{risk.reference}/")
    assert re.search(r'<div class="closed" aria-disabled="true"><b>Approve what is left</b><small>[^<]{10,}', html)


def test_a_risk_is_assessed_then_treated_or_accepted(home: Cast) -> None:
    ada, client = home.actor("ada"), browser(home, "ada")
    risk = writing.create(ada, RISKS, {"title": "Fire", "availability": True})
    address = f"/home/risks/{risk.reference}/"
    assert primary(page(client, address)) == ["Assess"]
    writing.change(ada, RISKS, risk.reference, {"likelihood": 4, "impact": 4})
    assert primary(page(client, address)) == ["Start treatment"]
    writing.change(ada, RISKS, risk.reference, {"likelihood": 2, "impact": 2})
    assert primary(page(client, address)) == ["Accept"]
    assert f"/home/{RISK_ACCEPTANCES.key}/new/?risk={risk.reference}" in page(client, address)


def test_a_property_is_changed_in_place_and_taken_back(home: Cast, service: Any) -> None:
    client, address = browser(home, "ada"), f"/home/services/{service.reference}/"
    form = page(client, f"{address}properties/owner/", **HTMX)
    assert "<html" not in form and 'data-choose="/home/services/choices/owner/"' in form
    sent = {"owner": str(home.users["finn"].pk), "version": service.version}
    saved = client.post(f"{address}properties/owner/", sent, follow=True).content.decode()
    assert "Saved: owner." in saved
    service.refresh_from_db()
    assert service.owner == home.users["finn"]
    token = re.search(r'name="token" value="([^"]+)"', saved)
    assert token
    client.post(f"{address}take-back/", {"token": token[1]})
    service.refresh_from_db()
    assert (service.owner, service.version) == (home.users["ben"], 3)


def test_nothing_is_taken_back_after_another_change(home: Cast, service: Any) -> None:
    client, address = browser(home, "ada"), f"/home/services/{service.reference}/"
    saved = client.post(f"{address}properties/title/", {"title": "Post", "version": 1}, follow=True).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', saved)
    assert token
    writing.change(home.actor("ben"), SERVICES, service.reference, {"title": "Letters"})
    client.post(f"{address}take-back/", {"token": token[1]})
    client.post(f"{address}take-back/", {"token": token[1] + "x"})
    service.refresh_from_db()
    assert (service.title, service.version) == ("Letters", 3)


def test_a_property_refuses_what_the_form_refuses(home: Cast, service: Any) -> None:
    client, address = browser(home, "ada"), f"/home/services/{service.reference}/"
    assert client.post(f"{address}properties/title/", {"title": "", "version": 1}).status_code == 422
    assert client.post(f"{address}properties/title/", {"title": "Old", "version": 0}).status_code == 409
    assert client.post(f"{address}properties/state/", {"state": "live", "version": 1}).status_code == 404
    assert browser(home, "cleo").post(f"{address}properties/title/", {"title": "No", "version": 1}).status_code == 403
    assert browser(home, "dan").get(f"{address}properties/title/").status_code == 404
    service.refresh_from_db()
    assert (service.title, service.version) == ("Mail", 1)


def test_both_ends_show_a_reference_and_lead_to_the_list(home: Cast, service: Any) -> None:
    ada, client = home.actor("ada"), browser(home, "ada")
    for number in range(5):
        writing.create(ada, INCIDENTS, {"title": f"Broken {number}", "service": service.reference, "is_service": True})
    incident = writing.create(ada, INCIDENTS, {"title": "Other", "is_service": True})
    links.connect(ada, SERVICES, service.reference, kind="depends-on", to_reference=incident.reference)
    beside = page(client, f"/home/services/{service.reference}/beside/")
    assert f'href="/home/incidents/?service={service.reference}">Incidents <b>5</b>' in beside
    assert beside.count("Broken") == 3
    assert "Depends on <b>1</b>" in beside
    assert "Is needed by <b>1</b>" in page(client, f"/home/incidents/{incident.reference}/beside/")
    listed = page(client, f"/home/incidents/?service={service.reference}")
    assert listed.count('name="reference"') == 5


def test_every_field_that_names_a_record_is_a_filter(home: Cast) -> None:
    ada = home.actor("ada")
    for register in every():
        for other, name in pointing_to(register):
            assert lists.is_filter(other, name), f"{other.key}.{name}"
            lists.page(ada, other, lists.Query(filters={name: "X-1"}))


def test_what_somebody_may_not_see_is_not_counted_as_connected(home: Cast, service: Any) -> None:
    ada = home.actor("ada")
    secret = {"title": "Embezzlement", "is_confidential": True, "is_security": True, "service": service.reference}
    writing.create(ada, INCIDENTS, secret)
    address = f"/home/services/{service.reference}/"
    assert "Embezzlement" in page(browser(home, "ada"), f"{address}beside/")
    for part in (address, f"{address}beside/", f"{address}?beside=1"):
        assert "Embezzlement" not in page(browser(home, "ben"), part)
        assert "Incidents <b>" not in page(browser(home, "ben"), part)


def test_what_is_connected_takes_one_statement_for_all_that_is_empty(home: Cast, service: Any) -> None:
    client, address = browser(home, "ada"), f"/home/services/{service.reference}/beside/"
    page(client, address)
    with CaptureQueriesContext(connection) as queries:
        page(client, address)
    counting = [query["sql"] for query in queries if query["sql"].count("count(*)") > 10]
    assert len(counting) == 1
    assert len(queries) <= 15


def test_without_script_what_is_connected_stands_on_the_page(home: Cast, service: Any) -> None:
    client, address = browser(home, "ada"), f"/home/services/{service.reference}/"
    assert 'id="connected"' not in page(client, address)
    assert 'id="connected"' in page(client, f"{address}?beside=1")


def test_one_stream_of_what_was_said_and_changed(home: Cast) -> None:
    ada, client = home.actor("ada"), browser(home, "ada")
    incident = writing.create(ada, INCIDENTS, {"title": "Broken", "is_service": True})
    add(ada, INCIDENTS, incident.reference, "Only for us", kind="note")
    client.post(f"/home/incidents/{incident.reference}/comments/", {"text": "We are on it", "kind": "reply"})
    assert list(Comment.objects.values_list("kind", "audience")) == [("note", "internal"), ("reply", "public")]
    whole = page(client, f"/home/incidents/{incident.reference}/")
    assert whole.index("Only for us") < whole.index("We are on it")
    changes = page(client, f"/home/incidents/{incident.reference}/?stream=changes")
    assert "Only for us" not in changes and 'data-kind="change"' in changes


def test_a_field_offers_what_is_typed(home: Cast, service: Any) -> None:
    client = browser(home, "ada")
    answer = client.get("/home/incidents/choices/service/?q=mai").json()
    assert answer == {"options": [{"value": "SVC-1", "label": "SVC-1 Mail", "note": ""}]}
    assert [one["label"] for one in client.get("/home/incidents/choices/assignee/?q=b").json()["options"]] == ["Ben"]
    first = client.get("/home/incidents/choices/assignee/?filter=1").json()["options"][:2]
    assert [one["value"] for one in first] == ["me", "none"]
    assert client.get("/home/incidents/choices/title/?q=a").status_code == 404
    assert browser(home, "dan").get("/home/incidents/choices/service/?q=mai").status_code == 404


def test_a_requirement_is_found_by_its_number_or_a_word_those_adopted_first(home: Cast, service: Any) -> None:
    for standard, title in (("iso-20000-1:2018", "Backups elsewhere"), ("iso-27001:2022", "Backups kept")):
        framework = Framework.objects.filter(key=standard).first() or Framework.objects.create(
            key=standard, standard=standard, name=standard.upper(), kind="standard"
        )
        Requirement.objects.create(framework=framework, ref="A.99.1", title=title, kind="control", assessable=True)
    ours = {"title": "Ours", "standard": "iso-27001:2022"}
    writing.create(home.actor("ada"), MANAGEMENT_SYSTEMS, ours)
    client = browser(home, "ada")
    for typed in ("A.99.1", "backups kept", "iso-27001:2022/A.99.1"):
        offered = client.get("/home/choices/requirements/", {"q": typed}).json()["options"]
        assert (offered[0]["value"], offered[0]["label"]) == ("iso-27001:2022/A.99.1", "A.99.1 Backups kept")
    values = [one["value"] for one in client.get("/home/choices/requirements/", {"q": "A.99.1"}).json()["options"]]
    assert values == ["iso-27001:2022/A.99.1", "iso-20000-1:2018/A.99.1"]
    assert 'data-many="one" data-choose="/home/choices/requirements/"' in page(client, "/home/judgements/new/")


def test_an_exact_reference_is_taken_without_script(home: Cast, service: Any) -> None:
    sent = {"title": "Broken", "service": "svc-1", "owner": "Ben", "is_service": "true"}
    required = {"reported_as": "disruption", "channel": "portal", "impact": "3", "urgency": "2"}
    answer = browser(home, "ada").post("/home/incidents/new/", sent | required)
    assert answer.status_code == 302, answer.content.decode()[:4000]
    incident = INCIDENTS.model.objects.get()
    assert (incident.service, incident.owner) == (service, home.users["ben"])


def test_saving_says_what_was_saved(home: Cast) -> None:
    saved = browser(home, "ada").post("/home/services/new/", {"title": "Mail"}, follow=True).content.decode()
    assert "Saved as SVC-1." in saved


def test_drafts_are_tied_to_the_version_and_never_kept_of_what_is_confidential(home: Cast, service: Any) -> None:
    ada, client = home.actor("ada"), browser(home, "ada")
    form = page(client, f"/home/services/{service.reference}/edit/")
    assert 'data-draft="services-SVC-1" data-version="1" novalidate' in form
    secret = writing.create(ada, INCIDENTS, {"title": "Secret", "is_confidential": True, "is_security": True})
    assert "data-confidential" in page(client, f"/home/incidents/{secret.reference}/edit/")
    assert "data-confidential" in page(client, f"/home/incidents/{secret.reference}/")
    assert "data-confidential" in page(client, f"/home/incident-evidence/new/?incident={secret.reference}")


def test_a_new_record_is_asked_for_what_makes_sense_now(home: Cast) -> None:
    form = page(browser(home, "ada"), "/home/incidents/new/")
    opened = re.findall(r'<details class="section" open[^>]*>.*?</details>', form, re.DOTALL)
    assert 6 <= sum(part.count('class="field') for part in opened) <= 20
    assert 'id="field-resolution"' not in "".join(opened)
    assert 'id="field-resolution"' in form


def test_a_session_that_ended_leads_back_to_the_form(home: Cast, service: Any) -> None:
    came_from = {"Referer": f"http://testserver/home/services/{service.reference}/"}
    sent = Client().post(f"/home/services/{service.reference}/comments/", {"text": "x"}, headers=came_from)
    assert sent.status_code == 302
    assert sent.url.endswith(f"?next=/home/services/{service.reference}/")
    stranger = Client().post(f"/home/services/{service.reference}/comments/", {}, headers={"Referer": "http://evil/x"})
    assert "evil" not in stranger.url


def test_a_session_is_renewed_while_somebody_works(home: Cast, service: Any) -> None:
    client = browser(home, "ada")
    page(client, "/home/services/?view=all")
    renewed = client.session["renewed"]
    page(client, "/home/services/?view=all")
    assert client.session["renewed"] == renewed
    session = client.session
    session["renewed"] = renewed - 3_600
    session.save()
    assert "sessionid" in client.get("/home/services/?view=all").cookies


def test_a_newer_version_shows_both_values_wherever_one_field_or_a_step_was_written(home: Cast, service: Any) -> None:
    ada = browser(home, "ada")
    writing.change(home.actor("ben"), SERVICES, service.reference, {"title": "Post"})
    answers = [
        ada.post(f"/home/services/{service.reference}/properties/title/", {"title": "Letters", "version": "1"}),
        ada.post(f"/home/services/{service.reference}/steps/retire/", {"reason": "It is gone", "version": "1"}),
    ]
    assert [answer.status_code for answer in answers] == [409, 409]
    in_place, step = (answer.content.decode() for answer in answers)
    assert re.search(r'class="before">Post<.*class="after">Letters<', in_place)
    assert 'value="Letters"' in in_place and 'name="version" value="2"' in in_place
    assert "Nothing was overwritten" in step and "It is gone</textarea>" in step
    service.refresh_from_db()
    assert (service.title, service.version) == ("Post", 2)


def test_a_part_of_a_page_takes_the_whole_page_to_sign_in_and_back(home: Cast, service: Any) -> None:
    came_from = {"Referer": "http://testserver/home/queue/?tab=mine", **HTMX}
    answer = Client().get(f"/home/services/{service.reference}/properties/title/", headers=came_from)
    assert answer.headers["HX-Redirect"] == "/accounts/login/?next=/home/queue/%3Ftab%3Dmine"
    assert answer.content == b""


@pytest.mark.parametrize(
    ("standards", "adopted", "words"),
    [
        ([SERVICE], [SERVICE], "6.2.1 is now met."),
        ([SERVICE], [SECURITY, SERVICE], "6.2.1 (ISO/IEC 20000-1:2018) is now met."),
        ([SECURITY, SERVICE], [SECURITY, SERVICE], "6.2.1 is now met in both standards."),
    ],
)
def test_what_a_save_changed_names_the_standard_as_people_write_it(
    standards: list[str], adopted: list[str], words: str
) -> None:
    assert effects.line("6.2.1", "Met", standards, set(adopted)) == words


def test_who_finds_nothing_is_led_to_the_list(home: Cast) -> None:
    missing = browser(home, "ada").get("/home/risks/RISK-99/")
    assert missing.status_code == 404
    assert '<a class="btn primary" href="/home/risks/?view=all">All risks</a>' in missing.content.decode()
    assert "/home/risks/?view=all" not in browser(home, "finn").get("/home/risks/RISK-99/").content.decode()

"""Do next: every deed leads to a form where it can be done, and what it promises is what is gained."""

import html
import re
from typing import Any

import pytest
from django.test import Client

from tandem.faces.web.outlook import best_first
from tandem.ground.kernel import writing
from tandem.ground.kernel.registers import find
from tandem.proof.conformity.engine import evaluate_for
from tandem.proof.conformity.library import library
from tandem.proof.conformity.report import Report
from tandem.proof.conformity.tests.conftest import SECURITY, SERVICE, numbered, standard
from tandem.proof.conformity.vocabulary import Result
from tests.cast import Cast

HTMX = {"HX-Request": "true"}


@pytest.fixture
def adopted(home: Cast) -> Cast:
    """The home of the cast, which works by both standards and keeps nothing else yet."""
    for key, name in ((SECURITY, "ISO/IEC 27001:2022"), (SERVICE, "ISO/IEC 20000-1:2018")):
        refs = {
            served.partition("/")[2] for check in library().checks for served in check.serves if served.startswith(key)
        }
        standard(key, name, sorted(refs, key=numbered))
        add(home, "management-systems", title=name, standard=key)
    return home


def add(cast: Cast, key: str, **values: Any) -> Any:
    register = find(key)
    assert register is not None
    return writing.create(cast.actor("ada"), register, values)


def client_of(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def met(report: Report) -> set[str]:
    return {key for key, result in report.results.items() if result == Result.MET.value}


def form_of(page: str) -> dict[str, Any]:
    """The hidden fields of the form of a deed."""
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in hidden}


def test_in_an_empty_organization_every_deed_leads_to_a_form(adopted: Cast) -> None:
    client, steps = client_of(adopted, "ada"), best_first(evaluate_for(adopted.actor("ada")))
    assert len(steps) > 100
    lost = [step.title for step in steps if client.get(f"/home/board/deeds/{step.checks[0]}/").status_code != 200]
    assert lost == []


def test_controls_of_annex_a_are_one_deed_that_leads_to_where_they_are_chosen(adopted: Cast) -> None:
    client = client_of(adopted, "ada")
    page = client.get("/home/board/?deeds=all").content.decode()
    assert page.count("<b>Enter the controls of Annex A: 93 wait</b>") == 1
    assert "Enter control: A." not in page
    assert 'href="/home/controls/begin/?framework=iso-27001%3A2022"' in page


def parties(cast: Cast, *titles: str) -> list[Any]:
    return [add(cast, "interested-parties", title=title) for title in titles]


def test_a_deed_names_the_record_and_opens_what_it_lacks(adopted: Cast) -> None:
    (party,) = parties(adopted, "Landlord")
    page = client_of(adopted, "ada").get("/home/board/deeds/parties-needs/").content.decode()
    assert "Enter obligation for Landlord" in page
    assert f'data-value="{party.reference}"' in page


def test_three_in_a_row_say_what_was_gained_and_what_was_promised(adopted: Cast) -> None:
    parties(adopted, "Landlord", "Carrier", "Works council")
    client = client_of(adopted, "ada")
    before = evaluate_for(adopted.actor("ada"))
    promised = next(step for step in best_first(before) if "parties-needs" in step.checks).completes
    page = client.get("/home/board/deeds/parties-needs/", headers=HTMX).content.decode()
    for count in range(3):
        hidden = form_of(page)
        sent = {"title": f"A need, number {count}", "kind": "need", "review_months": "12", "concerns_services": "true"}
        answer = client.post(
            "/home/board/deeds/parties-needs/", {**hidden, **sent, "party": hidden["record"]}, headers=HTMX
        )
        page = answer.content.decode()
        assert "Saved as OBL-" in page
        if count < 2:
            assert "Enter obligation for" in page
    after = evaluate_for(adopted.actor("ada"))
    assert met(after) - met(before) == set(promised)


def test_what_is_wrong_is_said_in_the_drawer_and_nothing_is_written(adopted: Cast) -> None:
    parties(adopted, "Landlord")
    client = client_of(adopted, "ada")
    hidden = form_of(client.get("/home/board/deeds/parties-needs/", headers=HTMX).content.decode())
    page = client.post("/home/board/deeds/parties-needs/", {**hidden, "title": ""}, headers=HTMX).content.decode()
    assert 'role="alert"' in page
    register = find("obligations")
    assert register is not None
    assert register.model.objects.count() == 0


def test_a_form_of_something_else_than_is_to_be_done_writes_nothing(adopted: Cast) -> None:
    (party,) = parties(adopted, "Landlord")
    client = client_of(adopted, "ada")
    hidden = form_of(client.get("/home/board/deeds/parties-needs/", headers=HTMX).content.decode())
    sent = {**hidden, "aim": "obligations OBL-1", "title": "Rent", "party": party.reference}
    page = client.post("/home/board/deeds/parties-needs/", sent, headers=HTMX).content.decode()
    assert "The records moved on meanwhile" in page
    register = find("obligations")
    assert register is not None
    assert register.model.objects.count() == 0


def test_a_reader_is_offered_no_deed(adopted: Cast) -> None:
    parties(adopted, "Landlord")
    client = client_of(adopted, "cleo")
    assert client.get("/home/board/deeds/parties-needs/").status_code == 404
    assert "data-deed>" not in client.get("/home/board/").content.decode()


def test_the_first_hour_begins_with_what_everything_stands_on(adopted: Cast) -> None:
    client = client_of(adopted, "ada")
    page = client.get("/home/board/").content.decode()
    hour = page[page.index("The first hour") : page.index('class="sheet stand')]
    leads = re.findall(r'href="/home/([^"]+)"', hour)
    assert leads == ["management-systems/MS-1/edit/#scope", "services/new/", "people/import/", "documents/templates/"]
    assert [client.get(f"/home/{lead.partition('#')[0]}").status_code for lead in leads] == [200] * 4
    deeds = page[page.index('class="cols"') : page.index('id="requirements"')]
    assert "Complete MS-1" not in deeds  # nothing is said twice
    for number in (1, 2):
        writing.change(adopted.actor("ada"), find("management-systems"), f"MS-{number}", {"scope": "Hosting at Vienna"})
    add(adopted, "services", title="Hosting", owner=adopted.users["ada"].email)
    add(adopted, "people", title="Ada")
    assert client.get("/home/board/").content.decode().count('<li class="done">') == 3
    add(adopted, "documents", title="Policy", kind="policy", owner=adopted.users["ada"].email)
    assert "The first hour" not in client.get("/home/board/").content.decode()


def test_a_record_that_moved_on_under_a_deed_keeps_what_was_typed_and_shows_both(adopted: Cast) -> None:
    client, address = client_of(adopted, "ada"), "/home/board/deeds/scope-27-boundary/"
    hidden = form_of(client.get(address, headers=HTMX).content.decode())
    system = find("management-systems")
    assert system is not None
    writing.change(adopted.actor("ada"), system, hidden["record"], {"title": "Written meanwhile"})
    answer = client.post(address, {**hidden, "title": "What was typed"}, headers=HTMX).content.decode()
    assert re.search(r'class="before">Written meanwhile<.*class="after">What was typed<', answer)
    assert 'value="What was typed"' in answer
    assert system.model.objects.get(reference=hidden["record"]).title == "Written meanwhile"

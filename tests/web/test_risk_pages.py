"""The pages of risks: methods begun and written, threats taken over, the matrix with its line, the workshop."""

import re
from typing import Any

import pytest
from django.test import Client

from tandem.direction.risks.methods.models import RiskMethod
from tandem.direction.risks.methods.register import RISK_METHODS
from tandem.direction.risks.models import Risk
from tandem.direction.risks.register import RISKS
from tandem.direction.risks.threats.models import Threat
from tandem.faces.web.matrix import Grid
from tandem.ground.kernel import writing
from tests.cast import Cast

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CRITERIA = "Money | little | some | much | very much | all\nCustomers | none | one | few | many | all"


def entered(home: Cast, who: str) -> Client:
    client = Client()
    client.force_login(home.users[who], backend=BACKEND)
    return client


@pytest.fixture
def ada(home: Cast) -> Client:
    return entered(home, "ada")


def method(home: Cast, **values: Any) -> RiskMethod:
    ben = home.actor("ben")
    made = writing.create(ben, RISK_METHODS, {"title": "Ours", "owner": ben.user_id, **values})
    return writing.transition(home.actor("ada"), RISK_METHODS, made.reference, "approve")


def risk(home: Cast, **values: Any) -> Risk:
    told = {"title": "Fire", "availability": True, "likelihood": 3, "impact": 4}
    return writing.create(home.actor("ada"), RISKS, {**told, **values})


def test_a_method_is_begun_on_its_page(home: Cast, ada: Client) -> None:
    assert "Expected loss in a year" in ada.get("/home/risk-methods/begin/").content.decode()
    begun = ada.post("/home/risk-methods/begin/", {"key": "service"})
    assert (begun.status_code, begun.url) == (302, "/home/risk-methods/METHOD-1/scales/")
    assert RiskMethod.objects.get().begins_from == "service"
    wrong = ada.post("/home/risk-methods/begin/", {"key": "<b>"}, follow=True).content.decode()
    assert "There is no “&lt;b&gt;” to begin from." in wrong
    assert entered(home, "cleo").post("/home/risk-methods/begin/", {"key": "service"}).status_code == 403
    assert RiskMethod.objects.count() == 1


TABLES = {
    "likelihood": ["Rare", "Often", ""],
    "likelihood_meaning": ["once", "", ""],
    "impact": ["Low", "", "High"],
    "impact_meaning": ["", "", ""],
    "criterion": ["Money", "", "Peo|ple"],
    "meaning-0": ["cents", "lost", "millions"],
    "meaning-1": ["", "", ""],
    "meaning-2": ["one", "two", "three"],
    "formula": "product",
    "combining": "highest",
    "accept_up_to": "1",
    "critical_from": "4",
    "band_up_to": ["1", "4", ""],
    "band_label": ["Fine", "Act", "Nothing"],
    "band_tone": ["good", "bad", "quiet"],
    "band_months": ["", "6", ""],
    "tier_up_to": ["4"],
    "tier_who": ["owner"],
    "tier_label": [""],
}


def test_the_scales_of_a_draft_are_written_as_tables(home: Cast, ada: Client) -> None:
    ada.post("/home/risk-methods/begin/", {"key": "five-by-five"})
    kept = ada.post("/home/risk-methods/METHOD-1/scales/", {**TABLES, "version": "1"})
    assert kept.status_code == 302
    made = RiskMethod.objects.get()
    assert (made.likelihood_scale, made.likelihood_meaning) == (["Rare", "Often"], "once\nOften")
    assert (made.impact_scale, made.impact_meaning) == (["Low", "High"], "")
    assert made.impact_criteria == "Money | cents | millions\nPeo/ple | one | three"
    assert (made.bands, made.tiers) == ("1 | Fine | good\n4 | Act | bad | 6", "4 | owner")


def test_what_cannot_be_kept_stays_in_the_tables(home: Cast, ada: Client) -> None:
    ada.post("/home/risk-methods/begin/", {"key": "five-by-five"})
    wrong = {**TABLES, "version": "1", "band_up_to": ["x", "4", ""]}
    answer = ada.post("/home/risk-methods/METHOD-1/scales/", wrong)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Bands of levels: Line 1: begin with a level above 0." in text
    assert 'value="Rare"' in text and 'value="millions"' in text
    assert RiskMethod.objects.get().version == 1
    stale = ada.post("/home/risk-methods/METHOD-1/scales/", {**TABLES, "version": "7"})
    assert (stale.status_code, RiskMethod.objects.get().version) == (422, 1)


def test_an_approved_method_shows_what_is_to_be_assessed_again(home: Cast, ada: Client) -> None:
    method(home)
    risk(home)
    assert ada.post("/home/risk-methods/METHOD-1/scales/", TABLES).status_code == 403
    method(home, title="Better")
    text = ada.get("/home/risk-methods/METHOD-1/scales/").content.decode()
    assert "To be assessed again" in text and "RISK-1 Fire" in text
    listed = ada.get("/home/risks/?to_reassess=true").content.decode()
    assert "RISK-1" in listed
    writing.change(home.actor("ada"), RISKS, "RISK-1", {"likelihood": 2})
    assert "RISK-1" not in ada.get("/home/risk-methods/METHOD-1/scales/").content.decode()


def test_threats_are_taken_over_on_their_page(home: Cast, ada: Client) -> None:
    assert "0 of 45 are here." in ada.get("/home/threats/take-over/").content.decode()
    assert ada.post("/home/threats/take-over/", {"source": "threats"}).url == "/home/threats/"
    assert "45 of 45 are here." in ada.get("/home/threats/take-over/").content.decode()
    assert entered(home, "gil").post("/home/threats/take-over/", {"source": "weaknesses"}).status_code == 403
    ada.post("/home/threats/take-over/", {"source": "../etc"})
    assert Threat.objects.count() == 45


def test_a_cell_of_the_matrix_filters_the_ranking_below(home: Cast, ada: Client) -> None:
    method(home)
    risk(home, residual_likelihood=1, residual_impact=4)
    risk(home, title="Flood", likelihood=5)
    text = ada.get("/home/risks/matrix/").content.decode()
    assert "?which=current&amp;domain=&amp;likelihood=3&amp;impact=4#risks" in text
    assert text.count("marker-end") == 1
    assert text.index("RISK-2") < text.index("RISK-1")
    chosen = ada.get("/home/risks/matrix/?likelihood=5&impact=4").content.decode()
    assert "RISK-2" in chosen and "RISK-1" not in chosen
    assert "marker-end" not in ada.get("/home/risks/matrix/?plain=1").content.decode()
    for nonsense in ("?likelihood=99&impact=4", "?likelihood=x&impact=²", "?which=x&domain=y"):
        assert ada.get(f"/home/risks/matrix/{nonsense}").status_code == 200


def test_the_line_of_acceptance_runs_where_levels_cease_to_be_acceptable(home: Cast) -> None:
    grid = Grid.by(method(home, accept_up_to=4, critical_from=15))
    edges = re.findall(r"M[\d.-]+ [\d.-]+[HV][\d.-]+", grid.picture({}, {})["line"])
    levels = [[likelihood * impact <= 4 for impact in range(1, 6)] for likelihood in range(1, 6)]
    beside = sum(row[place] and not row[place + 1] for row in levels for place in range(4))
    above = sum(levels[place][column] and not levels[place + 1][column] for place in range(4) for column in range(5))
    assert len(edges) == beside + above == 8


def test_risks_of_another_method_are_counted_and_not_drawn(home: Cast, ada: Client) -> None:
    method(home)
    method(home, title="Services", domains="service", formula="sum", accept_up_to=4, critical_from=8)
    risk(home)
    risk(home, title="Mail stops", domain="service", customer_impact="No mail")
    text = ada.get("/home/risks/matrix/").content.decode()
    assert "1 of 2 open risks are judged." in text and "1 is judged by another method" in text
    assert "1 of 1 open risks are judged." in ada.get("/home/risks/matrix/?domain=service").content.decode()


def test_the_workshop_keeps_one_criterion_at_a_time(home: Cast, ada: Client) -> None:
    method(home, impact_criteria=CRITERIA)
    risk(home, impact=None)
    told = {"reference": "RISK-1", "impacts:Money": "2"}
    answer = ada.post("/home/risks/workshop/", told, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Trigger"]) == (200, "judged")
    assert 'id="whole-RISK-1" hx-swap-oob="true">2<' in answer.content.decode()
    ada.post("/home/risks/workshop/", {"reference": "RISK-1", "impacts:Customers": "5"}, headers={"HX-Request": "true"})
    kept = Risk.objects.get()
    assert (kept.impacts, kept.impact, kept.level) == (["Money: 2", "Customers: 5"], 5, 15)
    for wrong in ({"impacts:Weather": "2"}, {"impacts:Money": "9"}, {"impacts:Money": "x"}):
        refused = ada.post("/home/risks/workshop/", {"reference": "RISK-1", **wrong}, headers={"HX-Request": "true"})
        assert refused.status_code == 200 and 'role="alert"></span>' not in refused.content.decode()
    assert Risk.objects.get().version == kept.version
    ada.post("/home/risks/workshop/", {"reference": "RISK-1", "impacts:Customers": ""})
    assert Risk.objects.get().impacts == ["Money: 2"]


def test_the_form_keeps_the_steps_by_criterion(home: Cast, ada: Client) -> None:
    method(home, impact_criteria=CRITERIA)
    text = ada.get("/home/risks/new/").content.decode()
    assert '<option value="Money: 3">3 much</option>' in text and 'data-only-for="domain"' in text
    told = {"title": "Fire", "domain": "information-security", "availability": "true", "likelihood": "2", "impact": ""}
    ada.post("/home/risks/new/", {**told, "impacts": ["", "Money: 3", "Customers: 4"]})
    assert (Risk.objects.get().impacts, Risk.objects.get().level) == (["Money: 3", "Customers: 4"], 8)
    again = ada.post("/home/risks/new/", {**told, "title": "", "impacts": ["", "Money: 3", ""]})
    assert again.status_code == 422
    assert '<option value="Money: 3" selected>' in again.content.decode()


def test_the_step_proposes_what_was_to_be_left(home: Cast, ada: Client) -> None:
    fire = risk(home, treatment="modify", plan="Do", residual_likelihood=1, residual_impact=2)
    writing.transition(home.actor("ada"), RISKS, fire.reference, "treat")
    text = ada.get(f"/home/risks/{fire.reference}/steps/treated/").content.decode()
    assert re.search(r'name="likelihood"[^>]*value="1"', text) and re.search(r'name="impact"[^>]*value="2"', text)

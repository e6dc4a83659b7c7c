"""Pages of losses, and that page, files, API and command tell the same figures."""

import csv
import json
import re
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from tandem.direction.losses import background, portfolio
from tandem.direction.losses.register import LOSS_ESTIMATES
from tandem.direction.losses.tolerances.register import LOSS_TOLERANCES
from tandem.faces.cli.estimating import show_losses
from tandem.faces.web import curves
from tandem.ground.kernel import jobs, registers, writing
from tandem.ground.kernel.models import Job
from tests.cast import Cast

PAGE = "/home/loss-estimates/portfolio/"
NUMBERS = {"rate_low": "0.1", "rate_high": "0.6", "loss_low": 10_000, "loss_high": 200_000}
TREATED = {"treatment": "A second line", "treatment_cost": 5_000, "after_rate_low": "0.02", "after_rate_high": "0.1"}
SOURCE = {"estimated_by": "Ada", "basis": "=HYPERLINK(1)"}


def estimate(home: Cast, title: str = "Line cut", is_agreed: bool = True, **values: Any) -> Any:
    ada, risks = home.actor("ada"), registers.find("risks")
    assert risks is not None
    risk = writing.create(ada, risks, {"title": f"{title} <b>", "domain": "availability"})
    told = {"risk": risk, "title": title, "currency": "EUR", **NUMBERS, **SOURCE, **values}
    made = writing.create(home.actor("ben"), LOSS_ESTIMATES, told)
    return writing.transition(ada, LOSS_ESTIMATES, made.reference, "agree") if is_agreed else made


@pytest.fixture
def client(home: Cast) -> Client:
    client = Client()
    client.force_login(home.users["ada"], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text_of(response: Any) -> str:
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def test_without_estimates_the_page_says_what_to_do(client: Client) -> None:
    text = text_of(client.get(PAGE))
    assert "No estimate is agreed yet" in text
    assert "/home/loss-estimates/new/" in text


def test_page_files_api_and_command_tell_the_same_figures(home: Cast, client: Client) -> None:
    estimate(home, **TREATED)
    estimate(home, "Fire", loss_low=1_000)
    asked = "?years=2000&seed=7&dependence=off"
    told = json.loads(client.get(f"{PAGE}json/{asked}").content)
    assert (told["years"], told["seed"], told["estimates"]) == (2_000, 7, 2)
    assert json.loads(client.get(f"/api/v1/home/losses{asked}").content) == told
    command = CliRunner().invoke(
        show_losses, ["home", "--years", "2000", "--seed", "7", "--dependence", "off", "--json"]
    )
    assert json.loads(command.output) == told
    text = text_of(client.get(PAGE + asked))
    for figure in (told["before"]["expected_loss"], told["after"]["percentile_99"], told["risks"][0]["net_benefit"]):
        assert f"{figure:,.0f}" in text
    lines = list(csv.reader(client.get(f"{PAGE}csv/{asked}").content.decode("utf-8-sig").splitlines()))
    held = {tuple(line[:3]): line[3] for line in lines}
    assert held["portfolio", "before", "expected_loss"] == str(told["before"]["expected_loss"])
    assert held["risk", told["risks"][0]["risk"], "before percentile_95"] == str(
        told["risks"][0]["before"]["percentile_95"]
    )
    assert sum(line[0] == "curve" and line[1] == "before" for line in lines) == len(told["curve"])


def test_every_figure_leads_to_the_records_behind_it(home: Cast, client: Client) -> None:
    made = estimate(home, **TREATED)
    text = text_of(client.get(PAGE))
    for address in (f"/home/risks/{made.risk.reference}/", f"/home/loss-estimates/{made.reference}/curve/"):
        assert f'href="{address}"' in text
    assert 'href="/home/loss-estimates/?state=agreed&amp;currency=EUR"' in text
    assert "Line cut &lt;b&gt;" in text
    assert "style=" not in text
    listed = text_of(client.get("/home/loss-estimates/?state=agreed&currency=EUR"))
    assert made.reference in listed


def test_the_curve_of_one_estimate_in_words_drawing_and_table(home: Cast, client: Client) -> None:
    ada, made = home.actor("ada"), estimate(home, **TREATED)
    tolerance = writing.create(home.actor("ben"), LOSS_TOLERANCES, {"title": "Limit", "points": "1000 90%, 50000 1%"})
    writing.transition(ada, LOSS_TOLERANCES, tolerance.reference, "approve")
    text = text_of(client.get(f"/home/loss-estimates/{made.reference}/curve/"))
    assert f"EUR {made.expected_loss:,.0f}" in text
    assert "From 100,000 simulated years, seed 1" in text
    assert "One point of the tolerance is exceeded" in text
    assert text.count('class="line ') == 6  # three curves and their keys
    assert f"/home/loss-estimates/new/?risk={made.risk.reference}&amp;title=Line+cut" in text
    told = client.get(f"/api/v1/home/losses/{made.reference}").json()
    assert told["before"]["expected_loss"] == float(made.expected_loss)
    assert (told["risk"], told["net_benefit"]) == (made.risk.reference, float(made.net_benefit))


def test_a_new_version_begins_with_the_numbers_of_the_last(home: Cast, client: Client) -> None:
    made = estimate(home, **TREATED)
    text = text_of(client.get(f"/home/loss-estimates/{made.reference}/curve/"))
    address = re.search(r'href="(/home/loss-estimates/new/\?[^"]+)"', text)
    assert address is not None
    form = text_of(client.get(address[1].replace("&amp;", "&")))
    assert 'value="200000"' in form
    assert 'value="0.02"' in form


def test_wrong_questions_are_named_and_answered_as_usual(home: Cast, client: Client) -> None:
    estimate(home)
    response = client.get(f"{PAGE}?years=5&seed=x&currency=USD")
    assert response.status_code == 422
    assert "Write a whole number from 1,000 to 1,000,000." in response.content.decode()
    assert client.get(f"{PAGE}json/?years=5").status_code == 404
    refused = client.get("/api/v1/home/losses?years=5&dependence=x")
    assert (refused.status_code, set(refused.json()["errors"])) == (422, {"years", "dependence"})


def test_unchanged_inputs_are_not_simulated_again(home: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    estimate(home)
    first = client.get(PAGE)
    monkeypatch.setattr(portfolio, "simulate", None)
    again = client.get(PAGE)
    assert (again.status_code, first.status_code) == (200, 200)


def test_long_simulations_are_done_in_the_background(
    home: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = estimate(home)
    monkeypatch.setattr(portfolio, "AT_ONCE", 0.0)
    asked = "?years=3000&seed=4"
    assert "done in the background" in text_of(client.get(PAGE + asked))
    assert client.get(f"{PAGE}json/{asked}").status_code == 404
    for _twice in range(2):
        assert client.post(f"{PAGE}simulate/{asked}").status_code == 302
    assert Job.objects.filter(task=background.TASK).count() == 1
    assert "It is being simulated" in text_of(client.get(PAGE + asked))
    waiting = client.get(f"{PAGE}progress/{asked}")
    assert (waiting.status_code, b"<progress" in waiting.content) == (200, True)
    jobs.run_all()
    assert client.get(f"{PAGE}progress/{asked}")["HX-Refresh"] == "true"
    told = json.loads(client.get(f"{PAGE}json/{asked}").content)
    assert told["risks"][0]["estimate"] == made.reference
    gathered = portfolio.gather(home.actor("ada"), portfolio.question_of({"years": "3000", "seed": "4"}))
    assert told == json.loads(json.dumps(portfolio.with_records(gathered, portfolio.compute(gathered.plan))))


def test_estimates_that_changed_before_their_turn_are_not_mixed_up(
    home: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    estimate(home)
    monkeypatch.setattr(portfolio, "AT_ONCE", 0.0)
    client.post(f"{PAGE}simulate/")
    estimate(home, "Fire")
    jobs.run_all()
    job = Job.objects.get(task=background.TASK)
    assert (job.state, "changed meanwhile" in job.error) == ("failed", True)
    assert "done in the background" in text_of(client.get(PAGE))


def test_the_command_names_what_it_does_not_know(home: Cast) -> None:
    estimate(home)
    refused = CliRunner().invoke(show_losses, ["home", "--years", "3"])
    assert (refused.exit_code, "whole number from 1,000" in refused.output) == (1, True)
    text = CliRunner().invoke(show_losses, ["home", "--years", "1000"]).output
    assert "1 agreed estimates of 1 open risks, in EUR" in text


def test_drawings_keep_inside_and_fall() -> None:
    points = [(10.0**power, 0.5 / power) for power in range(1, 7)]
    drawn = curves.picture([curves.Line("now", "now", points), curves.Line("after", "after", [(5.0, 0.0)])])
    assert drawn is not None
    assert [line.style for line in drawn.lines] == ["now"]
    places = [tuple(map(float, place.split(","))) for place in drawn.lines[0].path[1:].split(" L")]
    assert places == sorted(places)
    assert all(drawn.left <= x <= drawn.right and drawn.top <= y <= drawn.bottom for x, y in places)
    assert curves.picture([curves.Line("now", "now", [(0.0, 0.0)])]) is None
    assert [curves.short(amount) for amount in (250, 1_500, 2e6, 3.5e9)] == ["250", "1.5 k", "2 M", "3.5 bn"]

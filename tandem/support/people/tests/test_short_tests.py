"""The short test of a campaign: asked once, answered in person, passed by the mark that was set before."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tandem.ground.kernel import permissions, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.support.people.campaigns.models import AwarenessCampaign
from tandem.support.people.campaigns.questions.register import TEST_QUESTIONS
from tandem.support.people.campaigns.register import AWARENESS_CAMPAIGNS
from tandem.support.people.campaigns.results.models import TestResult
from tandem.support.people.campaigns.results.register import TEST_RESULTS
from tandem.support.people.register import PEOPLE
from tandem.support.people.trainings.models import Training
from tests.cast import Cast

pytestmark = pytest.mark.django_db
RIGHT = ["Tell the desk", "No", "By telephone"]


@pytest.fixture
def campaign(home: Cast) -> Any:
    """A campaign with three questions, for Ben who signs in and Kim who does not."""
    ada = home.actor("ada")
    for name, user in (("Ben", home.users["ben"]), ("Kim", None)):
        writing.create(ada, PEOPLE, {"title": name, "user": user})
    given = {"title": "Phishing", "message": "Report what looks odd.", "audience": "Everybody", "pass_mark": 60}
    made = writing.create(ada, AWARENESS_CAMPAIGNS, given)
    for number, right in enumerate(RIGHT):
        row = {"campaign": made, "title": f"Question {number}?", "options": ["Other", right], "right": right}
        writing.create(ada, TEST_QUESTIONS, row)
    for _time in range(2):
        writing.transition(ada, AWARENESS_CAMPAIGNS, made.reference, "ask")
    return made


def result(name: str) -> Any:
    return TestResult.objects.get(person__title=name)


def answer(home: Cast, name: str, whose: Any, answers: list[str]) -> Any:
    return writing.transition(home.actor(name), TEST_RESULTS, whose.reference, "answer", {"answers": answers})


def test_each_is_asked_once_and_finds_it_in_their_work(home: Cast, campaign: Any, client: Client) -> None:
    ben = result("Ben")
    assert (ben.owner, ben.due, TestResult.objects.count()) == (
        home.users["ben"],
        home.actor("ada").today + timedelta(days=14),
        2,
    )
    client.force_login(home.users["ben"])
    page = client.get(f"/home/test-results/{ben.reference}/test/").content.decode()
    assert page.count('type="radio"') == 6
    assert "badge good" not in page


def test_answers_are_counted_against_the_mark_and_tried_again(home: Cast, campaign: Any, client: Client) -> None:
    client.force_login(home.users["ben"])
    address = f"/home/test-results/{result('Ben').reference}/test/"
    questions = list(campaign.questions.order_by("position").values_list("reference", flat=True))
    wrong = dict(zip(questions, ["Tell the desk", "Other", "Other"], strict=True))
    assert "2 are left" in client.post(address, {questions[0]: "Other"}).content.decode()
    client.post(address, wrong)
    assert (result("Ben").state, result("Ben").score, result("Ben").tries) == ("failed", 33, 1)
    assert not Training.objects.exists()
    client.post(address, wrong | {questions[1]: "No"})
    assert (result("Ben").state, result("Ben").score, result("Ben").tries) == ("passed", 66, 2)
    assert Training.objects.get().person.title == "Ben"
    counted = AwarenessCampaign.objects.get()
    assert (counted.reached, counted.asked, counted.passed, counted.passed_share) == (1, 2, 1, 50)


def test_nobody_answers_or_counts_for_somebody_else_or_twice(home: Cast, campaign: Any) -> None:
    today = home.actor("ada").today
    with pytest.raises((Invalid, NotPermitted)):
        answer(home, "ada", result("Ben"), RIGHT)
    with pytest.raises((Invalid, NotPermitted)):
        writing.transition(
            home.actor("ben"), TEST_RESULTS, result("Ben").reference, "note", {"right": 3, "taken_on": today}
        )
    assert result("Ben").state == "asked"
    writing.transition(
        home.actor("ada"), TEST_RESULTS, result("Kim").reference, "note", {"right": 9, "taken_on": today}
    )
    assert (result("Kim").state, result("Kim").score, result("Kim").right) == ("passed", 100, 3)
    with pytest.raises(Invalid):
        writing.transition(
            home.actor("ada"), TEST_RESULTS, result("Kim").reference, "note", {"right": 0, "taken_on": today}
        )


def test_what_was_asked_and_what_passes_stay_once_somebody_answered(home: Cast, campaign: Any) -> None:
    answer(home, "ben", result("Ben"), RIGHT)
    ada, question = home.actor("ada"), campaign.questions.order_by("pk").first()
    with pytest.raises(NotPermitted):
        writing.change(ada, TEST_QUESTIONS, question.reference, {"title": "Another?"})
    with pytest.raises(Invalid):
        writing.delete(ada, TEST_QUESTIONS, question.reference)
    with pytest.raises(Invalid):
        writing.create(
            ada, TEST_QUESTIONS, {"campaign": campaign, "title": "New?", "options": ["A", "B"], "right": "A"}
        )
    with pytest.raises(Invalid):
        writing.change(ada, AWARENESS_CAMPAIGNS, campaign.reference, {"pass_mark": 10})
    assert AwarenessCampaign.objects.get().pass_mark == 60


def test_whom_a_test_asks_sees_neither_its_answers_nor_those_of_others(
    home: Cast, campaign: Any, client: Client
) -> None:
    writing.create(home.actor("ada"), PEOPLE, {"title": "Cleo", "user": home.users["cleo"]})
    writing.transition(home.actor("ada"), AWARENESS_CAMPAIGNS, campaign.reference, "ask")
    questions, results = TEST_QUESTIONS, TEST_RESULTS
    seen = {
        name: (permissions.visible(home.actor(name), questions).count(), permissions.visible(home.actor(name), results))
        for name in ("ada", "ben", "cleo")
    }
    assert {name: (count, rows.count()) for name, (count, rows) in seen.items()} == {
        "ada": (3, 3),
        "ben": (0, 1),
        "cleo": (0, 1),
    }
    client.force_login(home.users["ben"])
    assert client.get(f"/home/test-questions/{campaign.questions.first().reference}/").status_code == 404
    assert client.get(f"/home/test-results/{result('Ben').reference}/test/").status_code == 200


def test_who_runs_a_campaign_writes_its_questions(home: Cast) -> None:
    ben = home.actor("ben")
    given = {"title": "Phishing", "message": "Report it.", "audience": "All", "owner": home.users["ben"].pk}
    campaign = writing.create(ben, AWARENESS_CAMPAIGNS, given)
    row = {"campaign": campaign, "title": "Which?", "options": ["A", "B"], "right": "A"}
    made = writing.create(ben, TEST_QUESTIONS, row)
    assert writing.change(ben, TEST_QUESTIONS, made.reference, {"right": "B"}).right == "B"


@pytest.mark.parametrize(("options", "right", "field"), [(["A"], "A", "options"), (["A", "B"], "C", "right")])
def test_a_question_has_a_choice_and_a_right_answer_in_it(
    home: Cast, campaign: Any, options: list[str], right: str, field: str
) -> None:
    row = {"campaign": campaign, "title": "Which?", "options": options, "right": right}
    with pytest.raises(Invalid) as refused:
        writing.create(home.actor("ada"), TEST_QUESTIONS, row)
    assert list(refused.value.problems) == [field]

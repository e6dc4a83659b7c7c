"""Known errors and articles are suggested while somebody types."""

import pytest
from django.test import Client

from tandem.ground.kernel import writing
from tandem.operation.problems.register import PROBLEMS
from tandem.support.knowledge.models import Article
from tandem.support.knowledge.register import ARTICLES
from tests.cast import Cast

TYPED = "The scanner in my room is jammed again"


def signed_in(home: Cast, name: str) -> Client:
    client = Client()
    client.force_login(home.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def suggested(home: Cast, name: str, text: str = TYPED) -> list[str]:
    answer = signed_in(home, name).get("/home/suggestions/", {"title": text, "form": "json"})
    return [suggestion["title"] for suggestion in answer.json()["suggestions"]]


def known_error(home: Cast, **values: object) -> str:
    ben = home.actor("ben")
    told = {"title": "Scanners jam", "symptoms": "Paper jammed", "cause": "Rollers", "workaround": "Turn it off"}
    reference = writing.create(ben, PROBLEMS, {**told, **values}).reference
    writing.transition(ben, PROBLEMS, reference, "analyse")
    writing.transition(ben, PROBLEMS, reference, "know")
    return reference


def article(home: Cast, **values: object) -> str:
    told = {"title": "Cleaning a scanner", "draft": "Use the brush.", **values}
    reference = writing.create(home.actor("ben"), ARTICLES, told).reference
    writing.transition(home.actor("ben"), ARTICLES, reference, "submit")
    return writing.transition(home.actor("ada"), ARTICLES, reference, "approve").reference


@pytest.mark.parametrize(
    ("name", "titles"), [("ben", ["Scanners jam", "Cleaning a scanner"]), ("finn", ["Scanners jam"])]
)
def test_known_errors_and_articles_like_it_are_suggested_to_those_they_are_for(
    home: Cast, name: str, titles: list[str]
) -> None:
    known_error(home)
    article(home)
    assert suggested(home, name) == titles


def test_what_is_not_known_published_or_alike_is_not_suggested(home: Cast) -> None:
    known_error(home, is_published=False)
    writing.create(home.actor("ben"), PROBLEMS, {"title": "Scanner jammed"})
    writing.create(home.actor("ben"), ARTICLES, {"title": "Scanner jammed", "draft": "Words"})
    assert suggested(home, "ben") == []
    known_error(home)
    assert suggested(home, "ben", "Mail is slow") == []
    assert suggested(home, "ben", "") == []


def test_nothing_of_another_organization_is_suggested(home: Cast) -> None:
    known_error(home)
    answer = signed_in(home, "dan").get("/elsewhere/suggestions/", {"title": TYPED, "form": "json"})
    assert answer.json() == {"suggestions": []}


def test_workaround_is_shown_and_escaped(home: Cast) -> None:
    known_error(home, workaround="Turn it <off>")
    page = signed_in(home, "finn").get("/home/suggestions/", {"title": TYPED}).content.decode()
    assert "Turn it &lt;off&gt;" in page


@pytest.mark.parametrize("path", ["report/", "incidents/new/"])
def test_forms_ask_for_suggestions_while_typing(home: Cast, path: str) -> None:
    page = signed_in(home, "ben").get(f"/home/{path}").content.decode()
    assert 'hx-get="/home/suggestions/"' in page
    assert 'id="suggestions"' in page


def test_use_of_a_suggested_article_is_counted(home: Cast) -> None:
    reference = article(home, audience="staff")
    answer = signed_in(home, "finn").post(
        "/home/suggestions/used/", {"article": reference, "helped": "true", "title": TYPED}
    )
    kept = Article.objects.get()
    assert (answer.status_code, kept.used, kept.helpful) == (200, 1, 1)


def test_use_of_a_draft_is_refused_and_counts_nothing(home: Cast) -> None:
    reference = writing.create(home.actor("ben"), ARTICLES, {"title": "Draft", "draft": "Words"}).reference
    answer = signed_in(home, "ben").post("/home/suggestions/used/", {"article": reference, "helped": "true"})
    assert (answer.status_code, Article.objects.get().used) == (422, 0)

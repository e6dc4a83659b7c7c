"""Articles: written by one, approved by another, looked at again, counted when used."""

from datetime import date

import pytest

from tandem.ground.kernel import permissions, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.support.knowledge.models import Article
from tandem.support.knowledge.register import ARTICLES
from tandem.support.knowledge.uses.models import ArticleUse
from tandem.support.knowledge.uses.register import ARTICLE_USES
from tests.cast import Cast


def written(home: Cast, **values: object) -> Article:
    return writing.create(home.actor("ben"), ARTICLES, {"title": "Certificates", "draft": "Ask early.", **values})


def step(home: Cast, name: str, article: Article, key: str, reason: str = "", **values: object) -> Article:
    return writing.transition(home.actor(name), ARTICLES, article.reference, key, values, reason=reason)


def published(home: Cast, **values: object) -> Article:
    return step(home, "ada", step(home, "ben", written(home, **values), "submit"), "approve")


def test_whoever_begins_it_is_author_and_owner(home: Cast) -> None:
    article = written(home)
    assert (article.author, article.owner) == (home.users["ben"], home.users["ben"])


def test_approval_brings_the_text_into_force_and_plans_the_next_look(home: Cast) -> None:
    article = published(home)
    assert (article.text, article.edition, article.approved_by) == ("Ask early.", 1, home.users["ada"])
    assert (article.approved_on, article.last_review, article.next_review) == (
        date(2026, 3, 2),
        date(2026, 3, 2),
        date(2027, 3, 2),
    )


def test_author_does_not_approve(home: Cast) -> None:
    article = writing.create(home.actor("ada"), ARTICLES, {"title": "Mine", "draft": "Words."})
    step(home, "ada", article, "submit")
    with pytest.raises(Invalid):
        step(home, "ada", article, "approve")
    assert Article.objects.get(pk=article.pk).text == ""


def test_nothing_written_is_nothing_to_approve(home: Cast) -> None:
    with pytest.raises(Invalid):
        step(home, "ben", written(home, draft=""), "submit")


def test_text_in_force_stays_while_it_is_revised(home: Cast) -> None:
    article = step(home, "ben", published(home), "revise")
    writing.change(home.actor("ben"), ARTICLES, article.reference, {"draft": "Ask two weeks before."})
    assert Article.objects.in_force().get().text == "Ask early."
    step(home, "ben", article, "submit")
    with pytest.raises(Invalid) as refused:
        writing.change(home.actor("ben"), ARTICLES, article.reference, {"draft": "Something else"})
    assert list(refused.value.problems) == ["draft"]
    again = step(home, "ada", article, "approve")
    assert (again.text, again.edition) == ("Ask two weeks before.", 2)


def test_unchanged_revision_is_not_approved_again(home: Cast) -> None:
    with pytest.raises(Invalid):
        step(home, "ben", step(home, "ben", published(home), "revise"), "submit")


def test_sent_back_first_text_is_a_draft_and_a_revision_stays_published(home: Cast) -> None:
    first = step(home, "ada", step(home, "ben", written(home), "submit"), "send-back", reason="Too short")
    assert first.state == "draft"
    article = step(home, "ben", published(home), "revise")
    step(home, "ben", article, "submit", draft="New")
    assert step(home, "ada", article, "send-revision-back", reason="Why?").state == "revising"


def test_left_revision_is_forgotten(home: Cast) -> None:
    article = step(home, "ben", published(home), "revise")
    writing.change(home.actor("ben"), ARTICLES, article.reference, {"draft": "New"})
    left = step(home, "ben", article, "drop-draft")
    assert (left.draft, left.state) == ("Ask early.", "published")


def test_staff_find_what_is_written_for_them_and_published(home: Cast) -> None:
    article = published(home, audience="staff")
    published(home)
    written(home, audience="staff")
    assert list(permissions.visible(home.actor("finn"), ARTICLES)) == [article]


def test_uses_are_counted_with_whether_they_helped(home: Cast) -> None:
    article = published(home, audience="staff")
    for helped in (True, True, False, None):
        values = {"article": article.reference, "used_for": "INC-1", "has_helped": helped}
        use = writing.create(home.actor("finn"), ARTICLE_USES, values)
    counted = Article.objects.get(pk=article.pk)
    assert (counted.used, counted.helpful, counted.not_helpful) == (4, 2, 1)
    writing.change(home.actor("ben"), ARTICLE_USES, use.reference, {"has_helped": True})
    assert Article.objects.get(pk=article.pk).helpful == 3


def test_unpublished_article_is_not_used(home: Cast) -> None:
    article = written(home)
    with pytest.raises(Invalid):
        writing.create(home.actor("ben"), ARTICLE_USES, {"article": article.reference, "used_for": "INC-1"})
    assert (ArticleUse.objects.count(), Article.objects.get().used) == (0, 0)


def test_retired_article_is_fixed_and_never_due(home: Cast) -> None:
    article = step(home, "ada", published(home), "retire", reason="No longer offered")
    assert article.next_review is None
    with pytest.raises(NotPermitted):
        writing.change(home.actor("ada"), ARTICLES, article.reference, {"title": "Other"})

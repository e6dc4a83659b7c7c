"""A round of review before approval: named people answer; who has not, or objects, holds the approval back."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.support.documents.reviews.models import DocumentReview
from tandem.support.documents.versions.models import DocumentVersion

ANSWER_WITHIN = timedelta(days=14)
OPEN = ("draft", "in-review")


def derive(review: Any, before: Any, actor: Actor) -> None:
    """A review belongs to the version's present round, or to the coming one of a draft."""
    if before is not None or review.document_version_id is None:
        return
    version = review.document_version
    review.title = _("%(title)s, version %(number)s") % {"title": version.document.title, "number": version.number}
    review.review_round = version.review_round + (1 if version.state == "draft" else 0)
    review.due = review.due or actor.today + ANSWER_WITHIN


def check(review: Any, before: Any, today: date) -> Mapping[str, str]:
    """Somebody other than the author is asked, while the version is still open."""
    if review.owner_id is None:
        return {"owner": _("Name who reviews.")}
    if before is None and review.document_version.state not in OPEN:
        return {"document_version": _("This version is decided; reviews belong to a draft or a version in review.")}
    if review.owner_id == review.document_version.author_id:
        return {"owner": _("The author does not review the own text.")}
    return {}


def locked(review: Any) -> str | None:
    """An answer stands."""
    return None if review.state == "asked" else _("The answer is given.")


def open_for_answers(review: Any, actor: Actor) -> str | None:
    """Answers are given while the version stands still."""
    return None if review.document_version.state == "in-review" else _("The version is not in review at present.")


def answer(review: Any, actor: Actor) -> None:
    """Note when the answer came."""
    review.answered_at = clock.now()


def begin_round(version: Any, actor: Actor) -> None:
    """Each sending for review is a round of its own."""
    version.review_round += 1


def ask_again(actor: Actor, version: Any) -> None:
    """Who reviewed the round before is asked in this one too."""
    asked = set(_of_round(version, version.review_round).values_list("owner_id", flat=True))
    before = _of_round(version, version.review_round - 1).order_by("pk")
    for review in before.select_related("owner"):
        if review.owner_id not in asked:
            values = {"document_version": version, "owner": review.owner}
            writing.create(actor, declared_for(DocumentReview), values)


def close_round(actor: Actor, version: Any) -> None:
    """What nobody answered in a round that is over lapses."""
    for review in _of_round(version, version.review_round).filter(state="asked").order_by("pk"):
        writing.follow(actor, declared_for(DocumentReview), review, {"state": "lapsed"}, "lapsed", version.reference)


def ready_for_approval(version: Any, actor: Actor) -> str | None:
    """It is approved once every reviewer of the round has agreed."""
    round_ = _of_round(version, version.review_round).select_related("owner")
    waiting = sorted(str(review.owner) for review in round_ if review.state == "asked")
    if waiting:
        return _("These reviewers have not answered yet: %(names)s.") % {"names": ", ".join(waiting)}
    objecting = sorted(str(review.owner) for review in round_ if review.state == "objected")
    if objecting:
        return _("These reviewers object: %(names)s. Send it back, or settle it with them.") % {
            "names": ", ".join(objecting)
        }
    return None


def _of_round(version: DocumentVersion, number: int) -> Any:
    return DocumentReview.objects.filter(document_version=version, review_round=number)

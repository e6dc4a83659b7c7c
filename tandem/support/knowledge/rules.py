"""How an article is written, approved, looked at and taken out of use."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.approved import Approved
from tandem.ground.kernel.patterns.reviewed import Reviewed
from tandem.ground.kernel.states import Lacking
from tandem.support.knowledge.models import IN_FORCE

REVIEW = Reviewed(while_in=IN_FORCE, since=("approved_on",))
APPROVAL = Approved(state="published")


def begin(actor: Actor) -> dict[str, object]:
    """Whoever begins an article is its author and answers for it, unless told otherwise."""
    return {"author_id": actor.user_id, "owner_id": actor.user_id}


def derive(article: Any, before: Any, actor: Actor) -> None:
    """Whoever writes at an article last is its author."""
    if before is not None and before.draft != article.draft and actor.user_id is not None:
        article.author_id = actor.user_id


def check(article: Any, before: Any, today: date) -> Mapping[str, str]:
    """What is being written is only changed while it is written."""
    is_changed = before is not None and before.draft != article.draft and before.state == article.state
    if is_changed and article.state not in ("draft", "revising"):
        return {"draft": _("It is not being written now; take it back or revise it first.")}
    return {}


def locked(article: Any) -> str | None:
    """What is out of use stays as it was."""
    return _("It is out of use; write a new article.") if article.state == "retired" else None


def is_ready(article: Any, actor: Actor) -> Lacking | str | None:
    """There is a text to approve, and it says something else than the one in force."""
    if not article.draft:
        return Lacking(("draft",), _("Write the text first."))
    return _("It says what the text in force says already.") if article.draft == article.text else None


def approve(article: Any, actor: Actor) -> None:
    """The text comes into force as the next edition."""
    article.text = article.draft
    article.edition += 1
    APPROVAL.note(article, actor)
    article.last_review = article.approved_on


def is_first(article: Any) -> bool:
    """No text of it was approved yet."""
    return not article.edition


def is_revision(article: Any) -> bool:
    """There is a text in force beside the one being written."""
    return bool(article.edition)


def drop_draft(article: Any, actor: Actor) -> None:
    """The text in force stays the only one."""
    article.draft = article.text

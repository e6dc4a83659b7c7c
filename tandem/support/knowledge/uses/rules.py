"""Who used an article."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.support.knowledge.models import IN_FORCE


def derive(use: Any, before: Any, actor: Actor) -> None:
    """Whoever writes it down used it."""
    if before is None:
        use.used_by_id = actor.user_id


def check(use: Any, before: Any, today: date) -> Mapping[str, str]:
    """Only what is in force is used."""
    if before is None and use.article_id and use.article.state not in IN_FORCE:
        return {"article": _("%(article)s is not published.") % {"article": use.article.reference}}
    return {}

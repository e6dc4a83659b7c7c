"""What was written to somebody stays as it was written."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor


def locked(sent: Any) -> str:
    """A message that is on its way or arrived is not rewritten."""
    return _("What is sent stays as it was written; answer on the incident instead.")


def check_sent(sent: Any, before: Any, today: date) -> Mapping[str, str]:
    """A subject is one line."""
    if "\n" in sent.title or "\r" in sent.title:
        return {"title": _("A subject is one line.")}
    return {}


def try_again(sent: Any, actor: Actor) -> None:
    """It is sent at once, with all its attempts before it."""
    sent.attempts, sent.next_at, sent.problem = 0, None, ""

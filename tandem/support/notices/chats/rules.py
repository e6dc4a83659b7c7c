"""Which chat can be connected."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tandem.support.notices.chat import unusable


def check_chat(chat: Any, before: Any, today: date) -> Mapping[str, str]:
    """An address of a chat in the open Internet, over a secured connection."""
    if before is not None and before.address == chat.address:
        return {}
    why = unusable(chat.address)
    return {"address": why} if why else {}

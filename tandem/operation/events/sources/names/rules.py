"""What a name in a source needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _


def check_name(name: Any, before: Any, today: date) -> Mapping[str, str]:
    """A name does not fit everything."""
    if not name.title.replace("*", "").strip():
        return {"title": _("Write more than *; a name that fits everything says nothing.")}
    return {}

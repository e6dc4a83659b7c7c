"""What a source of events needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _


def check_source(source: Any, before: Any, today: date) -> Mapping[str, str]:
    """A message of a system nobody knows can only be read where it is said at least what its title is."""
    if source.tool == "other" and source.list_path and not source.title_path:
        return {"title_path": _("Say where in each event of the list its title stands.")}
    if source.recovered_words and not source.state_path:
        return {"state_path": _("Say where the state stands whose words mean recovered.")}
    return {}

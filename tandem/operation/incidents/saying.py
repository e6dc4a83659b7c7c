"""What is said of an incident says something: others decide by it."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.substance import is_too_little


def too_little(record: Any, before: Any, names: Iterable[str]) -> dict[str, str]:
    """By field, that “x” is too little, for those of these texts that are new or were changed."""
    changed = (name for name in names if before is None or getattr(before, name) != getattr(record, name))
    return {
        name: _("“%(text)s” is too little: say it in words.") % {"text": getattr(record, name).strip()[:40]}
        for name in changed
        if is_too_little(getattr(record, name))
    }

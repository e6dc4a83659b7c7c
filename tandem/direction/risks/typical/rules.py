"""What typical threats and weaknesses need."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import registers


def item_kinds() -> Mapping[str, Any]:
    """The kinds of assets of the inventory, with their words."""
    return dict(registers.declared("items").field("kind").flatchoices)


def check_item_kinds(typical: Any, before: Any, today: date) -> Mapping[str, str]:
    """A typical threat or weakness concerns kinds of the inventory."""
    known = item_kinds()
    if unknown := [kind for kind in typical.item_kinds if kind not in known]:
        params = {"name": unknown[0], "known": ", ".join(str(words) for words in known.values())}
        return {"item_kinds": _("“%(name)s” is no kind of asset; known: %(known)s.") % params}
    return {}

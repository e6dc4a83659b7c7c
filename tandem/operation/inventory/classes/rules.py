"""What a class of items needs, and what it asks of its items."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import own_fields

ITEMS = "items"


def check_class(item_class: Any, before: Any, today: date) -> Mapping[str, str]:
    """Own fields are those of the inventory; what has to be filled in is among them."""
    known = {definition.key for definition in own_fields.defined(ITEMS)}
    if unknown := [name for name in item_class.own_fields if name not in known]:
        words = _("The inventory has no own field “%(name)s”; add it in the settings first.")
        return {"own_fields": words % {"name": unknown[0]}}
    if further := [name for name in item_class.required_fields if name not in item_class.own_fields]:
        return {"required_fields": _("“%(name)s” is no own field of this class.") % {"name": further[0]}}
    return {}


def asked_of(item: Any, classes_with_fields: Mapping[str, set[int]]) -> Mapping[str, str]:
    """What the class of an item asks of it; own fields that only other classes have are left empty."""
    item_class = item.item_class
    if item_class is None:
        return {"status": _("Choose a class first: a status is one of its class.")} if item.status else {}
    if item_class.state != "in-use":
        return {"item_class": _("This class is not in use.")}
    problems = {}
    if item.status and item.status not in item_class.statuses:
        problems["status"] = _("Choose one of: %(known)s.") % {"known": ", ".join(item_class.statuses) or "–"}
    for name in item_class.required_fields:
        if item.own.get(name) in (None, ""):
            problems[own_fields.PREFIX + name] = _("An item of this class needs it.")
    for name in item.own:
        if classes_with_fields.get(name) and item_class.pk not in classes_with_fields[name]:
            problems[own_fields.PREFIX + name] = _("Items of this class do not have it.")
    return problems

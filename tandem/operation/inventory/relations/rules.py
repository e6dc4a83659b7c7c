"""What a relation needs, and which of its ends is hurt when the other fails."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.operation.inventory.classes.allowed.models import ClassRelation
from tandem.operation.inventory.vocabulary import RELATION_BY_KEY

ARROW = " → "


def derive_relation(relation: Any, before: Any, actor: Actor) -> None:
    """Its name, and along which way a failure spreads."""
    relation.title = f"{relation.item.title}{ARROW}{relation.target.title}"
    kind = RELATION_BY_KEY.get(relation.kind)
    ends = {"item": (relation.item, relation.target), "target": (relation.target, relation.item)}
    relation.dependent, relation.needed = ends.get(kind.dependent if kind else "", (None, None))


def check_relation(relation: Any, before: Any, today: date) -> Mapping[str, str]:
    """Two different items, both still there, related as their class allows."""
    if relation.item_id == relation.target_id:
        return {"target": _("An item is not related to itself.")}
    for name in ("item", "target"):
        if getattr(relation, name).state == "retired":
            return {name: _("This item is retired.")}
    if relation.alternative and relation.needed_id is None:
        return {"alternative": _("Nothing is needed here, so nothing stands in for it.")}
    return _allowed(relation)


def _allowed(relation: Any) -> Mapping[str, str]:
    item_class, other = relation.item.item_class_id, relation.target.item_class_id
    if item_class is None:
        return {}
    ways = list(ClassRelation.objects.filter(item_class=item_class).values_list("kind", "target_class_id"))
    if not ways or any(kind == relation.kind and ends in (None, other) for kind, ends in ways):
        return {}
    return {"kind": _("The class of the item does not allow this relation with an item of that class.")}

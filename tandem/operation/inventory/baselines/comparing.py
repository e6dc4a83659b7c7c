"""What a baseline holds, and how it differs from now or from another one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tandem.operation.inventory.models import Item
from tandem.operation.inventory.relations.models import ItemRelation
from tandem.operation.inventory.rules import CONTROLLED

PLAIN = tuple(name for name in CONTROLLED if name not in ("item_class", "service"))
NAMED = {"item_class": "item_class__title", "service": "service__reference"}
MOST_ITEMS = 5_000
Contents = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Difference:
    """One item that differs: added, gone, or altered, field by field; `is_drift` when no approved change says so."""

    reference: str
    title: str
    what: str
    fields: tuple[tuple[str, str, str], ...] = ()
    under: str = ""
    is_drift: bool = False


def items_of(baseline: Any) -> Any:
    """The configuration items that a baseline is about, as they are now."""
    items = Item.objects.filter(is_ci=True).exclude(state="retired")
    return items.filter(service=baseline.service_id) if baseline.service_id else items


def contents_of(baseline: Any) -> dict[str, dict[str, Any]]:
    """The controlled fields and the relations of each item, by its reference."""
    rows = items_of(baseline).order_by("pk").values("pk", "reference", *PLAIN, *NAMED.values())
    held: dict[int, dict[str, Any]] = {}
    contents = {}
    for row in rows:
        kept = {name: row[NAMED.get(name, name)] for name in CONTROLLED}
        held[row["pk"]] = contents[row["reference"]] = {name: value for name, value in kept.items() if value} | {
            "relations": []
        }
    relations = ItemRelation.objects.filter(item__in=items_of(baseline).values("pk")).order_by(
        "kind", "target__reference"
    )
    for item, kind, target in relations.values_list("item_id", "kind", "target__reference"):
        held[item]["relations"].append(f"{kind} {target}")
    return contents


def differences(before: Contents, after: Contents) -> list[Difference]:
    """How the second differs from the first, with the change under which each item was last altered."""
    changes = _changes([*before.keys(), *after.keys()])
    differing = []
    for reference in sorted(before.keys() | after.keys(), key=lambda name: (len(name), name)):
        old, new = before.get(reference), after.get(reference)
        if old == new:
            continue
        what = "added" if old is None else "gone" if new is None else "altered"
        fields = _fields(old, new) if old is not None and new is not None else ()
        title = str((new or old or {}).get("title", reference))
        under = changes.get(reference, "")
        differing.append(Difference(reference, title, what, fields, under, what == "altered" and not under))
    return differing


def _fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    names = [name for name in (*CONTROLLED, "relations") if old.get(name) != new.get(name)]
    return tuple((name, _shown(old.get(name)), _shown(new.get(name))) for name in names)


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {held}" for name, held in sorted(value.items()))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _changes(references: list[str]) -> dict[str, str]:
    """The approved change under which each item was altered last."""
    altered = Item.objects.filter(altered_under__state__in=("approved", "made", "closed"))
    rows = altered.values_list("reference", "altered_under__reference")
    asked = set(references)
    return {reference: change for reference, change in rows if reference in asked}

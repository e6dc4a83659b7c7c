"""What is kept of assets and configuration items where they are looked after."""

from typing import Any

from tandem.ground.kernel import writing
from tandem.proof.conformity.tests.house import House, prose, register_of

KINDS = ("information", "platform", "service")


def inventory(house: House) -> None:
    """Classes with their purpose; what each service stands on, its relations, and one alteration under a change."""
    classes = {kind: _class(house, kind) for kind in KINDS}
    for service in register_of("services").model.objects.filter(state="live").order_by("pk"):
        kept = [_item(house, kind, classes[kind], service) for kind in KINDS]
        for item in kept[:2]:
            house.add("item-relations", item=kept[2], kind="depends-on", target=item)


def _class(house: House, kind: str) -> Any:
    made = house.add("item-classes", title=f"Class of {kind}", kind=kind, purpose=prose(f"What belongs to {kind}", 10))
    house.step("item-classes", made, "use", house.ada)
    return made


def _item(house: House, kind: str, item_class: Any, service: Any) -> Any:
    item = house.add(
        "items",
        title=f"{kind.capitalize()} of {service.title}",
        item_class=item_class,
        is_asset=True,
        is_ci=True,
        owner=house.ben,
        service=service,
        classification="confidential",
        description=prose(f"{kind} under {service.title}", 12),
    )
    if item.state != "in-use":
        house.step("items", item, "use", house.ben)
    house.step("items", item, "compare", house.ben)
    return item


def altered(house: House, change: Any, item: Any) -> None:
    """An item is moved under a change that names it."""
    values = {"location": "Second room", "altered_under": change}
    writing.change(house.actor(house.ben), register_of("items"), item.reference, values)

"""Relations of items, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import WRITERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Exchange,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    View,
    declare,
)
from tandem.operation.inventory.relations import rules
from tandem.operation.inventory.relations.models import ItemRelation

ITEM_RELATIONS = declare(
    Register(
        key="item-relations",
        model=ItemRelation,
        prefix="IREL",
        title=_("Relations"),
        singular=_("Relation"),
        about=_("How items hang together: what depends on, runs on, is part of, backs up what."),
        icon="waypoints",
        place=Place(home="services", under="items", parent="item", beside=("target",)),
        listing=Listing(
            columns=("reference", "item", "kind", "target", "alternative", "origin", "found_by"),
            filters=("origin",),
            search=("note",),
            views=(
                View("stated", _("Stated by somebody"), {"origin": "stated"}, "-created_at"),
                View("found", _("Found by a machine"), {"origin": "found"}, "-created_at"),
            ),
            empty=_("Say of each item what it depends on; the map and every question of impact follow."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The relation"),
                    ("item", "kind", "target", "alternative", "note"),
                    _("Relations of an item with one word under “one of these is enough” stand in for each other."),
                ),
            ),
            facts=("title", "origin", "found_by"),
        ),
        exchange=Exchange(
            importable=("origin", "found_by"),
            synonyms={
                "item": ("source", "from", "parent ci", "ci"),
                "target": ("to", "child ci", "other ci", "related ci"),
                "kind": ("type", "relation", "relationship", "relation type"),
            },
        ),
        access=Access(delete=WRITERS),
        rules=Rules(derive=rules.derive_relation, validate=rules.check_relation),
        example=Example({"kind": "depends-on"}, change={"note": "Fibre in the cellar"}),
    )
)

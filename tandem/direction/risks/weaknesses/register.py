"""Typical weaknesses, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.risks.typical import rules
from tandem.direction.risks.typical.pages import TAKE_OVER
from tandem.direction.risks.weaknesses.models import Weakness
from tandem.ground.kernel.registers import Example, Exchange, Form, Listing, Place, Register, Rules, Section, declare

WEAKNESSES = declare(
    Register(
        key="weaknesses",
        model=Weakness,
        prefix="WEAK",
        title=_("Typical weaknesses"),
        singular=_("Typical weakness"),
        about=_("What typically lets threats through; risks name them beside their own words."),
        icon="unplug",
        place=Place(
            home="risks",
            is_set_up=True,
            under="risks",
            pages=(TAKE_OVER,),
        ),
        listing=Listing(
            columns=("reference", "title", "kind", "item_kinds"),
            filters=("source",),
            search=("description",),
            empty=_("Take over the list of typical weaknesses; a risk then names what lets its threat through."),
        ),
        form=Form(
            sections=(
                Section(_("The weakness"), ("title", "kind", "description", "item_kinds")),
                Section(_("Where it comes from"), ("source",)),
            ),
            named={"item_kinds": rules.item_kinds},
        ),
        exchange=Exchange(
            is_baseline=True,
            natural_key="title",
            synonyms={
                "title": ("weakness", "vulnerability", "name", "Schwachstelle"),
                "kind": ("category", "type", "group"),
            },
        ),
        rules=Rules(
            validate=rules.check_item_kinds,
        ),
        example=Example({"title": "No detection of fire", "kind": "premises"}),
    )
)

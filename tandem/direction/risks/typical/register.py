"""Typical threats and weaknesses, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.risks.threats.models import Threat
from tandem.direction.risks.typical import rules
from tandem.direction.risks.weaknesses.models import Weakness
from tandem.ground.kernel.registers import (
    Exchange,
    Form,
    Listing,
    PageLink,
    Place,
    Register,
    Rules,
    Section,
    declare,
)

_TAKE_OVER = PageLink(_("Take over"), "risk-take-over", "library-big")

THREATS = declare(
    Register(
        key="threats",
        model=Threat,
        prefix="THREAT",
        title=_("Typical threats"),
        singular=_("Typical threat"),
        about=_("What typically happens, and what is lost then: begun from a list of ours or from imported ones."),
        icon="cloud-lightning",
        place=Place(
            under="risks",
            pages=(_TAKE_OVER,),
        ),
        listing=Listing(
            columns=("reference", "title", "kind", "confidentiality", "integrity", "availability", "item_kinds"),
            filters=(
                "confidentiality",
                "integrity",
                "availability",
                "source",
            ),
            search=("description",),
            empty=_("Take over the list of typical threats, and leave out or add what your organization knows better."),
        ),
        form=Form(
            sections=(
                Section(_("The threat"), ("title", "kind", "description", "item_kinds")),
                Section(_("What is usually lost"), ("confidentiality", "integrity", "availability")),
                Section(_("Where it comes from"), ("source",)),
            ),
        ),
        exchange=Exchange(
            natural_key="title",
            synonyms={"title": ("threat", "name", "menace", "Bedrohung"), "kind": ("category", "type", "group")},
        ),
        rules=Rules(
            validate=rules.check_item_kinds,
        ),
    )
)

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
            under="risks",
            pages=(_TAKE_OVER,),
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
        ),
        exchange=Exchange(
            natural_key="title",
            synonyms={
                "title": ("weakness", "vulnerability", "name", "Schwachstelle"),
                "kind": ("category", "type", "group"),
            },
        ),
        rules=Rules(
            validate=rules.check_item_kinds,
        ),
    )
)

"""Typical threats and weaknesses, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.risks.threats.models import Threat
from tandem.direction.risks.typical import rules
from tandem.direction.risks.weaknesses.models import Weakness
from tandem.ground.kernel.registers import PageLink, Register, Section, declare

_TAKE_OVER = PageLink(_("Take over"), "risk-take-over", "library-big")

THREATS = declare(
    Register(
        key="threats",
        under="risks",
        model=Threat,
        prefix="THREAT",
        wing="direction",
        icon="cloud-lightning",
        title=_("Typical threats"),
        singular=_("Typical threat"),
        about=_("What typically happens, and what is lost then: begun from a list of ours or from imported ones."),
        columns=("reference", "title", "kind", "confidentiality", "integrity", "availability", "item_kinds"),
        sortable=("reference", "title", "kind", "source"),
        filters=("kind", "confidentiality", "integrity", "availability", "source"),
        search=("description",),
        sections=(
            Section(_("The threat"), ("title", "kind", "description", "item_kinds")),
            Section(_("What is usually lost"), ("confidentiality", "integrity", "availability")),
            Section(_("Where it comes from"), ("source",)),
        ),
        natural_key="title",
        synonyms={"title": ("threat", "name", "menace", "Bedrohung"), "kind": ("category", "type", "group")},
        pages=(_TAKE_OVER,),
        validate=rules.check_item_kinds,
        empty=_("Take over the list of typical threats, and leave out or add what your organization knows better."),
    )
)

WEAKNESSES = declare(
    Register(
        key="weaknesses",
        under="risks",
        model=Weakness,
        prefix="WEAK",
        wing="direction",
        icon="unplug",
        title=_("Typical weaknesses"),
        singular=_("Typical weakness"),
        about=_("What typically lets threats through; risks name them beside their own words."),
        columns=("reference", "title", "kind", "item_kinds"),
        sortable=("reference", "title", "kind", "source"),
        filters=("kind", "source"),
        search=("description",),
        sections=(
            Section(_("The weakness"), ("title", "kind", "description", "item_kinds")),
            Section(_("Where it comes from"), ("source",)),
        ),
        natural_key="title",
        synonyms={
            "title": ("weakness", "vulnerability", "name", "Schwachstelle"),
            "kind": ("category", "type", "group"),
        },
        pages=(_TAKE_OVER,),
        validate=rules.check_item_kinds,
        empty=_("Take over the list of typical weaknesses; a risk then names what lets its threat through."),
    )
)

"""Typical threats, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.risks.threats.models import Threat
from tandem.direction.risks.typical import rules
from tandem.direction.risks.typical.pages import TAKE_OVER
from tandem.ground.kernel.registers import Example, Exchange, Form, Listing, Place, Register, Rules, Section, declare

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
            home="risks",
            is_set_up=True,
            under="risks",
            pages=(TAKE_OVER,),
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
            named={"item_kinds": rules.item_kinds},
        ),
        exchange=Exchange(
            is_baseline=True,
            natural_key="title",
            synonyms={"title": ("threat", "name", "menace", "Bedrohung"), "kind": ("category", "type", "group")},
        ),
        rules=Rules(
            validate=rules.check_item_kinds,
        ),
        example=Example(
            {"title": "Fire", "kind": "accidental", "availability": True, "item_kinds": ["facility", "hardware"]}
        ),
    )
)

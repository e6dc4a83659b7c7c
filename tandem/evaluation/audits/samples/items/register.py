"""Records of samples, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.evaluation.audits.samples.items import rules
from tandem.evaluation.audits.samples.items.models import SampleItem
from tandem.ground.kernel.registers import Access, Example, Form, Listing, Place, Register, Rules, Section, declare

SAMPLE_ITEMS = declare(
    Register(
        key="sample-items",
        model=SampleItem,
        prefix="SAMI",
        title=_("Sampled records"),
        singular=_("Sampled record"),
        about=_("The records a sample looks at, each with how it was found."),
        icon="list-filter",
        place=Place(home="audits", parent="sample"),
        listing=Listing(
            columns=("reference", "position", "title", "result"),
            search=("note",),
            tones={"result": {"good": "good", "bad": "bad", "absent": "waiting"}},
            empty=_("They come with the draw; a sample chosen by the auditor names them here."),
        ),
        form=Form(
            sections=(Section(_("The record"), ("sample", "title")), Section(_("What was seen"), ("result", "note"))),
            facts=("position",),
        ),
        access=Access(delete=frozenset()),
        rules=Rules(derive=rules.derive_item, validate=rules.check_item, locked=rules.item_locked),
        example=Example({"title": "AUD-1"}, whole={"method": "chosen", "population": "audits"}),
    )
)

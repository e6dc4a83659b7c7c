"""Sources of the inventory, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import Access, Example, Exchange, Form, Listing, Place, Register, Section, declare
from tandem.operation.inventory.sources.models import ItemSource

ITEM_SOURCES = declare(
    Register(
        key="item-sources",
        model=ItemSource,
        prefix="ISRC",
        title=_("Sources of the inventory"),
        singular=_("Source of the inventory"),
        about=_("Which systems tell of items, and whose word counts for more where they differ."),
        icon="radar",
        place=Place(home="services", under="items", is_set_up=True),
        listing=Listing(
            columns=("reference", "title", "rank", "is_above_hands", "creates", "owner", "last_brought"),
            search=("note",),
            empty=_("Name each system whose exports you bring, the most reliable with rank 1."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The source"),
                    ("title", "rank", "is_above_hands", "creates", "owner", "note"),
                    _("The smaller the rank, the more its word counts."),
                ),
            ),
            facts=("last_brought",),
        ),
        exchange=Exchange(natural_key="title"),
        access=Access(create=MANAGERS, edit=MANAGERS),
        example=Example({"title": "Agent on every computer", "rank": 1}),
    )
)

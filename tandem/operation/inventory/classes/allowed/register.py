"""Allowed relations of classes, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import Access, Example, Exchange, Form, Listing, Place, Register, Section, declare
from tandem.operation.inventory.classes.allowed.models import ClassRelation

CLASS_RELATIONS = declare(
    Register(
        key="class-relations",
        model=ClassRelation,
        prefix="CLR",
        title=_("Allowed relations"),
        singular=_("Allowed relation"),
        about=_("How items of a class may be related; without any, in every way."),
        icon="waypoints",
        headline="kind",
        place=Place(home="services", parent="item_class"),
        listing=Listing(columns=("reference", "item_class", "kind", "target_class")),
        form=Form(
            sections=(
                Section(
                    _("The relation"),
                    ("item_class", "kind", "target_class"),
                    _("With no class named, items of every class may be at the other end."),
                ),
            ),
        ),
        exchange=Exchange(is_baseline=True),
        access=Access(create=MANAGERS, edit=MANAGERS),
        example=Example({"kind": "runs-on"}),
    )
)

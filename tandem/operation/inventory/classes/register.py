"""Classes of items, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
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
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.inventory.classes import rules
from tandem.operation.inventory.classes.models import CLASS_STATES, ItemClass

ITEM_CLASSES = declare(
    Register(
        key="item-classes",
        model=ItemClass,
        prefix="CLS",
        title=_("Classes of items"),
        singular=_("Class of items"),
        about=_("Which types of assets and configuration items are kept, to what depth and how controlled."),
        icon="shapes",
        place=Place(home="services", under="items", is_set_up=True),
        listing=Listing(
            columns=("reference", "title", "kind", "layer", "needs_change", "check_months", "state"),
            search=("purpose",),
            views=(View("in-use", _("In use"), {"state": "in-use"}, "title"),),
            empty=_("Begin with what services stand on: servers, network, applications, information."),
        ),
        form=Form(
            sections=(
                Section(_("The class"), ("title", "kind", "layer", "purpose", "owner")),
                Section(
                    _("What its items say"),
                    ("own_fields", "required_fields", "statuses"),
                    _("Own fields are added to the inventory in the settings and named here by their short name."),
                ),
                Section(_("How it is controlled"), ("needs_change", "check_months")),
            ),
        ),
        workflow=Workflow(
            states=CLASS_STATES,
            transitions=(
                Transition(
                    key="use",
                    label=_("Use it"),
                    sources=("draft",),
                    target="in-use",
                    roles=MANAGERS,
                    required=("purpose",),
                ),
                Transition(
                    key="retire",
                    label=_("Stop using it"),
                    sources=("draft", "in-use"),
                    target="retired",
                    roles=MANAGERS,
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(is_baseline=True, importable=("state",), natural_key="title"),
        access=Access(create=MANAGERS, edit=MANAGERS),
        rules=Rules(validate=rules.check_class),
        example=Example({"title": "Virtual server", "kind": "platform", "purpose": "Each guest of the platform."}),
    )
)

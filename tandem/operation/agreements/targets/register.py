"""Service level targets, declared."""

from django.utils.translation import gettext_lazy as _

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
from tandem.operation.agreements.targets import rules
from tandem.operation.agreements.targets.models import TIMED, ServiceTarget

SERVICE_TARGETS = declare(
    Register(
        key="service-targets",
        model=ServiceTarget,
        prefix="TGT",
        title=_("Service level targets"),
        singular=_("Service level target"),
        about=_("What is promised for each service: response, resolution, fulfilment, availability."),
        icon="target",
        place=Place(home="services", tab=_("Agreements and targets"), parent="agreement_version", beside=("service",)),
        listing=Listing(
            columns=("reference", "title", "agreement_version", "service", "kind", "priority", "minutes", "share"),
            views=(View("availability", _("Availability"), {"kind": "availability"}, "title"),),
        ),
        form=Form(
            sections=(
                Section(
                    _("The promise"), ("agreement_version", "service", "title", "kind", "priority", "minutes", "share")
                ),
            ),
            facts=("last_result",),
            only_for={"minutes": ("kind", TIMED), "priority": ("kind", TIMED)},
        ),
        exchange=Exchange(
            synonyms={
                "minutes": ("time", "within", "target minutes", "within … minutes of service hours"),
                "share": ("percent", "target", "quota", "availability"),
            }
        ),
        access=Access(customer="agreement_version__agreement__customer"),
        rules=Rules(derive=rules.derive_target, validate=rules.check_target, locked=rules.locked),
        example=Example({"kind": "resolution", "priority": 2, "minutes": 480, "share": 90}, change={"share": 95}),
    )
)

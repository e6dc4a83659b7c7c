"""What services stand on, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import Access, Example, Form, Listing, Place, Register, Rules, Section, declare
from tandem.operation.continuity.needs import operations, rules
from tandem.operation.continuity.needs.models import RecoveryNeed

RECOVERY_NEEDS = declare(
    Register(
        key="recovery-needs",
        model=RecoveryNeed,
        prefix="BIAN",
        title=_("What services stand on"),
        singular=_("What a service stands on"),
        about=_("Items and parties below a service: how soon they are promised back, against what is needed."),
        icon="layers-2",
        place=Place(home="services", parent="analysis", beside=("item", "supplier")),
        listing=Listing(
            columns=("reference", "title", "analysis", "promised_rto", "promised_rpo", "gap", "source"),
            search=("answer",),
            tones={"gap": {"unknown": "waiting", "late": "bad", "stale": "bad"}},
            empty=_("Let the analysis list the items and parties of its service, or add others."),
        ),
        form=Form(
            sections=(
                Section(_("What it is"), ("analysis", "title", "item", "supplier", "owner")),
                Section(_("What is promised"), ("promised_rto", "promised_rpo", "source")),
                Section(_("Where that is not enough"), ("answer",)),
            ),
            facts=("gap",),
        ),
        access=Access(delete=frozenset()),
        rules=Rules(
            derive=rules.derive_need,
            validate=rules.check_need,
            after_create=operations.count,
            after_change=operations.count_again,
        ),
        example=Example(
            {"title": "Second data centre", "promised_rto": 480, "promised_rpo": 60, "source": "Contract, section 4"}
        ),
    )
)

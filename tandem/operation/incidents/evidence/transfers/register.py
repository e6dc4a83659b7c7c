"""Handovers of evidence, declared."""

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
    declare,
)
from tandem.operation.incidents.evidence import operations, rules
from tandem.operation.incidents.evidence.transfers.models import EvidenceTransfer

TRANSFERS = declare(
    Register(
        key="evidence-transfers",
        model=EvidenceTransfer,
        prefix="HAND",
        title=_("Handovers"),
        singular=_("Handover"),
        about=_("The chain of custody: every hand an item of evidence went through, when and why. It only grows."),
        icon="arrow-right-left",
        headline="handed_to",
        place=Place(
            home="desk",
            parent="evidence",
        ),
        listing=Listing(
            columns=("reference", "handed_at", "handed_from", "handed_to", "purpose", "place", "evidence"),
            search=("handed_from", "handed_to", "purpose", "place"),
            empty=_("Write a handover on the item of evidence that went from one hand to another."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The handover"),
                    ("evidence", "handed_to", "handed_at", "purpose", "place"),
                    _("Who hands it over is whoever holds it now."),
                ),
            ),
            facts=("handed_from",),
            defaults=rules.handed_now,
        ),
        exchange=Exchange(
            importable=("handed_from",),
        ),
        access=Access(
            delete=frozenset(),
        ),
        rules=Rules(
            derive=rules.derive_transfer,
            validate=rules.check_transfer,
            locked=rules.transfer_locked,
            after_create=operations.hand_over,
        ),
        example=Example(
            {
                "handed_to": "Police laboratory",
                "purpose": "To be examined",
                "handed_at": "2026-03-02 10:00",
            },
            change={},
        ),
    )
)

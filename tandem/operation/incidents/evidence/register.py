"""Evidence of incidents and its handovers, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Exchange,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    Transition,
    View,
    Waiting,
    Workflow,
    declare,
)
from tandem.operation.incidents.evidence import operations
from tandem.operation.incidents.evidence import rules as evidence
from tandem.operation.incidents.evidence.models import (
    EVIDENCE_STATES,
    Evidence,
)
from tandem.operation.incidents.evidence.transfers.models import EvidenceTransfer

EVIDENCE = declare(
    Register(
        key="incident-evidence",
        model=Evidence,
        prefix="EVI",
        title=_("Evidence"),
        singular=_("Item of evidence"),
        about=_("What is kept to show what happened in an incident, by its hash, and through whose hands it went."),
        icon="fingerprint-pattern",
        place=Place(
            parent="incident",
        ),
        listing=Listing(
            columns=("reference", "title", "incident", "kind", "state", "holder", "collected_at"),
            filters=("collected_by",),
            search=("source", "method", "kept_at", "holder", "sha256"),
            views=(
                View("held", _("In custody"), {"state": "collected,sealed"}, "-collected_at"),
                View("unsealed", _("To be sealed"), {"state": "collected"}, "-collected_at"),
                View("expired", _("Kept long enough"), {"state": "sealed", "keep_until~before": "today"}, "keep_until"),
            ),
            empty=_("Add evidence on the incident it belongs to: what it is, where it comes from, who took it."),
        ),
        form=Form(
            sections=(
                Section(_("What it is"), ("incident", "title", "kind", "owner")),
                Section(_("Where it comes from"), ("source", "method", "collected_by", "collected_at")),
                Section(
                    _("Where it is"),
                    ("kept_at", "sha256", "keep_until"),
                    _(
                        "Attach the file on the record; sealing notes its SHA-256. Write the hash of "
                        "what lies elsewhere."
                    ),
                ),
            ),
            facts=("holder", "hash_checked_at"),
            defaults=evidence.collected_now,
        ),
        waiting=(Waiting(what=_("Seal the evidence"), person="collected_by", states=("collected",)),),
        workflow=Workflow(
            states=EVIDENCE_STATES,
            transitions=(
                Transition(
                    key="seal",
                    label=_("Seal"),
                    sources=("collected",),
                    target="sealed",
                    guard=evidence.may_seal,
                    effect=evidence.seal,
                ),
                Transition(
                    key="compare",
                    label=_("Compare the hash"),
                    sources=("sealed",),
                    concerns=evidence.has_file,
                    effect=evidence.compare,
                ),
                Transition(
                    key="release",
                    label=_("Release"),
                    sources=("sealed",),
                    target="released",
                    roles=MANAGERS,
                    by_owner=False,
                    needs_reason=True,
                    guard=evidence.may_release,
                ),
                Transition(
                    key="withdraw",
                    label=_("Withdraw"),
                    sources=("collected",),
                    target="withdrawn",
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "holder"),
        ),
        access=Access(
            delete=frozenset(),
        ),
        rules=Rules(
            derive=evidence.derive_evidence,
            validate=evidence.check_evidence,
            locked=evidence.evidence_locked,
        ),
    )
)

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
            defaults=evidence.handed_now,
        ),
        exchange=Exchange(
            importable=("handed_from",),
        ),
        access=Access(
            delete=frozenset(),
        ),
        rules=Rules(
            derive=evidence.derive_transfer,
            validate=evidence.check_transfer,
            locked=evidence.transfer_locked,
            after_create=operations.hand_over,
        ),
    )
)

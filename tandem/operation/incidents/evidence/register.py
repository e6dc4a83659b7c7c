"""Evidence of incidents and its handovers, declared."""

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
    Waiting,
    declare,
)
from tandem.ground.kernel.states import (
    Transition,
    Workflow,
)
from tandem.operation.incidents.evidence import rules
from tandem.operation.incidents.evidence.models import EVIDENCE_STATES, Evidence

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
            home="desk",
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
            defaults=rules.collected_now,
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
                    guard=rules.may_seal,
                    effect=rules.seal,
                ),
                Transition(
                    key="compare",
                    label=_("Compare the hash"),
                    sources=("sealed",),
                    concerns=rules.has_file,
                    effect=rules.compare,
                ),
                Transition(
                    key="release",
                    label=_("Release"),
                    sources=("sealed",),
                    target="released",
                    roles=MANAGERS,
                    approves=True,
                    apart_from=("collected_by", "created_by"),
                    needs_reason=True,
                    guard=rules.may_release,
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
            derive=rules.derive_evidence,
            validate=rules.check_evidence,
            locked=rules.evidence_locked,
        ),
        example=Example({"title": "Mail log", "source": "Mail gateway", "collected_at": "2026-03-02 09:00"}),
    )
)

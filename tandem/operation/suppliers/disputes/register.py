"""Disputes with suppliers, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
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
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.suppliers.disputes import rules
from tandem.operation.suppliers.disputes.models import DISPUTE_STATES, OPEN, SupplierDispute

SUPPLIER_DISPUTES = declare(
    Register(
        key="supplier-disputes",
        model=SupplierDispute,
        prefix="DISP",
        title=_("Disputes with suppliers"),
        singular=_("Dispute with a supplier"),
        about=_("What a supplier and the organization do not agree on, until when, and how it ended."),
        icon="scale",
        place=Place(home="services", tab=_("Suppliers"), parent="supplier"),
        listing=Listing(
            columns=("reference", "title", "supplier", "state", "owner", "raised_on", "due", "settled_on"),
            filters=("raised_by",),
            search=("description", "escalated_to", "outcome"),
            views=(
                View("open", _("Open"), {"state": "open,escalated"}, "due"),
                View("late", _("Late"), {"state": "open,escalated", "due~before": "today"}, "due"),
            ),
            empty=_("There is no dispute. Write the first one down with the day by which it is to be settled."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The dispute"),
                    ("supplier", "contract", "title", "description", "raised_by", "raised_on", "due", "owner"),
                ),
                Section(_("Money"), ("amount", "currency")),
                Section(_("What came of it"), ("outcome", "settled_on")),
            ),
            facts=("escalated_to", "escalated_on"),
            defaults=rules.begin_today,
        ),
        waiting=(Waiting(what=_("Settle the dispute"), date="due", states=OPEN),),
        workflow=Workflow(
            states=DISPUTE_STATES,
            transitions=(
                Transition(
                    key="settle",
                    label=_("Settled"),
                    sources=OPEN,
                    target="settled",
                    required=("outcome",),
                    fields=("settled_on",),
                    effect=rules.settle,
                ),
                Transition(
                    key="escalate",
                    label=_("Escalate"),
                    sources=OPEN,
                    target="escalated",
                    required=("escalated_to",),
                    fields=("due",),
                    needs_reason=True,
                    effect=rules.escalate,
                ),
                Transition(key="withdraw", label=_("Withdraw"), sources=OPEN, target="withdrawn", needs_reason=True),
            ),
        ),
        exchange=Exchange(
            importable=("state", "settled_on", "escalated_on"),
            synonyms={"title": ("dispute", "subject", "claim"), "settled_on": ("closed", "closed date")},
        ),
        patterns=(rules.DUE,),
        rules=Rules(derive=rules.derive_dispute, validate=rules.check_dispute, locked=rules.locked),
        example=Example({"title": "Credit for March", "raised_on": "2026-02-01", "due": "2026-04-01"}),
    )
)

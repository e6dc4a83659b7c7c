"""Contracts with suppliers, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
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
from tandem.operation.suppliers.contracts import rules
from tandem.operation.suppliers.contracts.models import CONTRACT_STATES, SupplierContract

SUPPLIER_CONTRACTS = declare(
    Register(
        key="supplier-contracts",
        model=SupplierContract,
        prefix="CON",
        title=_("Contracts with suppliers"),
        singular=_("Contract with a supplier"),
        about=_("What was agreed with each supplier, outside or inside: scope, obligations, security, end and value."),
        icon="file-check",
        place=Place(home="services", tab=_("Suppliers"), parent="supplier"),
        listing=Listing(
            columns=(
                "reference",
                "title",
                "supplier",
                "state",
                "owner",
                "expires_on",
                "decide_by",
                "value",
                "currency",
            ),
            filters=("is_outlasted", "currency"),
            search=("number", "scope", "authorities", "obligations", "security", "exit"),
            views=(
                View("in-force", _("In force"), {"state": "in-force"}, "expires_on"),
                View("decide", _("To be decided"), {"state": "in-force", "decide_by~before": "today"}, "decide_by"),
                View("short", _("Shorter than its services"), {"state": "in-force", "is_outlasted": "true"}),
                View("expired", _("Expired"), {"state": "expired"}, "-expires_on"),
            ),
            tones={"is_outlasted": {"True": "waiting"}},
            empty=_("Write down what was agreed with each supplier; agreements with colleagues count too."),
        ),
        form=Form(
            sections=(
                Section(_("The contract"), ("supplier", "title", "number", "services", "owner")),
                Section(
                    _("What was agreed"),
                    ("scope", "authorities", "obligations"),
                    _("Scope and requirements, who may decide what on either side, what each side does."),
                ),
                Section(_("Information security"), ("security",)),
                Section(
                    _("From and until"), ("signed_on", "begins_on", "expires_on", "notice_days", "exit", "ended_on")
                ),
                Section(_("What it costs"), ("value", "currency", "per")),
            ),
            facts=("decide_by", "is_outlasted", "remarks"),
        ),
        waiting=(
            Waiting(what=_("Prolong the contract or give notice"), date="decide_by", states=("in-force",)),
            Waiting(what=_("The contract has expired: renew or end it"), date="expires_on", states=("expired",)),
        ),
        workflow=Workflow(
            states=CONTRACT_STATES,
            transitions=(
                Transition(
                    key="sign",
                    label=_("Agreed, in force"),
                    sources=("draft",),
                    target="in-force",
                    roles=MANAGERS,
                    required=rules.NEEDED,
                    fields=("signed_on", "begins_on", "expires_on", "security"),
                    guard=rules.may_sign,
                    effect=rules.sign,
                ),
                Transition(
                    key="amend",
                    label=_("Amend"),
                    sources=("in-force",),
                    roles=MANAGERS,
                    fields=rules.AMENDED,
                    needs_reason=True,
                ),
                Transition(
                    key="prolong",
                    label=_("Prolong"),
                    sources=("in-force", "expired"),
                    target="in-force",
                    roles=MANAGERS,
                    required=("expires_on",),
                    needs_reason=True,
                    guard=rules.may_prolong,
                ),
                Transition(
                    key="end",
                    label=_("End"),
                    sources=("draft", "in-force", "expired"),
                    target="ended",
                    roles=MANAGERS,
                    fields=("ended_on",),
                    needs_reason=True,
                    effect=rules.end,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state",),
            natural_key="title",
            synonyms={
                "title": ("contract", "agreement", "contract name", "Vertrag", "contrat"),
                "number": ("contract number", "contract no", "Vertragsnummer"),
                "supplier": ("vendor", "company", "Lieferant", "fournisseur"),
                "begins_on": ("start", "start date", "contract start", "Beginn"),
                "expires_on": ("end", "end date", "expiry", "contract end", "Vertragsende"),
                "notice_days": ("notice", "notice period", "Kündigungsfrist"),
                "value": ("cost", "amount", "price", "Wert", "montant"),
            },
        ),
        patterns=(rules.AGREED,),
        rules=Rules(derive=rules.derive_contract, validate=rules.check_contract),
        example=Example({"title": "Frame agreement", "scope": "Lines to 31 sites", "authorities": "Duty engineer"}),
    )
)

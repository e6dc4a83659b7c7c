"""What stood on a supplier as text becomes its contract, the contract's target and the review that was last held."""

from datetime import timedelta

from django.db import migrations

from tandem.ground.kernel import clock
from tandem.ground.kernel.migrating import Into, add_records, change_records, each_of, search_again
from tandem.ground.kernel.patterns.reviewed import after

REASON = "Carried over from the text on the supplier"
AGREED = ("contract", "contract_scope", "targets", "authorities", "controls")
NOTICE = 90  # days
WITH_US = ("active", "ending")


def carry_over(apps, schema_editor):
    """Contract, target and review of each supplier that says something of them, and when the next ones are due."""
    documents = apps.get_model("kernel", "SearchDocument")

    def into(name, register, prefix, search):
        model = apps.get_model("suppliers", name)
        return Into(model=model, documents=documents, register=register, prefix=prefix, search=search)

    clauses = ("number", "scope", "authorities", "obligations", "security", "exit")
    contracts = into("SupplierContract", "supplier-contracts", "CON", clauses)
    targets = into("SupplierTarget", "supplier-targets", "STGT", ("words", "finding"))
    reviews = into("SupplierReview", "supplier-reviews", "SREV", ("present", "performance", "evidence", "agreed"))
    for supplier in each_of(apps.get_model("suppliers", "Supplier")):
        if any(getattr(supplier, name) for name in AGREED):
            _agreed(supplier, contracts, targets)
        if supplier.performance and supplier.last_review:
            add_records(reviews, supplier.organization_id, [_review(supplier)], REASON)
    change_records(apps.get_model("suppliers", "Supplier"), "suppliers", _next_reviews, REASON)
    search_again(into("Supplier", "suppliers", "SUP", ("provides", "contact", "selected_by")))


def _agreed(supplier, contracts, targets):
    contract = add_records(contracts, supplier.organization_id, [_contract(supplier)], REASON)[0]
    if supplier.targets:
        promised = {"contract": contract, "service_id": supplier.service_id, "owner_id": supplier.owner_id}
        promised |= {"kind": "other", "words": supplier.targets, "title": f"Targets of {supplier.title}"[:200]}
        add_records(targets, supplier.organization_id, [promised], REASON)


def _contract(supplier):
    """As it stood; in force where the supplier is with us and its last day has not passed."""
    state = _state(supplier)
    is_dated = state == "in-force" and supplier.ends_on is not None
    return {
        "supplier": supplier,
        "owner_id": supplier.owner_id,
        "title": (supplier.contract or f"Agreement with {supplier.title}")[:200],
        "scope": supplier.contract_scope,
        "authorities": supplier.authorities,
        "security": supplier.controls,
        "expires_on": supplier.ends_on,
        "decide_by": supplier.ends_on - timedelta(days=NOTICE) if is_dated else None,
        "ended_on": supplier.ends_on if state == "ended" else None,
        "state": state,
    }


def _state(supplier):
    is_over = supplier.ends_on is not None and supplier.ends_on < clock.now().date()
    states = {"candidate": "draft", "ended": "ended"}
    return states.get(supplier.state, "expired" if is_over else "in-force")


def _review(supplier):
    return {
        "supplier": supplier,
        "owner_id": supplier.owner_id,
        "title": f"Review of {supplier.title}"[:200],
        "kind": "performance",
        "planned_on": supplier.last_review,
        "held_on": supplier.last_review,
        "performance": supplier.performance,
        "state": "held",
    }


def _next_reviews(supplier):
    """Security and contracts are looked at too, counted from the day of judgement; a last day is the contract's."""
    if supplier.state not in WITH_US:
        return {}
    begun = supplier.assessed_on or clock.now().date()
    security = after(begun, supplier.security_months) if supplier.reaches_information else None
    values = {"next_contract_review": after(begun, supplier.contract_months), "next_security_review": security}
    return values | ({"ends_on": None} if supplier.state == "active" else {})


class Migration(migrations.Migration):
    dependencies = [
        ("suppliers", "0003_contracts_reviews_and_disputes"),
        ("kernel", "0010_folded_search"),
        ("ledger", "0002_append_only"),
    ]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]

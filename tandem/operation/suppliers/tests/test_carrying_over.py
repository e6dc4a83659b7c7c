"""Texts of suppliers and services become records in existing organizations."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.ledger.models import Entry
from tests.cast import Cast

BEFORE = [("suppliers", "0002_fewer_indexes"), ("services", "0001_initial")]
AFTER = [("services", "0004_texts_gone"), ("suppliers", "0005_texts_gone")]


def _to(targets: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_contracts_targets_reviews_requirements_and_parties_are_carried_over(home: Cast) -> None:
    apps = _to(BEFORE)
    now = {"organization_id": home.home.pk, "created_at": "2026-01-01T00:00Z", "updated_at": "2026-01-01T00:00Z"}
    with organization_active(home.home.pk):
        service = apps.get_model("services", "Service")._base_manager.create(
            **now,
            reference="SVC-1",
            title="Mail",
            state="live",
            live_since=date(2025, 1, 1),
            requirements="99 % a month",
            other_parties="Carrier; Night desk",
        )
        apps.get_model("suppliers", "Supplier")._base_manager.create(
            **now,
            reference="SUP-1",
            title="Carrier",
            state="active",
            service=service,
            provides="Lines",
            contract="Frame 77",
            contract_scope="31 sites",
            targets="4 hours",
            controls="Second factor",
            reaches_information=True,
            ends_on=date(2099, 12, 31),
            assessed_on=date(2026, 1, 10),
            performance="Three faults",
            last_review=date(2026, 2, 1),
        )
        connection.cursor().execute(
            "INSERT INTO kernel_referencecounter (organization_id, register, year, last) VALUES (%s, %s, 0, 1)",
            [home.home.pk, "suppliers"],
        )
    apps = _to(AFTER)

    def only(app: str, name: str) -> Any:
        return apps.get_model(app, name)._base_manager.get()

    with organization_active(home.home.pk):
        contract = only("suppliers", "SupplierContract")
        assert (contract.reference, contract.title, contract.state) == ("CON-1", "Frame 77", "in-force")
        assert (contract.scope, contract.security, contract.expires_on) == (
            "31 sites",
            "Second factor",
            date(2099, 12, 31),
        )
        target, review = only("suppliers", "SupplierTarget"), only("suppliers", "SupplierReview")
        assert (target.kind, target.words, target.contract_id) == ("other", "4 hours", contract.pk)
        assert (review.kind, review.performance, review.held_on) == ("performance", "Three faults", date(2026, 2, 1))
        requirement = only("services", "ServiceRequirement")
        assert (requirement.description, requirement.state, requirement.agreed_by_id) == (
            "99 % a month",
            "agreed",
            None,
        )
        parties = apps.get_model("suppliers", "Supplier")._base_manager.order_by("pk")
        assert list(parties.values_list("reference", "title", "state")) == [
            ("SUP-1", "Carrier", "active"),
            ("SUP-2", "Night desk", "candidate"),
        ]
        carrier = parties.first()
        assert (carrier.ends_on, carrier.next_security_review) == (None, date(2027, 1, 10))
        parts = apps.get_model("services", "Contribution")._base_manager.order_by("pk")
        assert list(parts.values_list("title", "state")) == [
            ("Carrier: Mail", "current"),
            ("Night desk: Mail", "planned"),
        ]
        told = set(Entry.objects.filter(action="migrated").values_list("register", "reference"))
    assert told >= {
        ("supplier-contracts", "CON-1"),
        ("supplier-targets", "STGT-1"),
        ("supplier-reviews", "SREV-1"),
        ("suppliers", "SUP-1"),
        ("suppliers", "SUP-2"),
        ("service-requirements", "SREQ-1"),
        ("contributions", "CTB-1"),
        ("contributions", "CTB-2"),
    }

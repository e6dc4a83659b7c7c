"""The cheat once more: an honest organization in which one thing at a time is replaced by something that only looks so.

Each attack takes away what made a check hold and puts a sham in its place, as far as the gate lets it, as page, API,
import and bulk do. Either it is refused, or the check no longer holds.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tandem.ground.accounts.models import Membership, Organization
from tandem.ground.kernel import clock
from tandem.ground.kernel.tenancy import organization_active
from tandem.proof.conformity import remembering
from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.outline import _read
from tandem.proof.conformity.tests.attacks.sham import Hold
from tandem.proof.conformity.tests.conftest import NOW, SECURITY, SERVICE, TODAY, both_standards, member
from tandem.proof.conformity.tests.honest import build
from tandem.proof.conformity.tests.honest_evaluation import evaluate_oneself
from tandem.proof.conformity.tests.house import House
from tandem.proof.conformity.vocabulary import Result


@pytest.fixture(scope="package")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """The honest organization, built once for all attacks."""
    with django_db_blocker.unblock(), transaction.atomic():
        _read.cache_clear()
        organization = Organization.objects.create(slug="hull", name="Hull IT")
        with clock.fixed(NOW), organization_active(organization.pk):
            both_standards()
            names = {"ada": "manager", "bea": "manager", "ben": "contributor", "mallory": "manager"}
            users = {
                name: member(organization, f"{name}@example.org", name.title(), role) for name, role in names.items()
            }
            house = House(organization, users["ada"], users["bea"], users["ben"], (SERVICE, SECURITY), 12)
            build(house)
            evaluate_oneself(house)
            yield house
        transaction.set_rollback(True)


@pytest.fixture
def house(built: House, db: None) -> Iterator[House]:
    """The same, and after the attack as it was before."""
    remembering.forget()
    with clock.fixed(NOW), organization_active(built.organization.pk):
        yield built
    remembering.forget()


@pytest.fixture
def mallory(house: House) -> Any:
    return Membership.objects.get(organization=house.organization, user__name="Mallory").user


@pytest.fixture
def held(house: House) -> Hold:
    """held("access-rules") are the results of checks now."""

    def asked(*keys: str) -> dict[str, Result]:
        outcomes = evaluate(house.organization.pk, today=TODAY).outcomes
        return {key: outcomes[key].result for key in keys}

    return asked

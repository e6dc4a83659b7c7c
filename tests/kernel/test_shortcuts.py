"""What the gate does without Django's own working out is what Django would do."""

from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, models

from tandem.ground.kernel import beginning, prepared, registers, writing
from tandem.ground.kernel.models import Arrival, ArrivedRow
from tandem.ground.kernel.presence import is_any
from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.ledger import commitments
from tandem.operation.services.register import SERVICES
from tests.cast import Cast


def held(record: Any) -> dict[str, Any]:
    return {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}


def service(home: Cast) -> Any:
    values = {"title": "Hosted mail", "owner": home.users["ada"].pk, "tags": ["mail"], "targets": "4 h"}
    return writing.create(home.actor("ada"), SERVICES, values)


def test_a_record_begins_with_the_defaults_of_its_model(home: Cast) -> None:
    models_: list[type[models.Model]] = [register.model for register in registers.every()]
    assert [model for model in models_ if held(beginning.made(model, {})) != held(model())] == []
    one, other = (beginning.made(SERVICES.model, {}) for _time in range(2))
    one.tags.append("mail")
    assert other.tags == []


def test_a_record_is_read_as_django_reads_it(home: Cast) -> None:
    made = service(home)
    for attribute, value in (("reference", made.reference), ("id", made.pk)):
        assert held(prepared.record(SERVICES.model, attribute, value)) == held(SERVICES.model.objects.get(pk=made.pk))
    assert prepared.record(SERVICES.model, "reference", "SVC-4711") is None


def test_a_record_of_another_organization_is_neither_read_nor_written(home: Cast) -> None:
    made = service(home)
    with organization_active(home.elsewhere.pk):
        assert prepared.record(SERVICES.model, "reference", made.reference) is None
        assert not is_any(SERVICES.model, "title", ["Hosted mail"])
    made.organization_id, made.title = home.elsewhere.pk, "Taken over"
    with pytest.raises(DatabaseError):
        prepared.write(made, ["title"])
    assert SERVICES.model.objects.get(pk=made.pk).title == "Hosted mail"
    assert is_any(SERVICES.model, "title", ["Hosted mail"])


def test_what_is_on_its_way_is_not_there_yet(home: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    made = service(home)
    arrival = Arrival.objects.create(organization_id=home.home.pk, is_hidden=True, seen_at=made.created_at)
    ArrivedRow.objects.create(
        organization_id=home.home.pk,
        arrival=arrival,
        register="services",
        record_id=made.pk,
        is_new=True,
        version_before=0,
        version=1,
    )
    monkeypatch.setattr("tandem.ground.kernel.arrivals._known", {})
    assert prepared.record(SERVICES.model, "reference", made.reference) is None


def test_a_record_that_is_gone_cannot_be_followed(home: Cast) -> None:
    made = service(home)
    writing.delete(home.actor("ada"), SERVICES, made.reference)
    with pytest.raises(ObjectDoesNotExist):
        writing.follow(home.actor("ada"), SERVICES, made, {"title": "Mail"}, "changed")


def test_a_twin_keeps_what_was(home: Cast) -> None:
    made = service(home)
    before = beginning.twin(made)
    made.title, made.owner = "Mail", home.users["ben"]
    assert (before.title, before.owner) == ("Hosted mail", home.users["ada"])


def test_the_digest_is_that_of_the_single_commitments() -> None:
    values = {"title": '"Mail"', "state": '"new"', commitments.REASON: '"Why"'}
    single = commitments.commitments(b"s" * 32, values)
    assert commitments.digest(b"s" * 32, values) == commitments.digest_of(single)

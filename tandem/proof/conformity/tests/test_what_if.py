"""What would fall is reckoned with the checks themselves, and nothing is written."""

from datetime import UTC
from typing import Any

from tandem.ground.kernel import registers
from tandem.ground.ledger.models import Entry
from tandem.operation.changes.models import QUESTIONS
from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.falling import Outlook, outlook
from tandem.proof.conformity.tests.conftest import SERVICE, TODAY, acting
from tandem.proof.conformity.vocabulary import Result
from tandem.proof.conformity.what_if import compare

ASSETS = f"{SERVICE}/8.2.5"


def seen(ada: Any, organization: Any, record: Any) -> Outlook:
    register = registers.of_model(type(record))
    assert register is not None
    return outlook(acting(ada, organization), register, record)


def running(keep: Any, ada: Any) -> tuple[Any, Any]:
    keep("management-systems", title="Services", standard=SERVICE)
    service = keep("services", title="Payroll", owner=ada, state="live", description="Salaries of customers")
    return service, keep("items", title="storage-a", owner=ada, service=service, is_asset=True, serial_number="S-1")


def fallen(outlook: Outlook) -> dict[str, tuple[Result, Result]]:
    return {fall.ref: (fall.before, fall.after) for fall in outlook.falls}


def test_as_long_as_nothing_is_supposed_nothing_is_otherwise(organization, both, keep, ada):
    running(keep, ada)
    before, after = compare(organization.pk, {}, today=TODAY, zone=UTC)
    assert after.results == before.results


def test_the_supposed_report_is_the_one_that_would_be(organization, both, keep, ada):
    _service, item = running(keep, ada)
    _before, after = compare(organization.pk, {"items": {item.pk: {"owner": None}}}, today=TODAY, zone=UTC)
    type(item).objects.filter(pk=item.pk).update(owner=None)
    keep("items", item.reference, location="Room 2")
    assert after.results == evaluate(organization.pk, today=TODAY, zone=UTC).results


def test_a_gone_record_is_counted_no_more(organization, both, keep, ada):
    _service, item = running(keep, ada)
    before, after = compare(organization.pk, {"items": {item.pk: None}}, today=TODAY, zone=UTC)
    was, would = (report.outcomes["assets-managed"] for report in (before, after))
    assert (was.good, would.total) == (1, 0)


def test_whoever_leaves_leaves_what_they_own_without_an_owner(organization, both, keep, ada, ben):
    _service, _item = running(keep, ada)
    person = keep("people", title="Ada", user=ada)
    entries = Entry.objects.count()
    outlook = seen(ben, organization, person)
    assert {register.key: count for register, count in outlook.owned}["items"] == 1
    assert ASSETS.partition("/")[2] in {touched.ref for touched in outlook.touched} | set(fallen(outlook))
    assert Entry.objects.count() == entries


def test_a_change_touches_what_its_items_and_service_are_evidence_for(organization, both, keep, ada):
    service, item = running(keep, ada)
    answers = dict.fromkeys(QUESTIONS, False)
    values = {"kind": "item", "reason": "A fault of the maker", "items": [item.reference], "service": service}
    change = keep("changes", title="Firmware", **values, **answers)
    outlook = seen(ada, organization, change)
    assert [record.reference for _register, record in outlook.records] == [item.reference, service.reference]
    assert "8.2.5" in {touched.ref for touched in outlook.touched}
    assert type(item).objects.get(pk=item.pk).state == "in-use"


def test_agreements_about_the_touched_services_are_named(organization, both, keep, ada):
    service, _item = running(keep, ada)
    customer = keep("customers", title="Nordlig")
    agreement = keep("agreements", title="Payroll", customer=customer)
    calendar = keep("calendars", title="Office", monday="08:00-12:00")
    version = keep("agreement-versions", agreement=agreement, number="1", calendar=calendar)
    target = keep("service-targets", agreement_version=version, service=service, kind="resolution", minutes=240)
    supplier = keep("suppliers", title="Carrier", service=service)
    assert seen(ada, organization, supplier).targets == []
    type(version).objects.filter(pk=version.pk).update(state="approved")
    assert [named.reference for named in seen(ada, organization, supplier).targets] == [target.reference]

"""Attacks with dates, acceptances, scopes, statements and records of others."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.tenancy import organization_active
from tandem.proof.conformity import remembering
from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.tests.attacks.sham import AHEAD, CONTROL, FAR, LOREM, Hold, gone
from tandem.proof.conformity.tests.conftest import SECURITY, TODAY, member
from tandem.proof.conformity.tests.house import House, day, prose, register_of
from tandem.proof.conformity.vocabulary import Result

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.mark.parametrize(
    ("key", "field", "check", "through"),
    [
        ("documents", "next_review", "access-rules", "import"),
        ("suppliers", "next_review", "supplier-reviewed", "import"),
        ("suppliers", "next_security_review", "suppliers-watched", "import"),
        ("suppliers", "next_contract_review", "supplier-reviewed", "import"),
        ("risks", "next_review", "security-risk-20", "import"),
        ("obligations", "next_review", "laws-known", "import"),
        ("context-issues", "next_review", "context-issues", "import"),
        ("services", "next_review", "services-reviewed", "import"),
        ("items", "next_check", "ci-verified", "import"),
    ],
)
def test_one_person_stretches_no_review_beyond_two_years(
    house: House, held: Hold, mallory: Any, key: str, field: str, check: str, through: str
) -> None:
    register = register_of(key)
    for record in register.model.objects.exclude(**{field: None}).order_by("pk"):
        try:
            writing.change(house.actor(mallory, through), register, record.reference, {field: FAR})
        except (Invalid, NotPermitted):
            continue
    far = register.model.objects.filter(**{f"{field}__gt": TODAY + timedelta(days=750)})
    if far.exists():
        assert held(check)[check] is not Result.MET


def test_nobody_accepts_the_risk_they_assessed_one_by_one_or_in_bulk(house: House, mallory: Any) -> None:
    risk = house.add("risks", by=mallory, title="Fire", availability=True, likelihood=3, impact=4, owner=mallory)
    for through in ("page", "api", "import", "bulk"):
        with pytest.raises((Invalid, NotPermitted)):
            house.add(
                "risk-acceptances", mallory, through, risk=risk.reference, reason="Low and watched", until=day(-90)
            )


def test_an_acceptance_without_end_is_none(house: House, held: Hold) -> None:
    assert held("plan-approved-27") == {"plan-approved-27": Result.MET}
    risk = register_of("risks").model.objects.filter(domain="information-security", kind="risk").first()
    writing.change(
        house.actor(house.ada), register_of("risks"), risk.reference, {"likelihood_reason": prose("Again", 6)}
    )
    try:
        house.add("risk-acceptances", house.ben, risk=risk.reference, reason=prose("Accepted", 10), until=FAR)
    except Invalid:
        type(risk).objects.filter(pk=risk.pk).update(accepted_until=FAR)
    remembering.forget()
    assert held("plan-approved-27")["plan-approved-27"] is not Result.MET


@pytest.mark.parametrize("when", [AHEAD, FAR])
def test_training_that_is_still_to_come_made_nobody_aware(house: House, held: Hold, when: str) -> None:
    assert held("awareness-covered") == {"awareness-covered": Result.MET}
    gone("trainings")
    for person in register_of("people").model.objects.all():
        try:
            house.add("trainings", person=person, title="Phishing", kind="awareness", done_on=when)
        except Invalid:
            continue
    assert held("awareness-covered")["awareness-covered"] is not Result.MET


def test_a_scan_that_is_still_to_come_found_nothing(house: House, held: Hold) -> None:
    gone("vulnerability-reports")
    for kind in ("sarif", "kev"):
        try:
            house.add("vulnerability-reports", title=f"Scan {kind}", kind=kind, tool="Scanner", scanned_on=AHEAD)
        except Invalid:
            continue
    assert set(held("vulnerabilities-looked-for", "exploited-list-read").values()).isdisjoint({Result.MET})


@pytest.mark.parametrize(
    ("key", "field", "check"),
    [
        ("reviews", "held_on", "review-held-27"),
        ("audits", "held_on", "audit-held"),
        ("decisions", "taken_on", "lead-decisions"),
        ("roles", "reported_on", "roles-report"),
        ("supplier-reviews", "held_on", "supplier-reviewed"),
        ("control-tests", "done_on", CONTROL),
        ("trainings", "done_on", "awareness-covered"),
    ],
)
def test_what_is_dated_ahead_has_not_happened(house: House, held: Hold, key: str, field: str, check: str) -> None:
    """Whatever door let it in: the engine itself does not count it."""
    assert held(check) == {check: Result.MET}
    register_of(key).model.objects.exclude(**{field: None}).update(**{field: AHEAD})
    remembering.forget()
    if key == "supplier-reviews":
        return  # the supplier's next review counts, which follows from the review
    assert held(check)[check] is not Result.MET


def test_a_role_of_somebody_who_left_is_held_by_nobody(house: House, held: Hold) -> None:
    assert held("roles-assigned") == {"roles-assigned": Result.MET}
    role = register_of("roles").model.objects.get()
    house.step("people", role.holder, "leave", house.ada, left_on=day(1), has_returned=True)
    assert held("roles-assigned")["roles-assigned"] is not Result.MET


def test_nobody_confirms_reading_for_others(house: House, held: Hold, mallory: Any) -> None:
    gone("acknowledgements")
    policy = register_of("documents").model.objects.filter(topic="information-security-policy").first()
    for reader in (house.ada, house.bea, house.ben):
        asked = house.add("acknowledgements", by=mallory, document=policy.reference, owner=reader)
        with pytest.raises(NotPermitted):
            house.step("acknowledgements", asked, "confirm", mallory)
        said = {"state": "read", "edition": policy.edition, "read_at": f"{day(2)} 10:00"}
        try:
            writing.change(house.actor(mallory, "import"), register_of("acknowledgements"), asked.reference, said)
        except (Invalid, NotPermitted):
            continue
    assert held("security-policy-known")["security-policy-known"] is not Result.MET


def test_a_scope_that_leaves_everything_outside_covers_no_service(house: House, held: Hold) -> None:
    assert held("scope-20-services") == {"scope-20-services": Result.MET}
    register_of("scope-parts").model.objects.update(place="outside", reason="Not now")
    remembering.forget()
    assert held("scope-20-services")["scope-20-services"] is not Result.MET


@pytest.mark.parametrize(
    "why", ["", "x", "Not needed here", "We have judged that this is not needed for our work at all."]
)
def test_a_statement_that_leaves_everything_out_for_one_reason_leaves_nothing_out(
    house: House, held: Hold, why: str
) -> None:
    statement = house.add("statements", by=house.ada, title="Second statement", framework=SECURITY)
    refs = [
        f"{theme}.{n}"
        for theme, last in {"A.5": 37, "A.6": 8, "A.7": 14, "A.8": 34}.items()
        for n in range(1, last + 1)
    ]
    for ref in refs:
        values = {"ref": ref, "title": ref, "decision": "excluded", "justification": why, "is_confirmed": True}
        try:
            house.add("statement-entries", by=house.ada, statement=statement.reference, **values)
        except Invalid:
            continue
    try:
        house.step("statements", statement, "approve", house.bea)
    except (Invalid, NotPermitted):
        return
    report = evaluate(house.organization.pk, today=TODAY).standard(SECURITY)
    left_out = [
        requirement.ref
        for requirement in report.requirements
        if requirement.is_assessable and requirement.result is Result.NOT_APPLICABLE
    ]
    assert len(left_out) <= 1, left_out


def test_none_here_is_said_by_a_person_who_says_how_they_looked(house: House, held: Hold, mallory: Any) -> None:
    gone("none-here")
    fields = {"check_key": "service-removal", "until": day(-300)}
    for reason in ("x", "none none none", "n/a", "Lorem ipsum dolor sit amet elit"):
        with pytest.raises(Invalid):
            house.add("none-here", by=mallory, reason=reason, **fields)
    house.add("none-here", by=mallory, through="import", reason="No service has ended since we began", **fields)
    assert held("service-removal")["service-removal"] is not Result.MET


def test_cancelled_events_and_closed_risks_are_no_evidence(house: House, held: Hold) -> None:
    assert set(held("security-events-reported", "security-risk-results").values()) == {Result.MET}
    register_of("incidents").model.objects.update(state="cancelled")
    register_of("risks").model.objects.update(state="closed")
    remembering.forget()
    assert set(held("security-events-reported", "security-risk-results").values()).isdisjoint({Result.MET})


def test_an_interval_that_one_person_stretched_does_not_count(house: House, held: Hold, mallory: Any) -> None:
    supplier = register_of("suppliers").model.objects.filter(kind="external").first()
    values = {"interval": "suppliers.next_review", "months": 60, "grace_days": 92, "reason": prose("So long", 8)}
    try:
        made = house.add("planned-intervals", by=mallory, **values)
    except Invalid:
        made = None
    if made is not None:
        assert made.state == "proposed"
        with pytest.raises((Invalid, NotPermitted)):
            house.step("planned-intervals", made, "confirm", mallory)
    type(supplier).objects.filter(pk=supplier.pk).update(next_review=TODAY - timedelta(days=40))
    remembering.forget()
    assert held("supplier-reviewed")["supplier-reviewed"] is not Result.MET


def test_what_was_created_and_deleted_again_leaves_nothing_met(house: House, held: Hold) -> None:
    gone("none-here")
    first = held("context-climate")
    issue = register_of("context-issues").model.objects.get(is_climate=True)
    gone("context-issues", pk=issue.pk)
    remembering.forget()
    assert first == {"context-climate": Result.MET}
    assert held("context-climate")["context-climate"] is not Result.MET


@pytest.mark.parametrize("scope", ["x", LOREM, "All " * 40])
def test_a_scope_that_says_nothing_is_no_scope_whoever_approves_it(house: House, held: Hold, scope: str) -> None:
    """Top management may approve what it wrote, so the words themselves have to say something."""
    assert held("scope-approved") == {"scope-approved": Result.MET}
    system = register_of("management-systems").model.objects.get(standard=SECURITY)
    register_of("management-systems").model.objects.filter(pk=system.pk).update(state="adopted")
    writing.change(house.actor(house.bea), register_of("management-systems"), system.reference, {"scope": scope})
    house.step("management-systems", system, "approve-scope", house.bea)
    assert held("scope-approved")["scope-approved"] is not Result.MET


def test_competence_without_evidence_of_its_own_is_none(house: House, held: Hold) -> None:
    assert held("competence-matrix") == {"competence-matrix": Result.MET}
    register_of("competences").model.objects.update(evidence="x")
    remembering.forget()
    assert held("competence-matrix")["competence-matrix"] is not Result.MET
    register_of("competences").model.objects.update(evidence="Lorem ipsum dolor sit amet consectetur")
    remembering.forget()
    assert held("competence-matrix")["competence-matrix"] is not Result.MET


def test_records_of_another_organization_brought_here_wait_for_somebody_else(house: House, mallory: Any) -> None:
    """Everything in force there, read from its export by a manager here, counts for nothing until confirmed."""
    elsewhere = Organization.objects.create(slug=f"dale-{uuid.uuid4().hex[:6]}", name="Dale IT")
    rows = [
        {
            "title": original.title,
            "kind": original.kind,
            "topic": original.topic,
            "state": "effective",
            "edition": "1.0",
        }
        | {"approved_by": mallory, "approved_on": day(60), "owner": mallory}
        for original in register_of("documents").model.objects.filter(state="effective").exclude(kind="external")
    ]
    texts = [version.text for version in register_of("document-versions").model.objects.filter(state="approved")]
    with organization_active(elsewhere.pk):
        other = member(elsewhere, "eve@example.org", "Eve", "manager")
        importer = house.actor(other, "import").__class__(elsewhere.pk, "manager", "Eve", other.pk, "import")
        systems = registers.find("management-systems")
        writing.create(importer.via("page"), systems, {"title": "ISMS", "standard": SECURITY, "owner": other})
        member(elsewhere, "mallory.there@example.org", "Mallory There", "manager")
        for row, text in zip(rows, texts, strict=False):
            row |= {"approved_by": other, "owner": other}
            made = writing.create(importer, register_of("documents"), row)
            version = {"document": made, "number": "1.0", "text": text, "author": other, "state": "approved"}
            version |= {"approved_by": other, "approved_at": f"{day(60)} 10:00"}
            try:
                writing.create(importer, register_of("document-versions"), version)
            except Invalid:
                continue
        report = evaluate(elsewhere.pk, today=TODAY)
        met = [
            requirement.ref
            for requirement in report.standard(SECURITY).requirements
            if requirement.is_assessable and requirement.result is Result.MET
        ]
        assert met == []

"""What many registers share: reviewed, approved, fixed, asked, apart, for each organization, as Tandem."""

from datetime import date
from typing import Any

import pytest

from tandem.direction.context.issues.register import CONTEXT_ISSUES
from tandem.direction.context.obligations.register import OBLIGATIONS
from tandem.direction.context.parties.register import INTERESTED_PARTIES
from tandem.direction.risks.register import RISKS
from tandem.direction.scope.register import MANAGEMENT_SYSTEMS
from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import hands, registers, workflow, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.models import Action
from tandem.ground.kernel.patterns import asking, independence, intervals
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.patterns.organizations import SomeFailed, for_each_organization
from tandem.ground.kernel.patterns.reviewed import Reviewed
from tandem.ground.kernel.registers import Register, declared_for
from tandem.ground.kernel.tenancy import active_organization_id
from tandem.ground.ledger.models import Entry
from tandem.operation.inventory.register import ITEMS
from tandem.operation.services.register import SERVICES
from tandem.operation.services.requirements.register import SERVICE_REQUIREMENTS
from tandem.operation.suppliers.contracts.register import SUPPLIER_CONTRACTS
from tandem.operation.suppliers.register import SUPPLIERS
from tandem.support.documents.register import DOCUMENTS
from tandem.support.documents.versions.register import DOCUMENT_VERSIONS
from tandem.support.people.register import PEOPLE
from tests.cast import Cast, values_for

REVIEWED = [
    (register, pattern)
    for register in registers.every()
    for pattern in register.patterns
    if isinstance(pattern, Reviewed)
]
every_reviewed = pytest.mark.parametrize(
    ("register", "pattern"), [pytest.param(*pair, id=pair[0].key) for pair in REVIEWED]
)


def test_everything_that_is_looked_at_again_shares_the_pattern() -> None:
    shared = {register.key for register, _pattern in REVIEWED}
    known = [CONTEXT_ISSUES, INTERESTED_PARTIES, OBLIGATIONS, SERVICES, SUPPLIERS, ITEMS, DOCUMENTS, RISKS]
    assert {register.key for register in known} <= shared


@every_reviewed
def test_what_has_ended_is_never_due_however_it_ended(home: Cast, register: Register, pattern: Reviewed) -> None:
    tandem = as_tandem(home.actor("ada"))
    made = writing.create(tandem, register, values_for(home, tandem, register))
    flow = register.workflow
    assert flow is not None
    for state in (key for key in (state.key for state in flow.states) if key not in pattern.while_in):
        began = {pattern.last: date(2020, 1, 1), pattern.next: date(2021, 1, 1), "state": pattern.while_in[0]}
        register.model.objects.filter(pk=made.pk).update(**began)
        said = {"why": "Nobody asks for it"} if "why" in register.writable else {}
        ended = writing.follow(tandem, register, made, {"state": state, **said}, "ended")
        assert getattr(ended, pattern.next) is None, state
        again = writing.follow(tandem, register, made, {"external_id": f"x-{state}"}, "changed")
        assert getattr(again, pattern.next) is None, state
        assert not pattern.due(register.model.objects.all(), date(2099, 1, 1)).exists()


@pytest.mark.parametrize(
    ("register", "step", "values"),
    [
        (SUPPLIERS, "end", {}),
        (SERVICES, "retire", {}),
        (CONTEXT_ISSUES, "end", {}),
        (OBLIGATIONS, "end", {}),
        (INTERESTED_PARTIES, "end", {}),
        (DOCUMENTS, "withdraw", {}),
        (RISKS, "close", {}),
        (ITEMS, "retire", {"disposed_how": "Shredded", "disposal_evidence": "Certificate 7"}),
    ],
    ids=lambda value: value.key if isinstance(value, Register) else None,
)
def test_the_step_that_ends_it_ends_its_reviews(
    home: Cast, register: Register, step: str, values: dict[str, Any]
) -> None:
    ada = home.actor("ada")
    made = writing.create(ada, register, values_for(home, ada, register))
    pattern = next(item for item in register.patterns if isinstance(item, Reviewed))
    due = {pattern.last: date(2025, 1, 1), pattern.next: date(2026, 1, 1), "state": pattern.while_in[0]}
    register.model.objects.filter(pk=made.pk).update(**due)
    ended = writing.transition(ada, register, made.reference, step, values, reason="Over")
    assert ended.state not in pattern.while_in
    assert getattr(ended, pattern.next) is None


def agreed(home: Cast, service: Any) -> None:
    """One requirement of a service, agreed."""
    values = {"service": service, "title": "99 %", "source": "customer", "priority": "must", "criticality": "high"}
    made = writing.create(as_tandem(home.actor("ben")), SERVICE_REQUIREMENTS, values)
    writing.transition(home.actor("ada"), SERVICE_REQUIREMENTS, made.reference, "agree", {"agreed_with": "Berglund"})


def test_the_interval_moves_the_review_and_a_given_day_stands(home: Cast) -> None:
    ada = home.actor("ada")
    values = {"title": "Mail", "owner": ada.user_id}
    service = writing.create(ada, SERVICES, values)
    assert service.next_review is None
    agreed(home, service)
    live = writing.transition(ada, SERVICES, service.reference, "go-live")
    assert (live.last_review, live.next_review) == (date(2026, 3, 2), date(2027, 3, 2))
    moved = writing.change(ada, SERVICES, service.reference, {"review_months": 6})
    assert moved.next_review == date(2026, 9, 2)
    never = writing.change(ada, SERVICES, service.reference, {"review_months": 0})
    assert never.next_review is None
    writing.change(ada, SERVICES, service.reference, {"review_months": 6})
    given = writing.change(ada.importing(), SERVICES, service.reference, {"next_review": date(2026, 5, 1)})
    assert given.next_review == date(2026, 5, 1)
    assert writing.change(ada, SERVICES, service.reference, {"title": "Post"}).next_review == date(2026, 5, 1)


def test_a_new_record_begins_with_the_organizations_interval(home: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = home.actor("ada")
    monkeypatch.setattr(
        intervals, "_lookups", [lambda organization_id, key: 3 if key == "suppliers.next_review" else None]
    )
    ours = writing.create(ada, SUPPLIERS, {"title": "Carrier"})
    own = writing.create(ada, SUPPLIERS, {"title": "Other", "review_months": 24})
    elsewhere = writing.create(ada, SERVICES, {"title": "Mail"})
    assert (ours.review_months, own.review_months, elsewhere.review_months) == (3, 24, 12)


def test_a_supplier_begins_with_owner_and_criteria_which_the_step_itself_takes(home: Cast) -> None:
    ada = home.actor("ada")
    made = writing.create(ada, SUPPLIERS, {"title": "Carrier", "owner": ada.user_id})
    contract = {"supplier": made, "title": "Frame", "scope": "Lines", "authorities": "Duty engineer"}
    agreed = writing.create(ada, SUPPLIER_CONTRACTS, contract)
    writing.transition(ada, SUPPLIER_CONTRACTS, agreed.reference, "sign")
    seen = next(one for one in workflow.steps(ada, SUPPLIERS, made) if one.transition.key == "begin")
    assert (seen.refusal, seen.needs) == ("", ("selected_by",))
    with pytest.raises(Invalid) as refused:
        writing.transition(ada, SUPPLIERS, made.reference, "begin")
    assert list(refused.value.problems) == ["selected_by"]
    made.refresh_from_db()
    assert (made.state, made.version, made.selected_by) == ("candidate", 1, "")
    begun = writing.transition(ada, SUPPLIERS, made.reference, "begin", {"selected_by": "Price"})
    assert (begun.state, begun.selected_by, begun.next_review) == ("active", "Price", date(2027, 3, 2))


def test_a_guard_is_asked_of_the_record_as_the_step_fills_it_in(home: Cast) -> None:
    ada = home.actor("ada")
    made = writing.create(ada, SERVICES, {"title": "Mail"})
    agreed(home, made)
    seen = next(one for one in workflow.steps(ada, SERVICES, made) if one.transition.key == "go-live")
    assert (seen.refusal, seen.needs) == ("", ("owner",))
    live = writing.transition(ada, SERVICES, made.reference, "go-live", {"owner": ada.user_id})
    assert (live.state, live.owner_id) == ("live", ada.user_id)


def test_an_approved_scope_keeps_its_standard(home: Cast) -> None:
    ada, tandem = home.actor("ada"), as_tandem(home.actor("ben"))
    values = {"title": "ISMS", "standard": "iso-27001:2022", "scope": "All", "owner": ada.user_id}
    system = writing.create(tandem, MANAGEMENT_SYSTEMS, values)
    writing.transition(ada, MANAGEMENT_SYSTEMS, system.reference, "approve-scope")
    for actor in (ada, ada.importing()):
        with pytest.raises(Invalid) as refused:
            writing.change(actor, MANAGEMENT_SYSTEMS, system.reference, {"standard": "iso-20000-1:2018"})
        assert list(refused.value.problems) == ["standard"]
    system.refresh_from_db()
    assert (system.standard, system.version) == ("iso-27001:2022", 2)


def test_somebody_is_asked_once_about_a_record_and_the_earlier_day_counts(home: Cast) -> None:
    ada, ben, cleo = home.actor("ada"), home.users["ben"], home.users["cleo"]
    first = asking.ask(ada, RISKS, "RISK-1", ben, "Look", due=date(2026, 5, 1))
    again = asking.ask(ada, RISKS, "RISK-1", ben, "Look", due=date(2026, 4, 1))
    assert (again.pk, again.due, Action.objects.count()) == (first.pk, date(2026, 4, 1), 1)
    other = asking.ask(ada, RISKS, "RISK-1", ben, "Measure", details="With care", due=date(2026, 6, 1))
    assert (other.pk, other.due, other.details) == (first.pk, date(2026, 4, 1), "Measure\n\nWith care")
    assert asking.ask(ada, RISKS, "RISK-1", cleo, "Look").pk != first.pk
    assert asking.ask(ada, RISKS, "RISK-2", ben, "Look").pk != first.pk
    writing.transition(home.actor("ben"), declared_for(Action), first.reference, "finish")
    assert asking.ask(ada, RISKS, "RISK-1", ben, "Look").pk != first.pk


def test_one_organizations_error_stops_no_other(cast: Cast) -> None:
    last = Organization.objects.create(slug="third", name="Third")
    done = []

    def work(actor: Actor) -> None:
        assert active_organization_id() == actor.organization_id
        if actor.organization_id == cast.home.pk:
            raise KeyError("broken row")
        done.append((actor.organization_id, actor.label, actor.role))

    with pytest.raises(SomeFailed, match="home") as failed:
        for_each_organization(work)
    assert failed.value.slugs == ["home"]
    assert done == [(cast.elsewhere.pk, "Tandem", "system"), (last.pk, "Tandem", "system")]


def test_what_follows_from_a_persons_write_bears_their_name_whoever_has_the_right(home: Cast) -> None:
    acting = as_tandem(home.actor("ben"))
    asking.ask(acting, RISKS, "RISK-1", home.users["ada"], "Look")
    entry = Entry.objects.get(register="actions")
    assert (entry.actor_label, entry.actor_id) == ("Ben", home.users["ben"].pk)


def test_a_line_manager_is_not_independent_of_whom_they_lead(home: Cast) -> None:
    ada = home.actor("ada")
    top = writing.create(ada, PEOPLE, {"title": "Ada", "user": ada.user_id})
    middle = writing.create(ada, PEOPLE, {"title": "Ben", "user": home.users["ben"].pk, "manager": top.reference})
    writing.create(ada, PEOPLE, {"title": "Cleo", "user": home.users["cleo"].pk, "manager": middle.reference})
    keys = {name: home.users[name].pk for name in ("ada", "ben", "cleo", "finn")}
    assert independence.reports_to(keys["cleo"]) == keys["ben"]
    assert independence.line_above(keys["cleo"]) == (keys["ben"], keys["ada"])
    assert not independence.is_independent(keys["cleo"], keys["ada"])
    assert not independence.is_independent(keys["ada"], keys["ada"])
    assert independence.is_independent(keys["ada"], keys["cleo"])
    assert independence.is_independent(keys["finn"], keys["ada"])


def test_a_user_is_one_person_and_nobody_leads_themselves(home: Cast) -> None:
    ada = home.actor("ada")
    first = writing.create(ada, PEOPLE, {"title": "Ben", "user": home.users["ben"].pk})
    with pytest.raises(Invalid, match="already"):
        writing.create(ada, PEOPLE, {"title": "Benjamin", "user": home.users["ben"].pk})
    with pytest.raises(Invalid, match="own line manager"):
        writing.change(ada, PEOPLE, first.reference, {"manager": first.reference})


def version_of(home: Cast, author: str) -> Any:
    actor = home.actor(author)
    document = writing.create(actor, DOCUMENTS, {"title": "Policy", "kind": "policy", "owner": actor.user_id})
    values = {"document": document.reference, "number": "1.0", "text": "By role, each year, with a list."}
    return writing.create(actor, DOCUMENT_VERSIONS, values)


def test_whoever_changed_a_word_has_written_it_too(home: Cast) -> None:
    version = version_of(home, "ben")
    writing.change(home.actor("ada"), DOCUMENT_VERSIONS, version.reference, {"changes": "A comma"})
    writing.transition(home.actor("ben"), DOCUMENT_VERSIONS, version.reference, "submit")
    with pytest.raises(Invalid, match="you wrote"):
        writing.transition(home.actor("ada"), DOCUMENT_VERSIONS, version.reference, "approve")
    version.refresh_from_db()
    assert (version.state, version.approved_by_id) == ("in-review", None)


def test_naming_another_author_does_not_make_room_for_ones_own_approval(home: Cast) -> None:
    version = version_of(home, "ada")
    writing.change(home.actor("ada"), DOCUMENT_VERSIONS, version.reference, {"author": home.users["ben"].pk})
    writing.transition(home.actor("ada"), DOCUMENT_VERSIONS, version.reference, "submit")
    with pytest.raises(Invalid, match="Somebody other than you"):
        writing.transition(home.actor("ada"), DOCUMENT_VERSIONS, version.reference, "approve")


def test_nobody_makes_themselves_the_owner_where_that_gives_a_right(home: Cast) -> None:
    ada, ben = home.actor("ada"), home.actor("ben")
    risk = writing.create(ada, RISKS, values_for(home, ada, RISKS))
    for actor in (ben, ben.importing()):
        with pytest.raises(Invalid) as refused:
            writing.change(actor, RISKS, risk.reference, {"owner": ben.user_id})
        assert list(refused.value.problems) == ["owner"]
    risk.refresh_from_db()
    assert (risk.owner_id, risk.version) == (ada.user_id, 1)
    assert writing.change(ada, RISKS, risk.reference, {"owner": ben.user_id}).owner_id == ben.user_id
    service = writing.create(ada, SERVICES, {"title": "Mail", "owner": ada.user_id})
    assert writing.change(ben, SERVICES, service.reference, {"owner": ben.user_id}).owner_id == ben.user_id


def test_owning_a_record_does_not_give_a_managers_step(home: Cast) -> None:
    ben = home.actor("ben")
    service = writing.create(ben, SERVICES, values_for(home, ben, SERVICES))
    for register in registers.every():
        for step in register.workflow.transitions if register.workflow else ():
            assert not step.is_owners or step.by_owner or "contributor" in step.roles, (register.key, step.key)
    with pytest.raises(NotPermitted):
        writing.transition(ben, SERVICES, service.reference, "go-live")
    assert SERVICES.model.objects.get(pk=service.pk).state == "proposed"


def test_a_contributor_brings_the_states_of_an_event_log_and_no_approval(home: Cast) -> None:
    ben = home.actor("ben").importing()
    item = writing.create(ben, ITEMS, {"title": "Server", "state": "in-use"})
    assert item.state == "in-use"
    supplier = {"title": "Carrier", "state": "active", "selected_by": "Price", "owner": ben.user_id}
    with pytest.raises(Invalid) as refused:
        writing.create(ben, SUPPLIERS, supplier)
    assert list(refused.value.problems) == ["state"]
    assert writing.create(home.actor("ada").importing(), SUPPLIERS, supplier).state == "active"
    assert not hands.grants(SUPPLIERS)

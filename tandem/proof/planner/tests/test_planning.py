"""From records to roads: what counts as work, whose it is, what is assumed, kept and made an action."""

from datetime import date, timedelta

import pytest

from tandem.ground.catalogue.models import Requirement
from tandem.ground.kernel import titles, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.models import Action
from tandem.proof.conformity.library import library
from tandem.proof.conformity.models import Snapshot
from tandem.proof.conformity.tests.conftest import SECURITY, SERVICE, TODAY, acting, standard
from tandem.proof.conformity.tests.test_engine import check
from tandem.proof.planner import operations
from tandem.proof.planner.export import as_json
from tandem.proof.planner.history import Pace
from tandem.proof.planner.merging import merges, mergings
from tandem.proof.planner.models import Plan
from tandem.proof.planner.past import source_of
from tandem.proof.planner.reckoning import reckon
from tandem.proof.planner.register import PLANS

SHARED = check("shared", f"{SECURITY}/6.1.2, {SERVICE}/6.1.2", register="risks")
PARTED = f"""\
- key: parted
  title: About parted
  test: coverage
  serves: [{SECURITY}/8.2, {SERVICE}/8.2]
  strength: required
  freshness: {{basis: continuous}}
  question: Put it right.
  remedy: {{register: services, action: list}}
  effort: 1.0
  answer:
    parts:
      - {{name: owned, over: services, must: {{owner: {{filled: true}}}}, every: true, standard: "{SECURITY}"}}
      - {{name: told, over: risks, must: {{owner: {{filled: true}}}}, every: true, standard: "{SERVICE}"}}
"""


@pytest.fixture
def house(organization, ada, checks_from):
    """house(text) reckons two small standards, as Ada sees them."""
    standard(SECURITY, "27001", ["6.1.2", "8.2", "9.2"])
    standard(SERVICE, "20000-1", ["6.1.2", "8.2"])

    def reckoned(text, asked=None, actor=None):
        return reckon(actor or acting(ada, organization), asked or {}, checks_from(text))

    return reckoned


def hours(found):
    return {deed.key: (deed.hours, deed.together) for deed in found.deeds}


def test_work_is_what_fails_per_record_and_what_nobody_can_judge(house, keep):
    keep("risks", title="Fire", domain="service")
    keep("risks", title="Flood", domain="service")
    found = house(SHARED + check("audit", f"{SECURITY}/9.2", register="services"))
    assert hours(found) == {
        "shared": ({SECURITY: 0.5, SERVICE: 0.5}, 0.5),
        "audit": ({SECURITY: 2.0}, 2.0),
        f"judge {SECURITY}/8.2": ({SECURITY: 2.0}, 2.0),
        f"judge {SERVICE}/8.2": ({SERVICE: 2.0}, 2.0),
    }
    assert [deed.is_evaluation for deed in found.deeds if deed.key == "audit"] == [True]
    assert (found.apart, found.road("both").hours, found.road("both").reused) == (7.0, 6.5, 0.5)


def test_a_check_with_parts_costs_each_standard_its_own_part(house, keep):
    keep("services", title="Mail")
    keep("risks", title="Fire", domain="service")
    keep("risks", title="Flood", domain="service")
    assert hours(house(PARTED))["parted"] == ({SECURITY: 1.0, SERVICE: 2.0}, 3.0)


def test_work_on_records_belongs_to_who_owns_most_of_them(house, keep, ben):
    keep("risks", title="Fire", domain="service", owner=ben)
    asked = check("scored", f"{SECURITY}/6.1.2", register="risks").replace("owner:", "description:")
    (scored, *_rest) = house(asked).deeds
    assert (scored.key, scored.owner) == ("scored", "Ben")


def test_what_is_met_is_no_work(house, keep, ben):
    keep("risks", title="Fire", domain="service", owner=ben)
    assert "shared" not in hours(house(SHARED))
    assert [check.key for check in house(SHARED).serving_both] == ["shared"]


def test_without_both_standards_it_says_what_is_missing(organization, ada):
    standard(SECURITY, "27001", ["4.1"])
    with pytest.raises(Invalid) as refused:
        reckon(acting(ada, organization), {})
    assert refused.value.problems == {"catalogue": [f"The catalogue does not hold {SERVICE}; load the library first."]}


def test_staff_see_no_plan(house, organization, ada):
    with pytest.raises(NotPermitted):
        house(SHARED, actor=acting(ada, organization, "staff"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("people", "0"),
        ("people", "201"),
        ("people", "two"),
        ("hours_a_week", "61"),
        ("run_weeks", "-1"),
        ("wait_weeks", "²"),
        ("starts_on", "2026-06-14"),
        ("audit_27001", "next week"),
        ("position", "elsewhere"),
    ],
)
def test_an_assumption_that_cannot_be_read_is_named(house, name, text):
    with pytest.raises(Invalid) as refused:
        house(SHARED, {name: text})
    assert list(refused.value.problems) == [name]


def test_the_address_stands_before_the_plan_and_the_plan_before_defaults(house, organization, ada):
    actor = acting(ada, organization)
    operations.keep(actor, {"people": "3", "run_weeks": "8"})
    settled = house(SHARED, {"people": "5"}).settled
    assert (settled.assumed.people, settled.assumed.run_weeks, settled.assumed.hours_a_week) == (5, 8, 8)
    assert {name: settled.sources[name] for name in ("people", "run_weeks", "hours_a_week")} == {
        "people": "address",
        "run_weeks": "kept",
        "hours_a_week": "default",
    }


def test_one_plan_is_kept_and_what_is_emptied_follows_defaults_again(organization, ada):
    actor = acting(ada, organization)
    first = operations.keep(actor, {"people": "3"}, "both")
    again = operations.keep(actor, {"people": "", "run_weeks": "8"})
    assert again.reference == first.reference
    assert (again.people, again.run_weeks, again.road) == (None, 8, "both")
    with pytest.raises(Invalid):
        writing.create(actor, PLANS, {"title": "Another"})
    assert Plan.objects.count() == 1


def test_a_contributor_keeps_no_plan_and_makes_no_actions(house, organization, ben):
    actor = acting(ben, organization, "contributor")
    found = house(SHARED)
    with pytest.raises(NotPermitted):
        operations.keep(actor, {"people": "3"})
    with pytest.raises(NotPermitted):
        operations.make_actions(actor, found, "both")
    assert (Plan.objects.count(), Action.objects.count()) == (0, 0)


def test_a_deed_has_one_open_action_however_often_it_is_asked(house, organization, ada, ben, keep):
    keep("risks", title="Fire", domain="service", owner=ben)
    actor = acting(ada, organization)
    text = check("scored", f"{SECURITY}/6.1.2", register="risks").replace("owner:", "description:")
    found = house(text)
    made = operations.make_actions(actor, found, "first-27001")
    assert (made[0].source_register, made[0].source_reference, made[0].owner_id) == ("checks", "scored", ben.pk)
    assert operations.make_actions(actor, found, "both") != []  # what 20000-1 asks beside it
    assert operations.make_actions(actor, found, "both") == []
    open_ones = Action.objects.open().filter(source_register="checks")
    assert open_ones.filter(source_reference="scored").count() == 1


def test_a_plan_names_no_check_and_no_requirement_by_its_key():
    checked = next(one for one in library().checks if len(one.key) > 20)
    assert titles.named_source(source_of(checked.key)) == checked.title
    assert titles.named_source("iso-27001:2022/7.4") == "ISO/IEC 27001:2022 7.4"
    assert (titles.titled("checks"), titles.named_source("ACT-1")) == ("Check", "ACT-1")


def test_who_is_no_member_any_more_is_given_no_action(house, organization, ada, ben, keep):
    keep("risks", title="Fire", domain="service", owner=ben)
    text = check("scored", f"{SECURITY}/6.1.2", register="risks").replace("owner:", "description:")
    found = house(text)
    ben.memberships.all().delete()
    made = operations.make_actions(acting(ada, organization), found, "first-27001")
    assert made[0].owner_id is None


def test_actions_are_made_of_the_next_thirteen_weeks_alone(house, organization, ada, keep):
    found = house(SHARED, {"starts_on": (TODAY + timedelta(weeks=20)).isoformat()})
    assert operations.make_actions(acting(ada, organization), found, "both") == []


def test_a_road_that_is_not_there_is_named(house, organization, ada):
    found = house(SHARED, {"position": "certified-27001"})
    with pytest.raises(Invalid):
        operations.make_actions(acting(ada, organization), found, "both")


def test_history_counts_only_where_there_is_enough_of_it():
    assert not Pace(gained=4, hours=50.0, days=84).is_known
    assert not Pace(gained=9, hours=50.0, days=27).is_known
    enough = Pace(gained=9, hours=96.0, days=84)
    assert (enough.is_known, enough.a_week, enough.each(2), enough.each(50)) == (True, 8.0, 4, 1)


def test_hours_a_week_follow_from_what_came_to_be_met(organization, ada, ben, keep, checks_from):
    refs = ["6.1", "6.2", "6.3", "6.4", "6.5"]
    standard(SECURITY, "27001", refs)
    standard(SERVICE, "20000-1", ["6.1"])
    keep("risks", title="Fire", domain="service", owner=ben)
    text = "".join(check(f"c{ref}".replace(".", ""), f"{SECURITY}/{ref}", register="risks") for ref in refs)
    before = {f"{SECURITY}/{ref}": "not-met" for ref in refs}
    Snapshot.objects.create(
        organization=organization, day=TODAY - timedelta(days=28), standard=SECURITY, results=before
    )
    found = reckon(
        acting(ada, organization),
        {"people": "1"},
        checks_from(text.replace("action: list}", "action: list}\n  effort: 8.0")),
    )
    assert (found.pace.gained, found.pace.hours, found.pace.days) == (5, 40.0, 28)
    assert (found.assumed.hours_a_week, found.settled.sources["hours_a_week"]) == (10, "history")


def test_two_systems_merge_what_both_ask_each_check_once(house):
    found = house(SHARED, {"position": "two-systems"})
    (risks,) = [one for one in found.mergings if one.checks]
    assert (risks.merge.key, risks.hours, found.roads) == ("risks", 0.25, ())
    assert found.merging_hours == 0.25


def test_every_shared_check_of_the_library_counts_in_one_merging_at_most():
    shared = [check for check in library().checks if {SECURITY, SERVICE} <= check.standards]
    counted = [check.key for one in mergings(shared) for check in one.checks]
    assert len(counted) == len(set(counted))
    assert {one.merge.key for one in mergings(shared) if one.checks} >= {"risks", "audits", "reviews", "documents"}


def test_merging_names_only_requirements_that_checks_serve(both):
    known = {row.key for row in Requirement.objects.select_related("framework")}
    unknown = [key for merge in merges() for key in merge.requirements if key not in known]
    assert unknown == []


def test_the_whole_library_costs_together_less_than_apart(both, organization, ada):
    found = reckon(acting(ada, organization), {})
    plain = as_json(found)
    by_key = {road["key"]: road for road in plain["roads"]}
    assert by_key["both"]["hours"] < by_key["first-27001"]["hours"] < plain["hours_apart"]
    assert by_key["both"]["hours"] + by_key["both"]["reused"] == pytest.approx(plain["hours_apart"], abs=0.05)
    assert date.fromisoformat(by_key["both"]["last_certificate"]) > TODAY

"""A baseline goes from one organization to another: what others need, nothing of people, all or nothing, taken back."""

import json
from typing import Any

import pytest
from django.apps import apps

from tandem.ground.exchange import runs, together
from tandem.ground.exchange.baselines import bringing, meeting, taking
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel import arrivals, registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.ledger.models import Entry
from tests.cast import Cast, values_for


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "ANNOUNCED", 0.0)


def register_of(key: str) -> Register:
    register = registers.find(key)
    assert register is not None
    return register


def made(cast: Cast, key: str, **values: Any) -> Any:
    actor, register = cast.actor("ada"), register_of(key)
    return writing.create(actor, register, {**values_for(cast, actor, register), **values})


def taken(cast: Cast, *keys: str) -> taking.Baseline:
    with organization_active(cast.home.pk):
        return taking.take(cast.actor("ada"), "home", keys)


def met(cast: Cast, baseline: taking.Baseline) -> dict[str, meeting.Table]:
    return {table.register.key: table for table in meeting.meet(cast.actor("dan"), baseline)}


def copied(cast: Cast, baseline: taking.Baseline, *keys: str, update: bool = False) -> Any:
    """What Dan brings to the other organization, which is the active one."""
    tables = meeting.meet(cast.actor("dan"), baseline)
    whole = bringing.prepare(cast.actor("dan"), "home", tables, keys, is_updating=update)
    brought = together.bring(cast.actor("dan"), whole, keep=True)
    assert [error for _part, plan in brought for error in plan.outcome.errors] == []
    whole.refresh_from_db()
    return whole


@pytest.fixture
def desk(cast: Cast) -> Cast:
    """An organization with a control, what is done for it, and what people may ask for."""
    with organization_active(cast.home.pk):
        control = made(cast, "controls", title="Restore tests", description="unknown")
        made(cast, "recurring-work", title="Restore a backup", control=control.reference, next_due="2030-01-31")
        offering = made(cast, "request-offerings", title="New account")
        about = {"offering": offering.reference, "kind": "choice", "choices": ["Me", "Others"]}
        first = made(cast, "request-questions", **about, title="For whom?", position=1)
        made(
            cast,
            "request-questions",
            **about,
            title="Until when?",
            position=2,
            only_if=first.reference,
            only_answers=["Me"],
        )
        made(cast, "services", title="Mail", users="Everybody at Muster & Sons")
    return cast


def test_records_go_with_their_connections_and_without_people_and_days(desk: Cast) -> None:
    baseline = taken(desk)
    assert "example.org" not in json.dumps(baseline.written()) and "Muster" not in json.dumps(baseline.written())
    with organization_active(desk.elsewhere.pk):
        copied(desk, baseline)
        work = register_of("recurring-work").model.objects.get()
        assert (work.title, work.control.title, work.owner.name, work.external_id[:5]) == (
            "Restore a backup",
            "Restore tests",
            "Dan",
            "home/",
        )
        assert str(work.next_due) != "2030-01-31"
        questions = register_of("request-questions").model.objects.values_list("title", "only_if__title")
        assert set(questions) == {("For whom?", None), ("Until when?", "For whom?")}
        assert register_of("controls").model.objects.get().description == "unknown"
        assert all(not table.new and not table.differing for table in met(desk, baseline).values())


def test_what_is_about_something_that_stays_behind_stays_too(desk: Cast) -> None:
    with organization_active(desk.home.pk):
        objective = made(desk, "objectives", title="Fewer failures")
        made(desk, "indicators", title="Failures", subject="objective", objective=objective.reference)
        made(desk, "indicators", title="Actions done in time")
    titles = [record["title"] for record in taken(desk).records["indicators"]]
    assert titles == ["Actions done in time"]


def test_what_differs_is_shown_and_stays_unless_somebody_says_so(desk: Cast) -> None:
    with organization_active(desk.elsewhere.pk):
        control = writing.create(
            desk.actor("dan"), register_of("controls"), {"title": "restore tests", "evidence": "e"}
        )
        [differing] = met(desk, taken(desk, "controls"))["controls"].differing
        assert [(each.name, each.here, each.there) for each in differing.differences][:2] == [
            ("title", "restore tests", "Restore tests"),
            ("description", "", "unknown"),
        ]
        copied(desk, taken(desk))
        control.refresh_from_db()
        assert (control.title, register_of("recurring-work").model.objects.get().control) == ("restore tests", control)
        copied(desk, taken(desk), "controls", update=True)
        control.refresh_from_db()
        assert (control.title, control.description, control.evidence) == ("Restore tests", "unknown", "e")


def test_a_copy_is_taken_back_as_a_whole(desk: Cast) -> None:
    with organization_active(desk.elsewhere.pk):
        whole = copied(desk, taken(desk))
        runs.take_back(desk.actor("dan"), whole)
        assert [register_of(key).model.objects.count() for key in ("controls", "request-questions", "services")] == [
            0
        ] * 3
        with pytest.raises(Invalid, match="nothing in this baseline"):
            bringing.prepare(desk.actor("dan"), "home", [])


def test_only_what_is_chosen_goes_with_what_it_cannot_do_without(desk: Cast) -> None:
    with organization_active(desk.elsewhere.pk):
        copied(desk, taken(desk), "request-questions", "recurring-work")
        counts = {
            key: register_of(key).model.objects.count()
            for key in ("request-offerings", "request-questions", "controls")
        }
        offerings = len(taken(desk).records["request-offerings"])
        assert counts == {"request-offerings": offerings, "request-questions": 2, "controls": 0}
        assert register_of("recurring-work").model.objects.get().control is None


def test_who_only_looks_takes_nothing_and_who_may_not_write_brings_nothing(desk: Cast) -> None:
    before = Entry.objects.count()
    with organization_active(desk.home.pk):
        for name in ("cleo", "gil", "finn"):
            with pytest.raises(NotPermitted):
                taking.take(desk.actor(name), "home")
    tables = []
    with organization_active(desk.elsewhere.pk):
        tables = meeting.meet(desk.actor("dan"), taken(desk))
        reader = Actor(desk.elsewhere.pk, "reader", "Dan", desk.users["dan"].pk)
        with pytest.raises(NotPermitted):
            bringing.prepare(reader, "home", tables)
    assert Entry.objects.count() == before


def test_nothing_that_only_some_may_see_is_part_of_a_baseline() -> None:
    for register in taking.registers_of_baselines():
        assert not register.is_confined and register.access.seen_by is None
        assert all(other.exchange.is_baseline for other in taking.needed(register).values())


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ([], "no baseline"),
        ({"format": "tandem-baseline/1", "source": "x", "records": {"incidents": []}}, "no register of a baseline"),
        ({"format": "tandem-baseline/1", "source": "x", "records": {"controls": ["x"]}}, "no list of records"),
    ],
)
def test_a_file_that_is_no_baseline_is_refused(told: Any, why: str) -> None:
    with pytest.raises(UnusableFile, match=why):
        taking.read(told)


def test_a_consultant_copies_on_the_page_and_only_between_organizations_of_their_work(desk: Cast, client: Any) -> None:
    client.force_login(desk.users["ada"])
    there = {"from": "home", "to": "elsewhere"}
    assert client.get("/clients/baselines/", there).status_code == 404
    assert client.post("/clients/baselines/copy/", {**there, "register": "controls"}).status_code == 404
    with organization_active(desk.elsewhere.pk):
        membership = apps.get_model("accounts", "Membership").objects.create(
            organization=desk.elsewhere, user=desk.users["ada"], role="reader"
        )
    assert client.get("/clients/baselines/", there).status_code == 404
    with organization_active(desk.elsewhere.pk):
        membership.role = "contributor"
        membership.save()
    page = client.get("/clients/baselines/", there).content.decode()
    assert "Restore tests" in page and "Make what differs like the baseline" in page
    answer = client.post("/clients/baselines/copy/", {**there, "register": ["controls", "recurring-work"]})
    with organization_active(desk.elsewhere.pk):
        assert register_of("controls").model.objects.count() == 0
        shown = client.get(answer["Location"]).content.decode()
        assert "Import all tables" in shown
        client.post(answer["Location"] + "run/")
        assert register_of("recurring-work").model.objects.get().control.owner == desk.users["ada"]
    with organization_active(desk.home.pk):
        entry = Entry.objects.get(register="baseline-copies")
        assert (entry.action, "elsewhere" in str(entry.state)) == ("copied", False)

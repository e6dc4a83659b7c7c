"""Whose time is over or whose role became less comes in by no door; what is of elsewhere answers as what is nowhere."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from conftest import NOW
from tandem.ground.accounts.access import organizations_of
from tandem.ground.accounts.models import ApiToken, Membership
from tandem.ground.kernel import clock, links, lists, registers, views, writing
from tandem.ground.kernel.errors import Invalid, WriteError
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.tenancy import organization_active
from tandem.operation.mail.received.belonging import member_of
from tandem.operation.services.register import SERVICES
from tests.cast import Cast, values_for

SHORT = "Written meanwhile"
BEFORE_ALL = ("1950-01-01", "2000-02-29", "0001-01-01", "2026-03-01")


def caller(home: Cast, name: str, scope: str = "write") -> Client:
    given = {"organization": home.home, "user": home.users[name], "name": name, "scope": scope}
    _token, secret = ApiToken.issue(**given, expires_at=datetime(2099, 1, 1, tzinfo=UTC))
    return Client(headers={"Authorization": f"Bearer {secret}"})


def signed_in(home: Cast, name: str) -> Client:
    client = Client()
    client.force_login(home.users[name])
    return client


def membership(home: Cast, name: str, **values: Any) -> None:
    Membership.objects.filter(organization=home.home, user=home.users[name]).update(**values)


def answers(page: Client, api: Client) -> tuple[int, int, int, int]:
    """Reading and writing on the page and by the API."""
    told = {"title": SHORT}
    return (
        page.get("/home/services/").status_code,
        page.post("/home/services/new/", told).status_code,
        api.get("/api/v1/home/services/").status_code,
        api.post("/api/v1/home/services/", told, content_type="application/json").status_code,
    )


def test_a_session_and_a_token_end_with_the_membership(home: Cast) -> None:
    page, api = signed_in(home, "ada"), caller(home, "ada")
    assert answers(page, api) == (200, 302, 200, 201)
    membership(home, "ada", until=date(2026, 3, 1))
    assert answers(page, api) == (404, 404, 404, 404)
    assert SERVICES.model.objects.filter(title=SHORT).count() == 2


def test_a_session_and_a_token_do_no_more_than_the_role_does_now(home: Cast) -> None:
    page, api = signed_in(home, "ada"), caller(home, "ada")
    assert answers(page, api) == (200, 302, 200, 201)
    membership(home, "ada", role="reader")
    assert answers(page, api) == (200, 403, 200, 403)
    membership(home, "ada", role="staff")
    assert answers(page, api)[3] == 404
    assert SERVICES.model.objects.filter(title=SHORT).count() == 2


def test_a_token_that_reads_writes_at_no_door(home: Cast) -> None:
    api, ada = caller(home, "ada", "read"), home.actor("ada")
    record = writing.create(ada, SERVICES, {"title": "Mail"})
    where = f"/api/v1/home/services/{record.reference}"
    for method, path, told in (
        ("post", "/api/v1/home/services/", {"title": SHORT}),
        ("patch", f"{where}/", {"title": SHORT}),
        ("delete", f"{where}/", {}),
        ("post", f"{where}/comments", {"text": SHORT}),
        ("post", f"{where}/links", {"kind": "relates-to", "to": record.reference}),
        ("post", f"{where}/files?name=a.txt", {}),
        ("post", f"{where}/transitions/retire", {}),
        ("put", f"{where}/", {"title": SHORT}),
    ):
        sent = getattr(api, method)(path, told, content_type="application/json", headers={"If-Match": '"1"'})
        assert sent.status_code in (403, 404, 405), (method, path, sent.status_code)
    override = api.post(f"{where}/", {"title": SHORT}, headers={"X-HTTP-Method-Override": "PATCH"})
    assert override.status_code >= 400
    assert SERVICES.model.objects.get(pk=record.pk).version == 1


@pytest.mark.parametrize(
    ("zone", "last_moment"),
    [
        ("Pacific/Kiritimati", datetime(2026, 3, 2, 9, 59, tzinfo=UTC)),
        ("Pacific/Pago_Pago", datetime(2026, 3, 3, 10, 59, tzinfo=UTC)),
        ("Asia/Kathmandu", datetime(2026, 3, 2, 18, 14, tzinfo=UTC)),
    ],
)
def test_a_last_day_ends_with_the_day_of_the_organization(home: Cast, zone: str, last_moment: datetime) -> None:
    home.home.time_zone = zone
    home.home.save()
    membership(home, "ben", until=date(2026, 3, 2))
    page, api = signed_in(home, "ben"), caller(home, "ben")
    for moment, expected in ((last_moment, 200), (last_moment + timedelta(minutes=1), 404)):
        with clock.fixed(moment):
            assert page.get("/home/services/").status_code == expected
            assert api.get("/api/v1/home/services/").status_code == expected
            assert [each.slug for each in organizations_of(home.users["ben"])] == ["home"] * (expected == 200)
            assert (member_of("ben@example.org", home.home.pk) is None) is (expected == 404)


def test_work_is_overdue_by_the_day_of_the_organization(home: Cast) -> None:
    home.home.time_zone = "Pacific/Kiritimati"
    home.home.save()
    actions = registers.find("actions")
    assert actions is not None
    ada = home.actor("ada")
    writing.create(ada, actions, {"title": "Due", "owner": ada.user_id, "due": "2026-03-02"})
    late = lists.Query(filters={"due~before": "today"})
    for moment, overdue in ((datetime(2026, 3, 2, 9, 59, tzinfo=UTC), 0), (datetime(2026, 3, 2, 10, 0, tzinfo=UTC), 1)):
        with clock.fixed(moment):
            assert lists.page(home.actor("ada"), actions, late).count == overdue


@pytest.mark.parametrize("day", BEFORE_ALL)
def test_a_day_before_the_organization_was_there_shows_nothing_and_fails_nowhere(home: Cast, day: str) -> None:
    page, api, ada = signed_in(home, "ada"), caller(home, "ada"), home.actor("ada")
    record = writing.create(ada, SERVICES, {"title": "Mail"})
    past = page.get(f"/home/services/{record.reference}/?as_of={day}")
    said = "The record was not there on that day." if day > "1900" else "Choose a day up to today."
    assert (past.status_code, said in past.content.decode()) == (200, True)
    assert page.get(f"/home/board/?as_of={day}").status_code == 200
    assert api.get(f"/api/v1/home/conformity?as_of={day}").status_code in (200, 422)


def test_what_is_of_elsewhere_answers_as_what_is_nowhere(home: Cast) -> None:
    """A member of another organization, by key, address and name, in every field that names people."""
    ada, dan = home.actor("ada"), home.users["dan"]
    for register in registers.every():
        for name in register.writable:
            if table.of(register.field(name)).name != "person":
                continue
            given = values_for(home, ada, register)
            for there, nowhere in ((dan.pk, 987_654), (dan.email, "nobody@example.org"), (dan.name, "Nobody")):
                said = []
                for value in (there, nowhere):
                    with pytest.raises(Invalid) as refused:
                        writing.create(ada, register, given | {name: value})
                    said.append(str(refused.value.problems[name]).replace(str(value), "…"))
                assert said[0] == said[1], (register.key, name)


def test_links_filters_views_and_bulk_reach_nothing_of_elsewhere(home: Cast) -> None:
    ada, dan = home.actor("ada"), home.actor("dan")
    mine = writing.create(ada, SERVICES, {"title": "Mail"})
    with organization_active(home.elsewhere.pk):
        writing.create(dan, SERVICES, {"title": "Filler"})
        theirs = writing.create(dan, SERVICES, {"title": "Theirs", "owner": dan.user_id})
        view = views.save(dan, SERVICES, "Theirs", "sort=title", is_shared=True)
    page, api = signed_in(home, "ada"), caller(home, "ada")
    for name in ("owner", "created_by"):
        asked = api.get(f"/api/v1/home/services/?{name}={dan.user_id}")
        assert "Theirs" not in asked.content.decode()
    with pytest.raises(WriteError):
        links.connect(ada, SERVICES, mine.reference, to_register="services", to_reference=theirs.reference)
    told = {"do": "set", "field": "owner", "value": dan.user_id, "reference": mine.reference, "owner": dan.user_id}
    page.post("/home/services/bulk/", told)
    page.post("/home/services/bulk/", told | {"reference": theirs.reference})
    assert SERVICES.model.objects.get(pk=mine.pk).owner_id != dan.user_id
    assert page.get(f"/home/services/?view={view.pk}").status_code in (200, 404)
    assert page.get(f"/elsewhere/services/{theirs.reference}/").status_code == 404
    assert api.get("/api/v1/elsewhere/services/").status_code in (401, 403, 404)
    with organization_active(home.elsewhere.pk):
        assert SERVICES.model.objects.get(pk=theirs.pk).version == theirs.version


def test_a_clock_that_was_set_back_is_no_break_and_changes_no_past(home: Cast) -> None:
    ada = home.actor("ada")
    record = writing.create(ada, SERVICES, {"title": "Mail"})
    with clock.fixed(NOW - timedelta(days=3)):
        writing.change(ada, SERVICES, record.reference, {"title": "Post"})
    past = signed_in(home, "ada").get(f"/home/services/{record.reference}/?as_of=2026-03-02")
    assert "Post" in past.content.decode()

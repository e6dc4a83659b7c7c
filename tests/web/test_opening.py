"""What is built only when it is opened: the palette, the switch, the panels of a list."""

import pytest
from django.test import Client

from tandem.ground.kernel import lists, own_fields, registers, writing
from tandem.ground.kernel.models import FieldDefinition
from tests.cast import Cast

HTMX = {"HX-Request": "true"}
PANELS = {"filters": 'name="state"', "columns": 'value="updated_at"', "bulk": 'name="do"'}


@pytest.fixture
def signed_in(home: Cast) -> Client:
    """Ada's browser, with one risk at home."""
    ada, risks = home.actor("ada"), registers.find("risks")
    assert risks is not None
    writing.create(ada, risks, {"title": "Fire", "availability": True, "owner": ada.user_id})
    client = Client()
    client.force_login(home.users["ada"], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def shown(client: Client, address: str, headers: dict[str, str] | None = None) -> str:
    response = client.get(address, headers=headers or {})
    assert response.status_code == 200, address
    return response.content.decode()


def test_the_palette_still_finds_every_place(signed_in: Client) -> None:
    assert 'href="/home/incidents/"' in shown(signed_in, "/home/search/?q=incid", HTMX)


def test_organizations_are_looked_up_when_the_switch_is_opened(signed_in: Client) -> None:
    assert 'hx-get="/home/organizations/"' in shown(signed_in, "/home/work/")
    assert "Home" in shown(signed_in, "/home/organizations/", HTMX)
    assert "Elsewhere" not in shown(signed_in, "/home/organizations/")


@pytest.mark.parametrize("panel", PANELS)
def test_a_panel_opens_as_a_part_and_without_script_in_the_list(signed_in: Client, panel: str) -> None:
    closed = shown(signed_in, "/home/risks/?view=all")
    assert PANELS[panel] not in closed
    part = shown(signed_in, f"/home/risks/panels/{panel}/?view=all", HTMX)
    assert PANELS[panel] in part
    assert "<html" not in part
    assert PANELS[panel] in shown(signed_in, f"/home/risks/?view=all&panel={panel}")


def test_a_closed_filter_panel_keeps_the_filters_in_force(signed_in: Client) -> None:
    page = shown(signed_in, "/home/risks/?state=identified")
    assert '<input type="hidden" name="state" value="identified">' in page


def test_bulk_deletion_is_offered_to_those_who_may_delete(signed_in: Client, home: Cast) -> None:
    assert 'value="delete"' in shown(signed_in, "/home/risks/panels/bulk/", HTMX)
    signed_in.force_login(home.users["ben"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert 'value="delete"' not in shown(signed_in, "/home/risks/panels/bulk/", HTMX)


def test_a_changed_own_field_is_seen_at_once(home: Cast) -> None:
    assert own_fields.defined("risks") == []
    named = {"organization_id": home.home.pk, "register": "risks", "key": "centre", "kind": "choice"}
    field = FieldDefinition.objects.create(**named, label="Cost centre", choices=["A", "B"], is_required=True)
    (first,) = own_fields.defined("risks")
    assert (first.label, first.choices, first.is_required, first.is_retired) == ("Cost centre", ["A", "B"], True, False)
    FieldDefinition.objects.filter(pk=field.pk).update(label="Centre")
    assert [item.label for item in own_fields.defined("risks")] == ["Centre"]
    FieldDefinition.objects.filter(pk=field.pk).update(is_retired=True)
    assert own_fields.defined("risks") == []


@pytest.mark.parametrize("sort", ["title", "-title", "due", "-due"])
def test_few_rows_sorted_after_finding_them_stand_as_in_the_whole_list(home: Cast, sort: str) -> None:
    ada, actions = home.actor("ada"), registers.find("actions")
    assert actions is not None
    for number in range(7):
        due = {"due": f"2026-03-0{number}"} if number % 3 else {}
        writing.create(ada, actions, {"title": f"Thing {number * 5 % 7}", "owner": ada.user_id, **due})
    whole = lists.page(ada, actions, lists.Query(filters={}, sort=sort))
    narrowed = lists.page(ada, actions, lists.Query(filters={"state": "open"}, sort=sort))
    assert narrowed.rows == whole.rows
    assert (narrowed.count, whole.count) == (7, 7)
    first = lists.page(ada, actions, lists.Query(filters={"state": "open"}, sort=sort, size=3))
    second = lists.page(ada, actions, lists.Query(filters={"state": "open"}, sort=sort, size=3, cursor=first.next))
    assert (*first.rows, *second.rows) == tuple(whole.rows[:6])
    assert (first.count, second.count) == (7, 7)


def test_a_list_that_nothing_matches_has_no_pages(home: Cast) -> None:
    ada, actions = home.actor("ada"), registers.find("actions")
    assert actions is not None
    page = lists.page(ada, actions, lists.Query(filters={"state": "done"}))
    assert (page.rows, page.count, page.is_capped, page.previous, page.next) == ([], 0, False, "", "")

"""The same right at the doors beside page, API and import: files, prints, feeds and the command line."""

from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from tandem.faces.cli.exchanging import export_register
from tandem.ground.accounts.models import ApiToken, Membership, User
from tandem.ground.kernel import clock, files, permissions, registers, writing
from tandem.ground.kernel.errors import WriteError
from tandem.ground.kernel.models import Attachment
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.tenancy import organization_active
from tandem.proof.reporting.printing import every as every_print
from tests.cast import ROLES, Cast, values_for

pytestmark = pytest.mark.slow
SECRET = b"What only those inside may read"


@pytest.fixture
def hana(home: Cast) -> User:
    """Somebody of a customer."""
    customers = registers.find("customers")
    assert customers is not None
    theirs = writing.create(home.actor("ada"), customers, {"title": "Firstmail"})
    user = User.objects.create_user("hana@example.org", "Hana", "pass-word-12345")
    Membership.objects.create(organization=home.home, user=user, role="customer", customer_id=theirs.pk)
    home.users["hana"] = user
    return user


def client_of(home: Cast, name: str) -> Client:
    client = Client()
    if name:
        client.force_login(home.users[name])
    return client


def said(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def kept(home: Cast, register: Register) -> Any:
    """A record made by Tandem, with a file on it."""
    tandem = as_tandem(home.actor("ada"))
    record = register.model.objects.order_by("pk").first()
    record = record or writing.create(tandem, register, values_for(home, tandem, register))
    try:
        files.attach(tandem, register, record.reference, "inside.txt", [SECRET])
    except WriteError:
        return record  # a record that is locked takes no file
    return record


def test_a_file_leaves_by_no_door_for_those_who_do_not_see_its_record(home: Cast, hana: User) -> None:
    clients = {name: client_of(home, name) for name in ("", "dan", "hana", *ROLES)}
    tried = 0
    for register in registers.every():
        record = kept(home, register)
        stored = Attachment.objects.filter(register=register.key, record_id=record.pk).first()
        if stored is None:
            continue
        page = f"/home/{register.key}/{record.reference}/files/{stored.pk}/"
        api = f"/api/v1/home/{register.key}/{record.reference}/files/{stored.pk}"
        for name, client in clients.items():
            is_inside = name in ROLES and permissions.may_view_register(home.actor(name), register)
            if is_inside:
                continue
            for address in (page, api):
                assert SECRET not in said(client.get(address)), (register.key, name, address)
            tried += 1
        for name in ("", "dan", "hana", "cleo", "finn", "gil"):
            if ROLES.get(name, "") in register.access.edit:
                continue
            for rest in (f"files/{stored.pk}/remove/", "files/"):
                clients[name].post(f"/home/{register.key}/{record.reference}/{rest}")
            assert Attachment.objects.filter(pk=stored.pk).count() == 1, (register.key, name)
    assert tried > 200


def test_nothing_is_printed_for_those_who_do_not_see_the_register(home: Cast, hana: User) -> None:
    """Pages and API give a print only to who sees what it prints; others learn not even that it is there."""
    clients = {name: client_of(home, name) for name in ("", "dan", "hana", "finn")}
    for declared in every_print().values():
        register = registers.find(declared.register)
        assert register is not None
        form = next(iter(declared.forms))
        record = kept(home, register)
        part = f"{record.reference}/" if declared.is_of_record else ""
        asked = f"&record={record.reference}" if declared.is_of_record else ""
        for name, client in clients.items():
            if name == "finn" and permissions.may_view_register(home.actor("finn"), register):
                continue
            for address in (
                f"/home/prints/{declared.key}/{part}{form}/",
                f"/api/v1/home/prints/file?key={declared.key}&form={form}{asked}",
            ):
                answer = client.get(address)
                assert answer.status_code in (302, 401, 403, 404), (declared.key, name, answer.status_code)


@pytest.mark.parametrize("feed", ["work", "system", "changes"])
def test_a_feed_opens_for_a_member_with_its_own_secret_alone(home: Cast, feed: str) -> None:
    expiry = clock.now() + timedelta(days=30)
    theirs: dict[str, str] = {}
    for name, organization in (("ada", home.home), ("dan", home.elsewhere)):
        with organization_active(organization.pk):
            told = {"organization": organization, "user": home.users[name], "name": feed, "expires_at": expiry}
            for scope in ("calendar", "write"):
                _token, theirs[f"{name}-{scope}"] = ApiToken.issue(scope=scope, **told)
    ask = Client()
    assert ask.get(f"/calendar/home/{theirs['ada-calendar']}/{feed}.ics").status_code == 200
    for wrong in ("dan-calendar", "dan-write", "ada-write"):
        assert ask.get(f"/calendar/home/{theirs[wrong]}/{feed}.ics").status_code == 404, wrong
    assert ask.get(f"/calendar/elsewhere/{theirs['ada-calendar']}/{feed}.ics").status_code == 404
    assert ask.get(f"/calendar/home/{'x' * 43}/{feed}.ics").status_code == 404
    Membership.objects.filter(organization=home.home, user=home.users["ada"]).delete()
    assert ask.get(f"/calendar/home/{theirs['ada-calendar']}/{feed}.ics").status_code == 404


def test_status_is_told_to_strangers_only_where_a_page_was_opened_to_everybody(home: Cast) -> None:
    for address in ("/status/home/", "/status/home/feed.rss", "/status/elsewhere/", "/status/nowhere/feed.rss"):
        assert Client().get(address).status_code == 404, address


def test_the_command_line_exports_one_organization_and_no_other(home: Cast) -> None:
    services = registers.find("services")
    assert services is not None
    writing.create(home.actor("ada"), services, {"title": "Payroll of home"})
    told = CliRunner().invoke(export_register, ["elsewhere", "services", "--format", "csv"])
    assert told.exit_code == 0, told.output
    assert "Payroll of home" not in told.output
    assert CliRunner().invoke(export_register, ["nowhere", "services"]).exit_code != 0

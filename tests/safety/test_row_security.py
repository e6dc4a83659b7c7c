"""Below the application PostgreSQL itself keeps organizations apart."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.models import QuerySet

from tandem.ground.accounts import access
from tandem.ground.accounts import operations as accounts
from tandem.ground.accounts.models import ApiToken
from tandem.ground.kernel import clock, jobs, privacy, row_security, writing
from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.ledger import installation, naming, operations
from tandem.ground.ledger.verification import verify, verify_installation
from tandem.operation.services.models import Service
from tandem.operation.services.register import SERVICES
from tests.cast import Cast

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="row-level security is PostgreSQL's")


def rows(sql: str, *parameters: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def execute(sql: str, *parameters: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.rowcount


@pytest.fixture
def mail(home: Cast) -> Service:
    return writing.create(home.actor("ada"), SERVICES, {"title": "Mail"})


def test_every_table_of_records_is_behind_the_wall(db: None) -> None:
    fenced = set(rows("SELECT tablename, policyname FROM pg_policies"))
    told = {
        row[0]
        for row in rows("SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity AND relforcerowsecurity")
    }
    assert {(policy.table, policy.name) for policy in row_security.walls()} <= fenced
    assert {policy.table for policy in row_security.walls()} <= told
    assert row_security.check_walls(databases=["default"]) == []


def test_a_policy_that_is_missing_or_strange_is_told_and_put_right(db: None) -> None:
    execute("DROP POLICY for_operators_" + name_of("kernel_job", "for_operators") + " ON kernel_job")
    execute("CREATE POLICY everybody ON accounts_membership USING (true)")
    told = [message.msg for message in row_security.check_walls(databases=["default"])]
    assert told == [
        "Table kernel_job lacks row-level security; run `tandem migrate`.",
        "Table accounts_membership has a policy that is not Tandem's: everybody.",
    ]
    row_security.raise_walls()
    assert row_security.check_walls(databases=["default"]) == []


def name_of(table: str, subject: str) -> str:
    policy = next(one for one in row_security.walls() if (one.table, one.subject) == (table, subject))
    return policy.name.rpartition("_")[2]


PRIVATE = (
    "ledger_entry",
    "ledger_erasure",
    "ledger_checkpoint",
    "accounts_membership",
    "accounts_apitoken",
    "accounts_invitation",
    "kernel_job",
)


@pytest.fixture
def everything(cast: Cast) -> Cast:
    """One row of home in each table that is read before an organization is known."""
    ada = cast.actor("ada")
    with organization_active(cast.home.pk):
        service = writing.create(ada, SERVICES, {"title": "Mail", "description": "For all"})
        accounts.issue_token(ada, "Export", "read", clock.now() + timedelta(days=1))
        accounts.invite(ada, "eve@example.org", "reader", None, "http://t")
        jobs.ask("reminders", organization_id=cast.home.pk)
        privacy.erase(ada, SERVICES, service.reference, "description", "Art. 17")
        operations.seal_everything(cast.home.pk, clock.now())
    return cast


@pytest.mark.parametrize("table", PRIVATE)
def test_neither_no_organization_nor_another_one_sees_a_row(everything: Cast, table: str) -> None:
    count = f"SELECT count(*) FROM {table} WHERE organization_id = %s"
    with organization_active(everything.home.pk):
        assert rows(count, everything.home.pk)[0][0] > 0
    assert rows(count, everything.home.pk) == [(0,)]
    with organization_active(everything.elsewhere.pk):
        assert rows(count, everything.home.pk) == [(0,)]
        assert execute(f"UPDATE {table} SET organization_id = organization_id") == 0 or table == "accounts_membership"


def test_windows_show_one_thing_each_and_let_nothing_be_written(everything: Cast) -> None:
    ben = everything.users["ben"]
    with naming.person(ben.pk):
        assert rows("SELECT user_id FROM accounts_membership") == [(ben.pk,)]
        assert execute("UPDATE accounts_membership SET role = 'manager'") == 0
        assert rows("SELECT id FROM ledger_entry") == []
    with naming.door(naming.SEALING):
        assert rows("SELECT id FROM ledger_entry") == []  # all of it is sealed
        assert rows("SELECT id FROM accounts_apitoken") == []
    with naming.door(naming.HEADS):
        assert len(rows("SELECT id FROM ledger_checkpoint WHERE organization_id IS NOT NULL")) == 1
        assert execute("DELETE FROM ledger_checkpoint") == 0


def test_an_untouched_ledger_holds_whether_or_not_an_organization_is_named(everything: Cast) -> None:
    installation.take_checkpoints(clock.now())
    home = everything.home.pk
    assert verify(home).problem == ""
    assert verify_installation().problem == ""
    with organization_active(home):
        assert verify(home).problem == ""
        assert verify_installation().problem == ""
        assert writing.create(everything.actor("ada"), SERVICES, {"title": "Archive"}).pk
    assert operations.waiting_organizations() == [home]


def test_a_token_an_invitation_and_a_job_are_found_before_their_organization_is_known(everything: Cast) -> None:
    ada = everything.actor("ada")
    with organization_active(everything.home.pk):
        token, secret = accounts.issue_token(ada, "Second", "read", clock.now() + timedelta(days=1))
        _invitation, address = accounts.invite(ada, "kim@example.org", "reader", None, "http://t")
    assert ApiToken.presented(secret) == token
    assert ApiToken.presented("tandem_other") is None
    member = accounts.accept(address.split("/")[-2], user=None, name="Kim", password="a-long-password-9")
    assert [one.slug for one in access.organizations_of(member)] == ["home"]
    assert jobs.run_next(clock.now()) is True


def test_raw_sql_sees_the_active_organization_only(cast: Cast, mail: Service) -> None:
    assert rows("SELECT title FROM services_service") == [("Mail",)]
    with organization_active(cast.elsewhere.pk):
        assert rows("SELECT title FROM services_service") == []
        assert rows("SELECT id FROM ledger_entry WHERE register = 'services'") == []
    assert QuerySet(Service).count() == 1


def test_without_an_organization_nothing_is_seen(cast: Cast) -> None:
    with organization_active(cast.home.pk):
        writing.create(cast.actor("ada"), SERVICES, {"title": "Mail"})
    assert rows("SELECT title FROM services_service") == []


def test_another_organizations_rows_cannot_be_written(cast: Cast, mail: Service) -> None:
    with organization_active(cast.elsewhere.pk):
        assert execute("UPDATE services_service SET title = 'Ours'") == 0
        assert execute("DELETE FROM services_service") == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            execute(
                "INSERT INTO kernel_referencecounter (organization_id, register, year, last) VALUES (%s, 'x', 0, 1)",
                cast.home.pk,
            )
    mail.refresh_from_db()
    assert mail.title == "Mail"


def test_a_failed_transaction_keeps_the_wall_where_it_was(cast: Cast, mail: Service) -> None:
    inside = organization_active(cast.elsewhere.pk)
    with pytest.raises(ProgrammingError, match="no_such_table"), transaction.atomic(), inside:
        execute("SELECT * FROM no_such_table")
    assert rows("SELECT title FROM services_service") == [("Mail",)]

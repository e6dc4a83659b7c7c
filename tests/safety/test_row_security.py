"""Below the application PostgreSQL itself keeps organizations apart."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.models import QuerySet

from tandem.ground.kernel import row_security, writing
from tandem.ground.kernel.tenancy import organization_active
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
    fenced = {row[0] for row in rows("SELECT tablename FROM pg_policies WHERE policyname = %s", row_security.POLICY)}
    told = {
        row[0]
        for row in rows("SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity AND relforcerowsecurity")
    }
    assert {table for table, _condition in row_security.walls()} <= fenced & told
    assert row_security.check_walls(databases=["default"]) == []


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

"""Which kinds of things hang on a record, asked at once: most records have few of them or none."""

from functools import cache

from django.db import connection

from tandem.ground.kernel.models import Action, Attachment, Comment, Link, Reminder
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.tenancy import active_organization_id

KINDS = {"comments": Comment, "files": Attachment, "links": Link, "reminders": Reminder}


def kinds(register: Register, record_id: int, reference: str) -> frozenset[str]:
    """Those of comments, files, links (from either end), reminders and actions that the record has."""
    of_one = (active_organization_id(), register.key, record_id)
    from_one = (active_organization_id(), register.key, reference)
    with connection.cursor() as cursor:
        cursor.execute(_statement(), of_one * (len(KINDS) + 1) + from_one)
        present = cursor.fetchone()
    return frozenset(name for name, is_there in zip((*KINDS, "links", "actions"), present, strict=True) if is_there)


@cache
def _statement() -> str:
    tables = [(model._meta.db_table, "register", "record_id") for model in KINDS.values()]
    tables.append((Link._meta.db_table, "to_register", "to_record_id"))
    tables.append((Action._meta.db_table, "source_register", "source_reference"))
    parts = [
        f"EXISTS (SELECT 1 FROM {table} WHERE organization_id = %s AND {register} = %s AND {record} = %s)"  # noqa: S608  our own names
        for table, register, record in tables
    ]
    return f"SELECT {', '.join(parts)}"

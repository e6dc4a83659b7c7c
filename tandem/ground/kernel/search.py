"""Full-text search: SQLite FTS5 or PostgreSQL tsvector, behind the same three functions."""

import re
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.indexing import scope_of
from tandem.ground.kernel.records import RecordQuerySet
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.tenancy import active_organization_id

WORD = re.compile(r"\w+", re.UNICODE)
MOST_WORDS = 12
CANDIDATES = 2_000
LAST = 2**62
CANDIDATES_ALIKE, LEAST_LETTERS = 200, 4


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that the search found."""

    register: Register
    record_id: int
    reference: str
    title: str


def words_of(text: str) -> list[str]:
    """The words of what somebody typed, at most twelve."""
    return WORD.findall(text)[:MOST_WORDS]


def narrow(records: RecordQuerySet, register: Register, text: str) -> RecordQuerySet:
    """The records that contain every word, or a word beginning with it."""
    words = words_of(text)
    if not words:
        return records.none()
    organization_id = active_organization_id()
    scope = scope_of(organization_id, register.key).split()[1]
    return records.filter(pk__in=_matching(scope, words))


def newest(register: Register, text: str, most: int, below: int | None = None) -> list[tuple[int, int]]:
    """Document and record of what contains every word, the last that came first, from below a document on.

    Nothing is ranked, so that it takes no longer where more match.
    """
    words = words_of(text)
    if not words:
        return []
    scope = scope_of(active_organization_id(), register.key).split()[1]
    with connection.cursor() as cursor:
        cursor.execute(_newest_sql(), [_expression(scope, words), below or LAST, most])
        return [(document, record_id) for document, record_id in cursor.fetchall()]


def _newest_sql() -> str:
    if connection.vendor == "sqlite":
        return (
            "SELECT d.id, d.record_id FROM (SELECT rowid FROM kernel_search WHERE kernel_search MATCH %s"
            " AND rowid < %s ORDER BY rowid DESC LIMIT %s) s JOIN kernel_searchdocument d ON d.id = s.rowid"
            " ORDER BY d.id DESC"
        )
    return (
        "SELECT id, record_id FROM kernel_searchdocument WHERE words @@ to_tsquery('simple', %s)"
        " AND id < %s ORDER BY id DESC LIMIT %s"
    )


def alike(actor: Actor, register: Register, text: str, among: Q, limit: int = 5) -> list[Hit]:
    """The records most like what somebody typed: those with most of its rarer words, of those `among` which it looks.

    Words of fewer than four letters say too little to compare by.
    """
    words = [word for word in words_of(text) if len(word) >= LEAST_LETTERS]
    if not words:
        return []
    scope = scope_of(actor.organization_id, register.key).split()[1]
    rows = _ranked(scope, words, CANDIDATES_ALIKE, any_word=True)
    seen = permissions.visible(actor, register).filter(among, pk__in=[row[1] for row in rows])
    keys = set(seen.values_list("pk", flat=True))
    return [Hit(register, row[1], row[2], row[3]) for row in rows if row[1] in keys][:limit]


def everywhere(actor: Actor, text: str, limit: int = 20) -> list[Hit]:
    """The best hits over every register the actor may see."""
    words = words_of(text)
    if not words:
        return []
    rows = _ranked(f"o{actor.organization_id}", words, limit * 10)
    seen = _seen(actor, rows)
    hits = [
        Hit(register, row[1], row[2], row[3])
        for row in rows
        if (register := registers.find(row[0])) and row[1] in seen.get(row[0], ())
    ]
    return hits[:limit]


def _seen(actor: Actor, rows: list[tuple[Any, ...]]) -> dict[str, set[int]]:
    """Which of the found records the actor may see, by register."""
    found: dict[str, set[int]] = {}
    for row in rows:
        found.setdefault(row[0], set()).add(row[1])
    return {
        key: set(permissions.visible(actor, register).filter(pk__in=identifiers).values_list("pk", flat=True))
        for key, identifiers in found.items()
        if (register := registers.find(key))
    }


def _matching(scope: str, words: list[str]) -> RawSQL:
    """A subquery of the primary keys of the records that match."""
    sql = f"SELECT record_id FROM kernel_searchdocument WHERE id IN ({_index_sql()})"  # noqa: S608  our own text
    return RawSQL(sql, [_expression(scope, words)])  # noqa: S611  parameters are bound


def _ranked(scope: str, words: list[str], limit: int, *, any_word: bool = False) -> list[tuple[Any, ...]]:
    expression = _expression(scope, words, any_word=any_word)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT d.register, d.record_id, d.reference, d.title FROM kernel_search s"
                " JOIN kernel_searchdocument d ON d.id = s.rowid WHERE kernel_search MATCH %s"
                " ORDER BY bm25(kernel_search, 8.0, 4.0, 1.0, 0.0) LIMIT %s",
                [expression, limit],
            )
        else:
            cursor.execute(
                "SELECT register, record_id, reference, title FROM kernel_searchdocument"
                " WHERE words @@ to_tsquery('simple', %s)"
                " ORDER BY ts_rank(words, to_tsquery('simple', %s)) DESC LIMIT %s",
                [expression, expression, limit],
            )
        return list(cursor.fetchall())


def _index_sql() -> str:
    if connection.vendor == "sqlite":
        return "SELECT rowid FROM kernel_search WHERE kernel_search MATCH %s"
    return "SELECT id FROM kernel_searchdocument WHERE words @@ to_tsquery('simple', %s)"


def _expression(scope: str, words: list[str], *, any_word: bool = False) -> str:
    """Every word, or any, as the index's own query language wants them: only letters, digits, underscores reach it."""
    if connection.vendor == "sqlite":
        wanted = (" OR " if any_word else " AND ").join(f'"{word}"*' for word in words)
        return f"scope:{scope} AND {{reference title body}}:({wanted})"
    wanted = (" | " if any_word else " & ").join(f"{word}:*ABC" for word in words)
    return f"{scope}:D & ({wanted})"

"""Full-text search: SQLite FTS5 or PostgreSQL tsvector, behind the same two functions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from tandem.ground.kernel import folding, permissions, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.folding import Term
from tandem.ground.kernel.indexing import scope_of
from tandem.ground.kernel.records import RecordQuerySet
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.tenancy import active_organization_id

LAST = 2**62
CANDIDATES_ALIKE, LEAST_LETTERS = 200, 4
MOST_RANKED = 5_000  # matches; of more, words say too little to rank by, and ranking takes longer with each
ANYWHERE, NAMED = "reference heading body", "reference heading"  # parts of a record as the index knows them
WEIGHED = {ANYWHERE: "ABC", NAMED: "A"}  # the same for PostgreSQL


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that the search found."""

    register: Register
    record_id: int
    reference: str
    title: str


def narrow(records: RecordQuerySet, register: Register, text: str) -> RecordQuerySet:
    """The records that contain every word, or a word beginning with it."""
    asked = folding.terms(text)
    if not asked:
        return records.none()
    organization_id = active_organization_id()
    scope = scope_of(organization_id, register.key).split()[1]
    return records.filter(pk__in=_matching(scope, asked))


def newest(register: Register, text: str, most: int, below: int | None = None) -> list[tuple[int, int]]:
    """Document and record of what contains every word, the last that came first, from below a document on.

    Nothing is ranked, so that it takes no longer where more match.
    """
    asked = folding.terms(text)
    if not asked:
        return []
    scope = scope_of(active_organization_id(), register.key).split()[1]
    with connection.cursor() as cursor:
        cursor.execute(_newest_sql("id, record_id"), [_expression(scope, asked), below or LAST, most])
        return [(document, record_id) for document, record_id in cursor.fetchall()]


def counted(register: Register, text: str, most: int) -> int:
    """How many records of a register contain every word, counted no further than `most`."""
    asked = folding.terms(text)
    scope = scope_of(active_organization_id(), register.key).split()[1]
    return _counted(scope, asked, most) if asked else 0


def among(register: Register, text: str, keys: Sequence[int]) -> set[int]:
    """Those of these records that contain every word: the index is read only as far as they lie in it."""
    asked, organization_id = folding.terms(text), active_organization_id()
    if not asked or not keys:
        return set()
    marks = ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, record_id FROM kernel_searchdocument WHERE organization_id = %s AND register = %s"  # noqa: S608  our own text
            f" AND record_id IN ({marks})",
            [organization_id, register.key, *keys],
        )
        documents = dict(cursor.fetchall())
        if not documents:
            return set()
        expression = _expression(scope_of(organization_id, register.key).split()[1], asked)
        cursor.execute(_between_sql(), [expression, min(documents), max(documents)])
        return {documents[document] for (document,) in cursor.fetchall() if document in documents}


def _between_sql() -> str:
    name = "rowid" if connection.vendor == "sqlite" else "id"
    return f"{_index_sql()} AND {name} BETWEEN %s AND %s"


def _newest_sql(columns: str) -> str:
    if connection.vendor == "sqlite":
        return (
            f"SELECT {columns} FROM (SELECT rowid FROM kernel_search WHERE kernel_search MATCH %s"  # noqa: S608  our own text
            " AND rowid < %s ORDER BY rowid DESC LIMIT %s) s JOIN kernel_searchdocument d ON d.id = s.rowid"
            " ORDER BY d.id DESC"
        )
    return (
        f"SELECT {columns} FROM kernel_searchdocument WHERE words @@ to_tsquery('simple', %s)"  # noqa: S608  our own text
        " AND id < %s ORDER BY id DESC LIMIT %s"
    )


def alike(actor: Actor, register: Register, text: str, among: Q, limit: int = 5) -> list[Hit]:
    """The records most like what somebody typed: those with most of its rarer words, of those `among` which it looks.

    Words of fewer than four letters say too little to compare by.
    """
    asked = [term for term in folding.terms(text) if term.letters >= LEAST_LETTERS]
    if not asked:
        return []
    scope = scope_of(actor.organization_id, register.key).split()[1]
    rows = _ranked(scope, asked, CANDIDATES_ALIKE, any_term=True)
    seen = permissions.visible(actor, register).filter(among, pk__in=[row[1] for row in rows])
    keys = set(seen.values_list("pk", flat=True))
    return [Hit(register, row[1], row[2], row[3]) for row in rows if row[1] in keys][:limit]


def everywhere(actor: Actor, text: str, limit: int = 20) -> list[Hit]:
    """The best hits over every register the actor may see; of words that stand nearly everywhere the newest.

    Then what is named so comes before what only mentions it.
    """
    asked = folding.terms(text)
    if not asked:
        return []
    scope, most = f"o{actor.organization_id}", limit * 10
    if _is_common(scope, asked):
        rows = list(dict.fromkeys(row for where in (NAMED, ANYWHERE) for row in _last(scope, asked, most, where)))
    else:
        rows = _ranked(scope, asked, most)
    seen = _seen(actor, rows)
    hits = [
        Hit(register, row[1], row[2], row[3])
        for row in rows
        if (register := registers.find(row[0])) and row[1] in seen.get(row[0], ())
    ]
    return hits[:limit]


def _seen(actor: Actor, rows: list[tuple[Any, ...]]) -> dict[str, set[int]]:
    """Which of the found records the actor may see, by register."""
    by_register: dict[str, set[int]] = {}
    for row in rows:
        by_register.setdefault(row[0], set()).add(row[1])
    return {
        key: set(permissions.visible(actor, register).filter(pk__in=identifiers).values_list("pk", flat=True))
        for key, identifiers in by_register.items()
        if (register := registers.find(key))
    }


def _matching(scope: str, asked: list[Term]) -> RawSQL:
    """A subquery of the primary keys of the records that match."""
    sql = f"SELECT record_id FROM kernel_searchdocument WHERE id IN ({_index_sql()})"  # noqa: S608  our own text
    return RawSQL(sql, [_expression(scope, asked)])  # noqa: S611  parameters are bound


def _ranked(scope: str, asked: list[Term], limit: int, *, any_term: bool = False) -> list[tuple[Any, ...]]:
    expression = _expression(scope, asked, any_term=any_term)
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


def _is_common(scope: str, asked: list[Term]) -> bool:
    """Whether more match than are ranked."""
    return _counted(scope, asked, MOST_RANKED + 1) > MOST_RANKED


def _counted(scope: str, asked: list[Term], most: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM ({_index_sql()}) AS matching LIMIT %s) AS counted",  # noqa: S608  our own text
            [_expression(scope, asked), most],
        )
        return int(cursor.fetchone()[0])


def _last(scope: str, asked: list[Term], most: int, where: str) -> list[tuple[Any, ...]]:
    """The newest that match where it is asked for."""
    with connection.cursor() as cursor:
        expression = _expression(scope, asked, where=where)
        cursor.execute(_newest_sql("register, record_id, reference, title"), [expression, LAST, most])
        return list(cursor.fetchall())


def _index_sql() -> str:
    if connection.vendor == "sqlite":
        return "SELECT rowid FROM kernel_search WHERE kernel_search MATCH %s"
    return "SELECT id FROM kernel_searchdocument WHERE words @@ to_tsquery('simple', %s)"


def _expression(scope: str, asked: Iterable[Term], *, any_term: bool = False, where: str = ANYWHERE) -> str:
    """Every term, or any, as the index's own query language wants them: only letters, digits, underscores reach it."""
    if connection.vendor == "sqlite":
        wanted = (" OR " if any_term else " AND ").join(_either(term, " OR ", " AND ", '"{}"*') for term in asked)
        return f"scope:{scope} AND {{{where}}}:({wanted})"
    beginning = "{}:*" + WEIGHED[where]
    wanted = (" | " if any_term else " & ").join(_either(term, " | ", " & ", beginning) for term in asked)
    return f"{scope}:D & ({wanted})"


def _either(term: Term, joined: str, every: str, beginning: str) -> str:
    """Any of the sequences of a term; of each, every token or a word that begins with it."""
    return f"({joined.join(f'({every.join(beginning.format(token) for token in tokens)})' for tokens in term.either)})"

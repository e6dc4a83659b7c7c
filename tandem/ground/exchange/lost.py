"""What a file lost since the last time: what its forerunner held and it does not; the records stay as they are."""

import re
import zlib
from collections.abc import Iterable

from tandem.ground.exchange.models import ImportRun
from tandem.ground.exchange.outcomes import Lost
from tandem.ground.exchange.planning import Plan
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.permissions import visible

MOST_NAMED = 200
ASKED_ABOUT = 500  # references in one query
SIGNS = re.compile(r"[\d\W_]+")
EDITIONS = frozenset({"copy", "kopie", "copie", "final", "neu", "new", "v"})


def source_of(filename: str, sheet: str) -> str:
    """What a file and its next editions have in common: its name without dates, numbers and marks of versions."""
    stem = filename.rpartition(".")[0] or filename
    joined = f"{stem} {'' if sheet == filename else sheet}"
    return " ".join(word for word in SIGNS.sub(" ", joined.casefold()).split() if word not in EDITIONS)[:255]


def packed(references: Iterable[str]) -> bytes:
    """References as they are kept with a run."""
    return zlib.compress("\n".join(sorted(references)).encode())


def unpacked(held: bytes | memoryview | None) -> set[str]:
    """The references that a run kept."""
    return set(zlib.decompress(bytes(held)).decode().split("\n")) - {""} if held else set()


def forerunner(run: ImportRun) -> ImportRun | None:
    """The last import of the same source: of the same name and columns, else of one of them."""
    done = ImportRun.objects.filter(register=run.register, kind="table", state=ImportRun.State.DONE, held__isnull=False)
    alike = done.exclude(pk=run.pk).order_by("-pk")
    for same in ({"source": run.source, "headings": run.headings}, {"source": run.source}, {"headings": run.headings}):
        last: ImportRun | None = alike.filter(**same).first() if all(same.values()) else None
        if last is not None:
            return last
    return None


def name_lost(actor: Actor, plan: Plan, run: ImportRun) -> None:
    """Put into the outcome what the forerunner of a file held and it no longer does; a log of events loses nothing."""
    before = forerunner(run) if run.time_column is None else None
    if before is None:
        return
    missing = sorted(unpacked(before.held) - plan.held)
    named = [pair for part in _parted(missing) for pair in _named(actor, plan, part)]
    if named:
        plan.outcome.lost = Lost(before.filename, before.created_at.date().isoformat(), len(named), named[:MOST_NAMED])


def _parted(references: list[str]) -> Iterable[list[str]]:
    return (references[start : start + ASKED_ABOUT] for start in range(0, len(references), ASKED_ABOUT))


def _named(actor: Actor, plan: Plan, references: list[str]) -> list[tuple[str, str]]:
    """Reference and title of those that are still here."""
    records = visible(actor, plan.register).filter(reference__in=references)
    return [(reference, str(title)) for reference, title in records.values_list("reference", plan.register.headline)]

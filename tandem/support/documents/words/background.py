"""Documents on their way: uploaded, looked through, brought, with the long work in the background."""

import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tandem.ground.exchange import runs
from tandem.ground.exchange.models import ImportRun
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel import jobs
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import WHOLE, Invalid
from tandem.ground.kernel.registers import declared_for
from tandem.support.documents.models import Document
from tandem.support.documents.words import bringing, unpacking

KIND = "documents"
AT_ONCE = 10  # files that are read while the person waits
CHUNK = 2**20
Files = Sequence[tuple[str, Iterable[bytes]]]


def receive(actor: Actor, sent: Files) -> ImportRun:
    """Keep uploaded files as one run, to be looked through; UnusableFile when they are too large."""
    names = ", ".join(name for name, _chunks in sent)
    with tempfile.TemporaryFile() as kept:
        _bundle(sent, kept)
        kept.seek(0)
        chunks = iter(lambda: kept.read(CHUNK), b"")
        run = runs.receive_as(actor, declared_for(Document), KIND, names[:250], chunks)
    runs.note(run, fixed={"files": len(sent)})
    return run


def _bundle(sent: Files, target: Any) -> None:
    """Several files as one archive; a second one of a name lies in a folder of its own."""
    names: set[str] = set()
    with zipfile.ZipFile(target, "w") as archive:
        for number, (name, chunks) in enumerate(sent, start=1):
            unique = f"{number}/{name}" if name in names else name
            names.add(unique)
            with archive.open(unique, "w", force_zip64=True) as member:
                for chunk in chunks:
                    member.write(chunk)


def find(actor: Actor, run_id: int) -> ImportRun:
    """The actor's own run; managers see everybody's."""
    return runs.find(actor, run_id, KIND)


def start(actor: Actor, run: ImportRun, *, keep: bool) -> None:
    """Look through or bring: at once what is little, otherwise in the background."""
    runs.note(run, state=ImportRun.State.RUNNING if keep else ImportRun.State.PREVIEWING)
    if _count(run) <= AT_ONCE:
        _carry_out(actor, run, keep=keep)
    else:
        runs.ask(actor, run, "bring-documents", {"keep": keep})


def _count(run: ImportRun) -> int:
    """How many files there are, as far as the archives say."""
    with zipfile.ZipFile(runs.path_of(run)) as archive:
        inner = [member for member in archive.infolist() if member.filename.lower().endswith(".zip")]
        return len(archive.namelist()) + AT_ONCE * len(inner)


def _carry_out(actor: Actor, run: ImportRun, *, keep: bool, progress: Any = None) -> list[bringing.Outcome]:
    with tempfile.TemporaryDirectory() as place:
        outer, inner = Path(place) / "sent", Path(place) / "unpacked"
        outer.mkdir()
        inner.mkdir()
        sent = unpacking.every([(runs.path_of(run), run.filename)], outer)
        brought = unpacking.every([(upload.path, upload.name) for upload in sent], inner)
        if keep:
            outcomes = bringing.bring(actor, brought, progress)
        else:
            outcomes = [planned_file.outcome for planned_file in bringing.plan(actor, brought)]
    state = ImportRun.State.DONE if keep else ImportRun.State.PREVIEWED
    runs.note(run, outcome={"files": [asdict(outcome) for outcome in outcomes]}, state=state)
    return outcomes


@jobs.task("bring-documents")
def bring_job(progress: jobs.Progress) -> dict[str, Any]:
    """The background side of `start`."""
    run = ImportRun.objects.get(pk=progress.arguments["run"])
    try:
        outcomes = _carry_out(runs.actor_of(progress.job), run, keep=progress.arguments["keep"], progress=progress.tell)
    except UnusableFile as error:
        raise Invalid({WHOLE: [str(error)]}) from error
    return {"files": len(outcomes)}

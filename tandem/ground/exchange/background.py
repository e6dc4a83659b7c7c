"""What imports do in the background: the long work, what a killed one left, and files that are no longer needed."""

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from tandem.ground.exchange import runs, together
from tandem.ground.exchange.models import ImportRun
from tandem.ground.exchange.taking_back import take_back as undo
from tandem.ground.kernel import clock, files, jobs
from tandem.ground.kernel.actor import Actor, system_actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.models import Arrival
from tandem.ground.kernel.tenancy import organization_active

GIVEN_UP = timedelta(minutes=15)  # after so long without a batch an import was killed
KEPT = timedelta(days=7)
State = ImportRun.State


@jobs.task("import")
def import_job(progress: jobs.Progress) -> dict[str, Any]:
    """The background side of `start`; one that was killed is gone on with."""
    arguments, job = progress.arguments, progress.job
    run = ImportRun.objects.get(pk=arguments["run"])
    if arguments["keep"] and run.state == State.DONE:
        return {"rows": 0, "errors": 0}
    actor = runs.actor_of(job)
    sheet = runs.workbook(run).named(run.sheet)
    outcome = runs.carry_out(actor, run, sheet, keep=arguments["keep"], progress=progress.tell)
    return {"rows": outcome.rows, "errors": len(outcome.errors)}


@jobs.task("import-together")
def import_together_job(progress: jobs.Progress) -> dict[str, Any]:
    """The background side of all tables of a file; one that was killed begins anew."""
    arguments = progress.arguments
    whole = ImportRun.objects.get(pk=arguments["run"])
    if arguments["keep"] and whole.state == State.DONE:
        return {"tables": 0, "errors": 0}
    actor = runs.actor_of(progress.job)
    plans = together.carry_out(actor, whole, runs.workbook(whole), keep=arguments["keep"], progress=progress.tell)
    return {"tables": len(plans), "errors": sum(len(plan.outcome.errors) for plan in plans)}


@jobs.task("take-back-import")
def take_back_job(progress: jobs.Progress) -> dict[str, Any]:
    """The background side of taking back a large import."""
    run = ImportRun.objects.get(pk=progress.arguments["run"])
    try:
        if run.arrival is not None:
            runs.take_back(runs.actor_of(progress.job), run, progress.tell)
    except Invalid:
        runs.note(run, state=State.DONE)
        raise
    return {}


@jobs.task("take-back-killed-imports", schedule="*/10 * * * *")
def take_back_killed(progress: jobs.Progress) -> None:
    """What a killed import left is not left for ever: nobody sees it, and it is taken back."""
    for organization in apps.get_model("accounts", "Organization").objects.order_by("pk"):
        with organization_active(organization.pk):
            actor = system_actor(organization.pk, "Tandem", "job", organization.zone)
            for arrival in Arrival.objects.filter(is_hidden=True, seen_at__lt=clock.now() - GIVEN_UP):
                _take_back_killed(actor, arrival)


def _take_back_killed(actor: Actor, arrival: Arrival) -> None:
    run = ImportRun.objects.filter(arrival=arrival).select_related("job").first()
    if run is None:
        undo(actor.via("import"), arrival, _("An import that was cut off is taken back"))
    elif run.job is None or run.job.state not in ("waiting", "running"):
        runs.take_back(actor, run)


@jobs.task("clean-imports", schedule="17 3 * * *")
def clean(progress: jobs.Progress) -> None:
    """Uploaded tables are needed for a week at most."""
    oldest = (clock.now() - KEPT).timestamp()
    for path in runs.folder().iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink()
            files.take_back(f"{runs.SHARED}/{path.name}")

"""One change for very many records, in the background: short batches, taken up again by another worker."""

from typing import Any

from tandem.faces.web import changing
from tandem.ground.accounts import access
from tandem.ground.accounts.models import User
from tandem.ground.exchange.models import ImportRun
from tandem.ground.kernel import jobs, registers

TASK = "change-many"


@jobs.task(TASK)
def change_many(progress: jobs.Progress) -> dict[str, Any] | None:
    """Do to each record what was asked for, as the person who asked, as long as they are a member."""
    given = progress.arguments
    register, references = registers.find(given["register"]), given["references"]
    user = User.objects.filter(pk=progress.job.user_id or 0).first()
    actor = access.actor_for(user, given["slug"], "page") if user else None
    if register is None or actor is None:
        return {"done": 0, "refused": len(references)}
    run = ImportRun.objects.get(pk=given["run"])
    whole = changing.change_all(actor, register, references, given["asked"], run, progress.tell)
    return {"done": whole.done, "refused": whole.refused, "reasons": whole.reasons}

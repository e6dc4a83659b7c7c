"""One change for very many records, in the background: each write is its own short transaction."""

from typing import Any

from tandem.faces.web import changing
from tandem.ground.accounts import access
from tandem.ground.accounts.models import User
from tandem.ground.kernel import jobs, registers

TASK = "change-many"
PART = 50  # records between two words about how far it is


@jobs.task(TASK)
def change_many(progress: jobs.Progress) -> dict[str, Any] | None:
    """Do to each record what was asked for, as the person who asked, as long as they are a member."""
    told = progress.arguments
    register, references = registers.find(told["register"]), told["references"]
    user = User.objects.filter(pk=progress.job.user_id or 0).first()
    actor = access.actor_for(user, told["slug"], "page") if user else None
    if register is None or actor is None:
        return {"done": 0, "refused": len(references)}
    whole = changing.Outcome()
    for start in range(0, len(references), PART):
        part = changing.change_all(actor, register, references[start : start + PART], told["asked"])
        whole.done, whole.refused = whole.done + part.done, whole.refused + part.refused
        whole.reasons = [*whole.reasons, *part.reasons][: changing.MOST_TOLD]
        progress.tell(start + PART, len(references))
    return {"done": whole.done, "refused": whole.refused, "reasons": whole.reasons}

"""What is decided about a proposal."""

from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor


def locked(proposal: Any) -> str | None:
    """What was decided stands."""
    return _("It was decided upon.") if proposal.state != "open" else None


def has_open_problem(proposal: Any, actor: Actor) -> str | None:
    """Incidents join a problem that somebody still works on."""
    if proposal.problem_id and proposal.problem.state in ("closed", "accepted", "cancelled"):
        return _("%(problem)s has ended; open a new problem.") % {"problem": proposal.problem.reference}
    return None

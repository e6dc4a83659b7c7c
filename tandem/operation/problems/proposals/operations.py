"""Opening a problem from incidents, or letting them join one."""

from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.problems.models import Problem
from tandem.operation.problems.proposals.models import ProblemProposal


def open_problem(actor: Actor, proposal: ProblemProposal) -> None:
    """Open a problem for the incidents of a proposal."""
    values = {
        "title": proposal.title,
        "service": proposal.service,
        "items": proposal.items,
        "source": "review",
        "owner": actor.user_id,
    }
    problem = writing.create(actor, declared_for(Problem), values)
    opened = writing.follow(as_tandem(actor), declared_for(ProblemProposal), proposal, {"problem": problem}, "opened")
    join(actor, opened)


def join(actor: Actor, proposal: ProblemProposal) -> None:
    """Say on each incident of the proposal which problem caused it, where nobody said so before."""
    register = registers.find("incidents")
    if register is None:
        raise LookupError("There is no register of incidents.")
    incidents = register.model.objects.filter(reference__in=proposal.incidents, problem=None)
    for incident in incidents.order_by("pk"):
        writing.follow(
            as_tandem(actor), register, incident, {"problem": proposal.problem}, "problem named", proposal.reference
        )

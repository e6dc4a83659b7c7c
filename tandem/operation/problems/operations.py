"""What follows from the steps of a problem: an article, a risk."""

from typing import Any

from django.utils.translation import gettext as _

from tandem.direction.risks.register import RISKS
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.problems.models import Problem
from tandem.support.knowledge import operations as knowledge


def write_article(actor: Actor, problem: Any) -> None:
    """Begin an article with what the problem taught."""
    article = knowledge.begin_from(
        actor,
        problem,
        kind="known-error",
        parts=((_("How it shows"), problem.symptoms), (_("Workaround"), problem.workaround)),
    )
    writing.follow(
        as_tandem(actor), declared_for(Problem), problem, {"article": article, "why_no_article": ""}, "article begun"
    )


def keep_as_risk(actor: Actor, problem: Any) -> None:
    """What is not removed goes to the register of risks, where it is judged and looked at again."""
    values = {
        "title": problem.title,
        "domain": "service",
        "description": "\n\n".join(text for text in (problem.symptoms, problem.cause) if text),
        "service": problem.service,
        "customer_impact": "" if problem.service_id else problem.title,
        "existing_controls": problem.workaround[:10_000],
        "owner": problem.owner_id or problem.assignee_id,
    }
    reason = _("Accepted with %(problem)s: %(why)s") % {"problem": problem.reference, "why": problem.acceptance}
    risk = writing.create(as_tandem(actor), RISKS, values, reason=reason)
    writing.follow(as_tandem(actor), declared_for(Problem), problem, {"risk": risk}, "risk kept")

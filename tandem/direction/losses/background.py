"""Simulations that take longer than a page may: asked for, done by a worker, kept under the digest of their inputs."""

from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.direction.losses import portfolio
from tandem.direction.losses.portfolio import Figured, Gathered, Question
from tandem.ground.accounts.models import Membership
from tandem.ground.kernel import jobs
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import WHOLE, Invalid
from tandem.ground.kernel.models import Job
from tandem.ground.kernel.permissions import insist

TASK = "simulate-losses"


def latest(actor: Actor, digest: str) -> Job | None:
    """The newest job for these inputs, if one was asked for."""
    asked = Job.objects.filter(task=TASK, organization_id=actor.organization_id, arguments__digest=digest)
    return asked.order_by("-pk").first()


def ask(actor: Actor, gathered: Gathered) -> None:
    """Have it simulated, unless that is under way or done."""
    digest, question = gathered.plan.digest, gathered.question
    with transaction.atomic():
        known = latest(actor, digest)
        if known is not None and known.state != Job.State.FAILED:
            return
        arguments = {
            "digest": digest,
            "years": question.years,
            "seed": question.seed,
            "is_dependent": question.is_dependent,
            "currency": gathered.currency,
            "role": actor.role,
            "label": actor.label,
            "zone": str(actor.zone),
        }
        jobs.ask(TASK, organization_id=actor.organization_id, user_id=actor.user_id, arguments=arguments)


def figures(actor: Actor, gathered: Gathered) -> Figured | None:
    """The figures at once where that is quick, else those that a worker has found; None while there are none."""
    if gathered.plan.is_quick:
        return portfolio.computed(gathered.plan)
    job = latest(actor, gathered.plan.digest)
    return job.result if job is not None and job.state == Job.State.DONE else None


@jobs.task(TASK)
def simulate(progress: jobs.Progress) -> dict[str, Any]:
    """The background side of `ask`: gathers as the person who asked would, so nobody learns more than they may see."""
    asked, job = progress.arguments, progress.job
    members = Membership.objects.filter(organization_id=job.organization_id or 0)
    insist(members.filter(user_id=job.user_id or 0, role=asked["role"]).exists(), _("Your role does not include this."))
    actor = Actor(job.organization_id or 0, asked["role"], asked["label"], job.user_id, "job", ZoneInfo(asked["zone"]))
    question = Question(asked["years"], asked["seed"], asked["is_dependent"], asked["currency"])
    gathered = portfolio.gather(actor, question)
    if gathered.plan.digest != asked["digest"]:
        raise Invalid({WHOLE: [_("The estimates have changed meanwhile; simulate again.")]})
    return portfolio.compute(gathered.plan, progress.tell)

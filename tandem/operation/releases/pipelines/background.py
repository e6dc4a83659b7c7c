"""Pipelines by themselves."""

from tandem.ground.kernel import jobs
from tandem.ground.kernel.patterns.organizations import for_each_organization
from tandem.operation.releases.pipelines import messages


@jobs.task("forget-pipeline-messages", schedule="50 3 * * *")
def forget_messages(progress: jobs.Progress | None = None) -> None:
    """Every night: the numbers of messages that nobody sends again."""
    for_each_organization(messages.forget_old)

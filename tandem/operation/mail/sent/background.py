"""Answers go out every minute."""

from tandem.ground.kernel import jobs
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.organizations import for_each_organization
from tandem.operation.mail.sent import operations, questions


@jobs.task("mail-out", schedule="* * * * *")
def send_mail(progress: jobs.Progress | None = None) -> None:
    """Write what is to be sent, and send what is due."""
    for_each_organization(_send)


def _send(actor: Actor) -> None:
    operations.write_answers(actor)
    questions.write_questions(actor)
    operations.send_due(actor)

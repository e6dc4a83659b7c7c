"""What is written of Tandem's own accord is looked for every minute."""

from tandem.faces.intake.outward import closings, standing, surveys
from tandem.ground.kernel import jobs
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.organizations import for_each_organization


@jobs.task("mail-outward", schedule="* * * * *")
def write_mail(progress: jobs.Progress | None = None) -> None:
    """Write to whoever asked, to whoever is asked, and to whoever wants to be told."""
    for_each_organization(write)


def write(tandem: Actor) -> None:
    """All of it in one organization."""
    closings.write_closings(tandem)
    surveys.write_surveys(tandem)
    standing.write_news(tandem)

"""What happens to documents by itself, once a day."""

from tandem.ground.kernel import jobs
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.organizations import for_each_organization
from tandem.support.documents.exceptions import rules as exceptions
from tandem.support.documents.models import Document
from tandem.support.documents.reading import rules as reading


@jobs.task("documents", schedule="20 3 * * *")
def keep_up(progress: jobs.Progress | None = None) -> None:
    """Let exceptions expire, and ask new members to read what everybody has to."""
    for_each_organization(keep_up_one)


def keep_up_one(actor: Actor) -> None:
    """The same in the active organization alone."""
    exceptions.expire(actor)
    for document in Document.objects.effective().exclude(read_by="").order_by("pk"):
        reading.ask_readers(actor, document)

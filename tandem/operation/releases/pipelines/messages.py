"""Which messages of a pipeline came already, and which were followed."""

from datetime import timedelta
from typing import Any

from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import Actor
from tandem.operation.releases.pipelines.models import PipelineMessage

KEPT = timedelta(days=14)  # what was signed five minutes ago is refused; senders try again for some days
BATCH = 1_000


def is_known(pipeline: Any, number: str) -> bool:
    """Whether a message of this number came before."""
    return bool(PipelineMessage.objects.filter(pipeline=pipeline, number=number).exists())


def held(pipeline: Any, number: str) -> Any:
    """The message of this number, locked, so that it is followed once however often it comes at once."""
    made = {"received_at": clock.now(), "organization_id": pipeline.organization_id}
    PipelineMessage.objects.get_or_create(pipeline=pipeline, number=number, defaults=made)
    message: PipelineMessage = PipelineMessage.objects.select_for_update().get(pipeline=pipeline, number=number)
    return message


def mark_followed(message: Any) -> None:
    """Nothing more comes of it."""
    PipelineMessage.objects.filter(pk=message.pk).update(was_followed=True)


def forget_old(actor: Actor) -> None:
    """Forget, in short batches, the numbers of messages that nobody sends again."""
    old = PipelineMessage.objects.filter(received_at__lt=clock.now() - KEPT).order_by("pk").values_list("pk", flat=True)
    while batch := list(old[:BATCH]):
        PipelineMessage.objects.filter(pk__in=batch).delete()

"""Which messages of a pipeline came already, and which were followed."""

from typing import Any

from tandem.ground.kernel import clock
from tandem.operation.releases.pipelines.models import PipelineMessage


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

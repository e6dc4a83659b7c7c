"""Looks at the effect of corrective actions: planned by themselves, judged by somebody else."""

from functools import partial

from tandem.evaluation.improvement.nonconformities.effectiveness.models import EffectivenessCheck
from tandem.evaluation.improvement.nonconformities.effectiveness.register import EFFECTIVENESS_CHECKS
from tandem.ground.demonstration.story import Entry, Story
from tandem.ground.kernel import writing


def tell(story: Story, entries: list[Entry]) -> None:
    """Let every look happen on its day."""
    for entry in entries:
        story.at(story.moment(entry["day"], "15:00"), partial(_judge, story, entry))


def _judge(story: Story, entry: Entry) -> None:
    waiting = EffectivenessCheck.objects.filter(state="waiting", action__title=entry["action"]).get()
    writing.transition(
        story.actor(entry["by"]), EFFECTIVENESS_CHECKS, waiting.reference, entry["step"], {"seen": entry["seen"]}
    )

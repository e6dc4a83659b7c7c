"""Gaps are counted on the analysis."""

from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.continuity.analyses.models import ImpactAnalysis


def count(actor: Actor, need: Any) -> None:
    """How many gaps of the analysis have no answer."""
    analysis = ImpactAnalysis.objects.get(pk=need.analysis_id)
    values = {"gaps": analysis.needs.exclude(gap="").filter(answer="").count()}
    writing.follow(actor, declared_for(ImpactAnalysis), analysis, values, "counted", need.reference)


def count_again(actor: Actor, need: Any, before: Any) -> None:
    """The same once a gap opened, closed or was answered."""
    if (need.gap, need.answer) != (before.gap, before.answer):
        count(actor, need)

"""What the words of the scales in force mean in files that people bring."""

from collections.abc import Mapping, Sequence
from typing import Any

from tandem.direction.risks.methods.models import RiskMethod
from tandem.direction.risks.methods.scales import Step

LIKELIHOODS = ("inherent_likelihood", "likelihood", "residual_likelihood")
IMPACTS = ("inherent_impact", "impact", "residual_impact")


def of_scales() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """By field of a risk, the step that a word of the method in force names; nothing while there is no such method."""
    method = RiskMethod.objects.in_force()
    if method is None:
        return {}
    return _steps(LIKELIHOODS, method.likelihoods) | _steps(IMPACTS, method.impacts)


def _steps(fields: Sequence[str], steps: Sequence[Step]) -> dict[str, dict[str, dict[str, Any]]]:
    return {field: {step.name.casefold(): {field: step.number} for step in steps} for field in fields}

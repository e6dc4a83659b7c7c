"""What a plan of treatment tells beside the risks themselves: their measures, and who accepted what is left."""

from collections.abc import Iterable
from typing import Any

from tandem.direction.risks.acceptances.models import RiskAcceptance
from tandem.direction.risks.measures.models import TreatmentMeasure


def measures_of(risks: Iterable[Any]) -> list[Any]:
    """The measures of these risks that were not dropped, by risk and day."""
    kept = TreatmentMeasure.objects.kept().filter(risk__in=[risk.pk for risk in risks])
    return list(kept.select_related("risk", "owner", "control").order_by("risk_id", "due", "pk"))


def accepted_by(risks: Iterable[Any]) -> dict[int, str]:
    """Who accepted each of these risks last, by the risk's key."""
    given = RiskAcceptance.objects.filter(risk__in=[risk.pk for risk in risks]).select_related("accepted_by")
    return {
        acceptance.risk_id: acceptance.accepted_by.name if acceptance.accepted_by else ""
        for acceptance in given.order_by("pk")
    }

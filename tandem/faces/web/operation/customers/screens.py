"""What the page of a survey shows first: how many answered, and how often each mark was given."""

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.formats import number_format

from tandem.faces.intake.outward.marks import SCORES
from tandem.faces.web.shell import Visit
from tandem.ground.kernel import permissions
from tandem.operation.customers.satisfaction.register import SATISFACTION

TONES = {1: "bad", 2: "bad", 3: "waiting", 4: "good", 5: "good"}
TENTH = Decimal("0.1")


def survey(visit: Visit, record: Any) -> dict[str, Any]:
    """Each mark with how often it was given and how much of all that is, the best first, and what they come to."""
    marks = permissions.visible(visit.actor, SATISFACTION).filter(survey=record)
    given = Counter(marks.values_list("score", flat=True))
    count, whole = given.total(), sum(score * times for score, times in given.items())
    return {
        "marks": [
            {"score": score, "times": given[score], "percent": 100 * given[score] // (count or 1), "tone": TONES[score]}
            for score in sorted(SCORES, reverse=True)
        ],
        "marks_given": count,
        "mean": number_format((Decimal(whole) / count).quantize(TENTH, ROUND_HALF_UP)) if count else "",
    }

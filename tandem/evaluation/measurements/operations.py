"""Values that are counted from the registers."""

from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from tandem.evaluation.measurements import counting
from tandem.evaluation.measurements.models import Indicator
from tandem.evaluation.measurements.results.models import Measurement
from tandem.ground.kernel import locales, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for


def count(actor: Actor, indicator: Any) -> Any:
    """A value of today, counted over the interval that ends with yesterday; what was counted stands in its source."""
    end = actor.today
    start = end - relativedelta(months=indicator.every_months)
    numerator, denominator = counting.COUNTERS[indicator.query](start, end, actor.zone)
    values = {
        "indicator": indicator.reference,
        "title": _("%(start)s to %(end)s") % {"start": locales.day(start), "end": locales.day(end)},
        "measured_on": end,
        "numerator": numerator,
        "denominator": denominator,
        "source": str(indicator.get_query_display()),
    }
    return writing.create(as_tandem(actor), declared_for(Measurement), values, reason=indicator.reference)


def count_due(actor: Actor) -> int:
    """Count every indicator in use that is due today and counted from the registers; how many there were."""
    due = Indicator.objects.in_use().filter(next_due__lte=actor.today).exclude(query="").order_by("pk")
    return len([count(actor, indicator) for indicator in due])

"""What the page of a resource shows beside its fields: its use, its thresholds, and when it reaches the limit."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from tandem.faces.web.operation import courses
from tandem.faces.web.operation.courses import Dot, Line
from tandem.faces.web.shell import Visit
from tandem.ground.kernel.locales import day

MOST = 60


def resource(visit: Visit, record: Any) -> dict[str, Any]:
    """The newest values, capacity and thresholds as lines, and the way to the limit where one is foreseen."""
    newest = record.values.order_by("-measured_on")[:MOST]
    measured = [Dot(value.measured_on, day(value.measured_on), value.used) for value in reversed(newest)]
    limit = record.capacity * record.limit_at / Decimal(100)
    ahead = record.exhausted_on if measured and record.state == "watched" else None
    expected = [Dot(ahead, day(ahead), limit)] if ahead and ahead > measured[-1].day else []
    lines = (
        Line(_("capacity"), record.capacity, "limit"),
        Line(_("limit, %(percent)s %%") % {"percent": record.limit_at}, limit, "limit"),
        Line(
            _("warning, %(percent)s %%") % {"percent": record.warning_at},
            record.capacity * record.warning_at / Decimal(100),
            "warning",
        ),
    )
    return {
        "course": courses.drawn(measured, expected, Decimal(0), lines),
        "course_title": _("Use against capacity"),
        "unit": record.unit,
        "measured": measured,
        "expected": expected,
        "forecast": None,
        "expected_words": _("as it grew so far, until its limit"),
    }

"""A continuity plan as a small PDF that reads well on a telephone, without any network."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import clock_words, locales
from tandem.proof.reporting import letterhead


def as_pdf(plan: Any, organization: Organization, today: date) -> bytes:
    """The plan with the times of its services; the same plan on the same day gives the same bytes on one machine."""
    return letterhead.pdf("continuity_plan", for_printing(plan, organization, today))


def for_printing(plan: Any, organization: Organization, today: date) -> dict[str, Any]:
    """What the printed plan says, as plain data."""
    analyses = plan.analyses.exclude(state="retired").select_related("service").order_by("rto", "pk")
    return {
        "day": [today.year, today.month, today.day],
        "organization": organization.name,
        "title": f"{plan.title} {plan.number}",
        "line": " · ".join(_line(plan, today)),
        "is_in_force": plan.state == "approved",
        "not_in_force": str(_("Not in force")),
        "parts": [[str(title), text] for title, text in _parts(plan) if text.strip()],
        "services": [_service(analysis) for analysis in analyses],
        "services_title": str(_("Services, the most urgent first")),
        "columns": [str(_("Service")), str(_("Back within")), str(_("No older than"))],
    }


def _line(plan: Any, today: date) -> Iterator[str]:
    """Which version this is, who approved it, and when it was printed."""
    yield plan.reference
    yield str(plan.get_state_display())
    if plan.approved_by:
        words = {"name": plan.approved_by.name, "day": locales.long_day(plan.approved_on)}
        yield _("approved by %(name)s on %(day)s") % words
    yield _("printed %(day)s") % {"day": locales.long_day(today)}


def _parts(plan: Any) -> Iterator[tuple[str, str]]:
    """The parts in the order in which they are needed."""
    yield _("When"), plan.invoked_when
    yield _("Who decides"), plan.invoked_by
    yield _("Whom to call"), plan.contacts
    yield _("What to do"), plan.procedures
    yield _("What works meanwhile"), plan.targets
    yield _("Keep it secure"), plan.security
    yield _("Back to normal"), plan.return_to_normal
    yield _("Copies"), plan.copy_at


def _service(analysis: Any) -> list[str]:
    return [analysis.service.title, clock_words.spoken(analysis.rto), clock_words.spoken(analysis.rpo)]

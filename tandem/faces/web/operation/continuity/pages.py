"""A continuity plan to take along: it is read when nothing else can be reached."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from tandem.faces.web.shell import Visit, as_file, inside, register_of
from tandem.ground.kernel import writing
from tandem.proof.reporting import continuity_plan


@require_GET
@inside
def to_take_along(visit: Visit, reference: str) -> HttpResponse:
    """The plan as a small PDF for telephones."""
    plan = writing.find(visit.actor, register_of(visit, "continuity-plans"), reference)
    content = continuity_plan.as_pdf(plan, visit.organization, visit.actor.today)
    return as_file(content, "application/pdf", f"{visit.organization.slug}-{plan.reference}.pdf".lower())

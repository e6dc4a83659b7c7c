"""What an incident taught becomes an article."""

from django.utils.translation import gettext as _

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.incidents.models import Incident
from tandem.support.knowledge import operations as knowledge


def write_article(actor: Actor, incident: Incident) -> None:
    """Begin an article with what happened and how it was resolved."""
    register = declared_for(Incident)
    article = knowledge.begin_from(
        actor,
        incident,
        kind="how-to",
        parts=(
            (_("What happened"), incident.description),
            (_("What helped"), incident.resolution),
            (_("What was learnt"), incident.lessons),
        ),
    )
    written = {"article": article, "why_no_article": ""}
    writing.follow(as_tandem(actor), register, incident, written, "article begun")

"""What follows from what is said on an incident: callers are informed, those named are told, merged ones point on."""

from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import clock, comments, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.models import Comment
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.permissions import WRITERS
from tandem.ground.kernel.registers import declared_for
from tandem.ground.kernel.substance import is_empty, words_of
from tandem.operation.incidents.models import Incident
from tandem.operation.incidents.watchers import operations as watchers

LEAST_WORDS = 3


def follow_comment(actor: Actor, incident: Any, comment: Comment) -> None:
    """After something was said on an incident."""
    is_public = comment.audience == Comment.Audience.PUBLIC and comment.channel != Comment.Channel.MAIL
    if is_public and actor.role in WRITERS and actor.customer_id is None and _says_something(comment.text):
        values = {"informed_at": clock.now()}
        writing.follow(as_tandem(actor), declared_for(Incident), incident, values, "informed")
    watchers.mention(actor, incident, comment.text)
    watchers.tell(actor, incident, _("%(who)s wrote on it.") % {"who": actor.label})
    if incident.merged_into is not None:
        comments.carry_one(as_tandem(actor), declared_for(Incident), comment, incident.merged_into)


def _says_something(text: str) -> bool:
    words = words_of(text)
    return len(words) >= LEAST_WORDS and not is_empty(words)


def tell_of_delay(actor: Actor, incident: Any) -> None:
    """Afterwards: the caller reads on the incident that it will take longer."""
    comments.add(
        actor,
        declared_for(Incident),
        incident.reference,
        incident.delay_message,
        kind=Comment.Kind.REPLY,
        audience=Comment.Audience.PUBLIC,
    )


def note_delay(incident: Any, actor: Actor) -> None:
    """Note when the caller was told that it will take longer."""
    incident.delay_told_at = clock.now()

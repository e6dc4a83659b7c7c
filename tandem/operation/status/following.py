"""A major incident suggests what people are told; nothing is released by itself."""

from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.status.models import StatusUpdate


def major_declared(actor: Actor, major: Any, before: Any) -> None:
    """Suggest an update when a major incident is declared."""
    if before is None and major.state == "declared" and actor.through != "import":
        _suggest(actor, major, {"title": major.title, "text": major.effect, "standing": "major"})


def major_updated(actor: Actor, update: Any, before: Any) -> None:
    """Suggest what callers were told, as soon as they were."""
    if before is None and update.audience == "callers" and actor.through != "import":
        standing = "operational" if update.standing == "resolved" else "major"
        values = {"title": update.title, "text": update.text, "standing": standing, "starts_at": update.happened_at}
        _suggest(actor, update.major, values)


def _suggest(actor: Actor, major: Any, values: dict[str, Any]) -> None:
    """One draft for each major incident, the newest; nothing of a confidential one."""
    incident = major.incident
    if incident.is_confidential:
        return
    register, hand = declared_for(StatusUpdate), as_tandem(actor)
    draft = StatusUpdate.objects.filter(incident=incident, state="draft").order_by("-pk").first()
    if draft is not None:
        writing.follow(hand, register, draft, values, "suggested", major.reference)
        return
    services = [incident.service.reference] if incident.service else []
    speaker = major.communicator_id or major.manager_id
    audience = {"customer": incident.customer, "audience": "customers"} if incident.customer_id else {}
    writing.create(
        hand,
        register,
        {**values, **audience, "services": services, "incident": incident, "owner": speaker},
        reason=major.reference,
    )

"""Evidence goes from hand to hand."""

from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.ground.kernel.writing import InvalidRows
from tandem.operation.incidents.evidence.models import Evidence


def hand_over(actor: Actor, transfer: Any) -> None:
    """The item is now in the hands of who received it."""
    item = Evidence.objects.select_for_update(of=("self",)).get(pk=transfer.evidence_id)
    if item.holder != transfer.handed_from:
        message = _("It is in the hands of %(holder)s; write the handovers one by one.") % {"holder": item.holder}
        raise InvalidRows({0: {"handed_from": [message]}})
    values = {"holder": transfer.handed_to}
    writing.follow(actor, declared_for(Evidence), item, values, "handed-over", transfer.purpose)

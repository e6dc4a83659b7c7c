"""What rests on a record, and so keeps it from being deleted."""

from typing import Any

from django.db import models
from django.db.models import Exists
from django.utils.translation import gettext as _

from tandem.ground.kernel import permissions
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import WHOLE, Invalid
from tandem.ground.kernel.records import Record
from tandem.ground.kernel.registers import of_model

MOST_NAMED = 5  # records that an error names


def insist_nothing_rests_on(actor: Actor, record: Record) -> None:
    """Raise Invalid with the first records that rest on this one, as far as the actor may know of them."""
    held = [item for records in _resting_on(record) for item in records.order_by("pk")[:MOST_NAMED]]
    if not held:
        return
    known = sorted(str(item) for item in held if _may_know(actor, item))[:MOST_NAMED]
    words = _("Other records rest on it: %(held)s.") % {"held": ", ".join(known)}
    raise Invalid({WHOLE: [words if known else _("Other records rest on it.")]})


def _resting_on(record: Record) -> list[Any]:
    """What points at a record, by way: asked in one statement, so that thousands are found as quickly as two."""
    relations: list[Any] = [
        relation for relation in record._meta.related_objects if relation.on_delete is models.PROTECT
    ]
    pointing = [relation.related_model.objects.filter(**{relation.field.name: record}) for relation in relations]
    asked = {f"way_{place}": Exists(records) for place, records in enumerate(pointing)}
    answers = type(record).objects.filter(pk=record.pk).order_by().values_list(*asked.values()) if asked else [()]
    return [records for records, is_one in zip(pointing, answers[0], strict=True) if is_one]


def _may_know(actor: Actor, item: Any) -> bool:
    register = of_model(type(item))
    return register is not None and permissions.visible(actor, register).filter(pk=item.pk).exists()

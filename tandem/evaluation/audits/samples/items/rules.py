"""A sample looks at what was drawn, and at nothing else."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid

BEFORE_IT_ENDS = {"random": ("drawn",), "chosen": ("planned",)}


def derive_item(item: Any, before: Any, actor: Actor) -> None:
    """Its number is its place in the draw."""
    item.title = item.title.strip().upper()
    if before is None and item.sample_id and item.sample.method == "chosen":
        _insist_seen(item, actor)
    if item.sample_id and item.title in item.sample.drawn:
        item.position = item.sample.drawn.index(item.title) + 1


def check_item(item: Any, before: Any, today: date) -> Mapping[str, str]:
    """The record was drawn, or chosen by the auditor and is there; which one it is does not change."""
    if not item.sample_id:
        return {}
    problems = {}
    if before is not None and (before.title, before.sample_id) != (item.title, item.sample_id):
        problems["title"] = _("A drawn sample is never changed; withdraw it and plan another.")
    elif item.sample.method == "random" and item.title not in item.sample.drawn:
        problems["title"] = _("It was not drawn; a sample looks at what the seed drew.")
    if item.result in ("bad", "absent") and not item.note.strip():
        problems["note"] = _("Say what was seen.")
    return problems


def _insist_seen(item: Any, actor: Actor) -> None:
    """The auditor who chooses a record sees it; Invalid for one that is not there, or not there for them."""
    register = registers.find(item.sample.population)
    if register is None or not permissions.visible(actor, register).with_reference(item.title).exists():
        raise Invalid({"title": [_("There is no %(reference)s in this register.") % {"reference": item.title}]})


def item_locked(item: Any) -> str | None:
    """Once the sample is examined its items stay."""
    is_open = item.sample.state in BEFORE_IT_ENDS[item.sample.method]
    return None if is_open else _("The sample was examined and stays as it is.")

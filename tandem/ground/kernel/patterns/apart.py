"""Apart from: who wrote, owns or asked for something may not take the step that approves it.

(27001:2022 A.5.3; 20000-1:2018 7.5.3, 9.2.2; 27001:2022 9.2.2)
"""

from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from tandem.ground.kernel.patterns.same import accounts_of
from tandem.ground.ledger.models import Entry

if TYPE_CHECKING:
    from tandem.ground.kernel.actor import Actor
    from tandem.ground.kernel.registers import (
        Register,
    )
    from tandem.ground.kernel.states import (
        Transition,
    )

WRITER = "writer"  # whoever wrote it since it was last decided upon, as the ledger says
WROTE = ("created", "changed")


def refusal(actor: "Actor", register: "Register", step: "Transition", record: Any, *, strictly: bool = False) -> str:
    """Why the actor may not take a step from which they are to be apart; empty when they may.

    The gate asks it `strictly`, of the record as it was and as the step fills it in, so that nobody leaves their part
    by the step, and takes every account of a person for that person.
    """
    if not step.apart_from or actor.user_id is None:
        return ""
    accounts = accounts_of(actor.user_id) if strictly else frozenset({actor.user_id})
    for name in step.apart_from:
        if name != WRITER and _is(accounts, record, name):
            label = str(part_of(register, name))
            return _("Somebody other than you has to take this step; your part in it: %(part)s.") % {"part": label}
    if WRITER in step.apart_from and _wrote(accounts, actor, register, record):
        return _("Somebody other than you has to take this step; you wrote what it is about.")
    return ""


def part_of(register: "Register", name: str) -> Any:
    """What people call the part somebody has in a record, such as author or owner."""
    field: Any = None
    model: Any = register.model
    for step in name.split("__"):
        field = model._meta.get_field(step)
        model = field.related_model
    return field.verbose_name


def _is(accounts: frozenset[int], record: Any, name: str) -> bool:
    """Whether one of these accounts has a part in the record; `document__owner` is the owner of its document.

    The field names a user, or a person of the register of people whose user it is.
    """
    *path, last = name.split("__")
    for step in path:
        record = getattr(record, step)
        if record is None:
            return False
    field = record._meta.get_field(last)
    if field.related_model is get_user_model():
        return getattr(record, field.attname) in accounts
    person = getattr(record, last)
    return person is not None and person.user_id in accounts


def _wrote(accounts: frozenset[int], actor: "Actor", register: "Register", record: Any) -> bool:
    """Whether one of these accounts created, changed or filled in the record since the last step that approved it."""
    entries = Entry.objects.filter(
        organization_id=actor.organization_id, register=register.key, record_id=record.pk
    ).order_by("-pk")
    steps = register.workflow.transitions if register.workflow else ()
    decided = entries.filter(action__in=[step.key for step in steps if step.approves]).values_list("pk", flat=True)
    filling = [step.key for step in steps if not step.approves and (step.fields or step.required)]
    written = entries.filter(actor_id__in=accounts, action__in=(*WROTE, *filling))
    return written.filter(pk__gt=Coalesce(Subquery(decided[:1]), 0)).exists()

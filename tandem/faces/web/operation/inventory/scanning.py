"""Where the label of an item leads: to what a round asks about it, else to the item."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.faces.web.shell import Visit, inside, register_of_record
from tandem.ground.kernel import permissions, workflow
from tandem.ground.kernel.errors import NotFound
from tandem.operation.inventory.register import ITEMS
from tandem.operation.inventory.verification.entries.register import VERIFICATION_ENTRIES

AS_WRITTEN = ("serial_number", "asset_tag", "maker", "location", "custodian", "holder")


@require_GET
@inside
def scanned(visit: Visit, reference: str) -> HttpResponseBase:
    """What is asked about the item of whoever holds the telephone, with its answers; the item where nothing is."""
    entries = register_of_record(visit, VERIFICATION_ENTRIES.key)
    for entry in _asked(visit, reference):
        answers = [step for step in workflow.steps(visit.actor, entries, entry) if not step.refusal]
        if answers:
            return _asking(visit, entry, answers)
    if not permissions.visible(visit.actor, ITEMS).filter(reference=reference).exists():
        raise NotFound(_("Nothing is asked of you about %(reference)s.") % {"reference": reference})
    return redirect(visit.url("record", ITEMS.key, reference))


def _asked(visit: Visit, reference: str) -> Any:
    """Open questions about an item that whoever visits may see, their own first, then the most urgent."""
    seen = permissions.visible(visit.actor, VERIFICATION_ENTRIES).filter(item__reference=reference, state="asked")
    rows = list(seen.select_related("item__holder", "round").order_by("due", "pk"))
    return sorted(rows, key=lambda entry: entry.owner_id != visit.actor.user_id)


def _asking(visit: Visit, entry: Any, answers: list[workflow.Step]) -> HttpResponseBase:
    item = entry.item
    written = [(ITEMS.label(name), getattr(item, name)) for name in AS_WRITTEN if getattr(item, name)]
    return visit.page(
        "operation/inventory/scanned.html",
        title=_("Is it there and as written?"),
        entry=entry,
        item=item,
        written=written,
        answers=answers,
        may_open=permissions.visible(visit.actor, ITEMS).filter(pk=item.pk).exists(),
    )

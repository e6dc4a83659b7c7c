"""What lies in the scope of a management system, and what does not: units, sites, services, suppliers, items."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField

KINDS = [
    ("service", _("Service")),
    ("supplier", _("Supplier")),
    ("item", _("Item")),
    ("unit", _("Organizational unit")),
    ("site", _("Site")),
]
PLACES = [("inside", _("Inside")), ("outside", _("Outside"))]
PART_STATES = (
    State("proposed", _("Proposed"), "waiting"),
    State("decided", _("Decided"), "good"),
    State("ended", _("No longer"), "quiet", final=True),
)


def _thing(to: str, label: Any) -> "models.ForeignKey[models.Model | None, models.Model | None]":
    return models.ForeignKey(to, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=label)


class ScopePart(Record):
    """One thing and the scope of one standard: whether it lies inside, and why where it does not (4.3)."""

    title = models.CharField(_("what it is"), max_length=300, blank=True)
    system = models.ForeignKey(
        "scope.ManagementSystem",
        models.PROTECT,
        related_name="parts",
        verbose_name=_("management system"),
        db_index=False,
    )
    kind = models.CharField(_("kind"), max_length=8, choices=KINDS, default="service")
    service = _thing("services.Service", _("service"))
    supplier = _thing("suppliers.Supplier", _("supplier"))
    item = _thing("inventory.Item", _("item"))
    unit = _thing("people.OrganizationalUnit", _("unit"))
    site = _thing("people.Site", _("site"))
    place = models.CharField(_("inside or outside"), max_length=7, choices=PLACES, default="inside")
    reason = models.TextField(_("why"), blank=True, max_length=5_000)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("decided by")
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    state = StateField(PART_STATES, max_length=8)

    class Meta(Record.Meta):
        indexes = indexed("title", "system", "kind", "place", "state", "decided_on")
        constraints = [
            *Record.Meta.constraints,
            *(
                models.UniqueConstraint(
                    fields=["system", name],
                    condition=~models.Q(state="ended"),
                    name=f"one_place_of_a_{name}_in_a_scope",
                    violation_error_message=_("Its place in this scope is kept already; change that one."),
                )
                for name in ("service", "supplier", "item", "unit", "site")
            ),
        ]

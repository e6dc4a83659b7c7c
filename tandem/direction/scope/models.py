"""Management systems: which standard, in which edition, for what."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField

STANDARDS = [("iso-27001:2022", "ISO/IEC 27001:2022"), ("iso-20000-1:2018", "ISO/IEC 20000-1:2018")]
EARLIER = [
    ("iso-27001:2013", "ISO/IEC 27001:2013"),
    ("iso-27001:2005", "ISO/IEC 27001:2005"),
    ("iso-20000-1:2011", "ISO/IEC 20000-1:2011"),
]
EDITIONS = [*STANDARDS, *EARLIER]


MANAGEMENT_SYSTEM_STATES = (
    State("adopted", _("Adopted"), "active"),
    State("approved", _("Scope approved"), "good", next="certify"),
    State("certified", _("Certified"), "good", next=""),
    State("ended", _("Ended"), "quiet", final=True),
)


class ManagementSystem(Record):
    """That the organization works by one standard: its scope, who answers for it, and its certificate."""

    title = models.CharField(_("title"), max_length=200)
    standard = models.CharField(_("standard"), max_length=40, choices=EDITIONS)
    scope = models.TextField(_("scope statement"), blank=True, max_length=10_000)
    boundaries = models.TextField(_("what is not in scope, and why"), blank=True, max_length=10_000)
    interfaces = models.TextField(_("interfaces to other parties"), blank=True, max_length=10_000)
    state = StateField(MANAGEMENT_SYSTEM_STATES, max_length=12)
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("approved by")
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    certificate = models.CharField(_("certificate number"), max_length=100, blank=True)
    certification_body = models.CharField(_("certification body"), max_length=200, blank=True)
    surveillance_on = models.DateField(_("next audit by the certification body"), null=True, blank=True)
    certified_until = models.DateField(_("certified until"), null=True, blank=True)

    class Meta(Record.Meta):
        indexes = indexed("title", "standard", "state")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "standard"],
                condition=~models.Q(state="ended"),
                name="a_standard_is_adopted_once",
                violation_error_message=_("This standard is adopted already."),
            ),
        ]

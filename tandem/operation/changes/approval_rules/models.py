"""Who has to agree before something is changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Records
from tandem.ground.kernel.records import Record, indexed

APPLIES = [
    ("all", _("Every change")),
    ("services", _("Where a question for services is answered yes")),
    ("security", _("Where a question for security is answered yes")),
    ("board", _("What comes before the board or goes through design")),
    ("system", _("Changes of the management system")),
    ("emergency", _("Emergencies")),
]
KINDS = [
    ("service-owner", _("Owner of the service")),
    ("manager", _("Line manager of whoever asks")),
    ("people", _("People named here")),
    ("board", _("The board named here, at a meeting")),
]


class ChangeApprovalRule(Record):
    """One step of approval of changes: for which changes, who is asked, and how many have to agree."""

    title = models.CharField(_("step"), max_length=100)
    applies = models.CharField(_("for which changes"), max_length=10, choices=APPLIES, default="all")
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    kind = models.CharField(_("who is asked"), max_length=14, choices=KINDS, default="service-owner")
    people = Records(_("people"), to="people.Person", blank=True, most=20, longest=40)
    quorum = models.PositiveSmallIntegerField(_("how many have to agree"), default=1)

    class Meta(Record.Meta):
        indexes = indexed("title", "applies", "position")

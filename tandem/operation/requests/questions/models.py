"""What is asked of whoever asks for something."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Words
from tandem.ground.kernel.records import Record, indexed
from tandem.operation.requests.offerings.models import RequestOffering

KINDS = [
    ("text", _("Text")),
    ("choice", _("One of the choices")),
    ("number", _("Number")),
    ("day", _("Day")),
    ("yes-no", _("Yes or no")),
]


class RequestQuestion(Record):
    """A question that an offering asks, always or only after a certain answer to another one."""

    offering = models.ForeignKey(
        RequestOffering, models.PROTECT, related_name="questions", verbose_name=_("request offering")
    )
    title = models.CharField(_("question"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    kind = models.CharField(_("kind of answer"), max_length=8, choices=KINDS, default="text")
    choices = Words(_("choices"), blank=True, most=50, longest=100)
    is_required = models.BooleanField(_("must be answered"), default=True)
    only_if = models.ForeignKey(
        "self", models.PROTECT, related_name="leads_to", null=True, blank=True, verbose_name=_("only after")
    )
    only_answers = Words(_("and these answers"), blank=True, most=50, longest=100)

    class Meta(Record.Meta):
        indexes = indexed("title", "offering", "position")

"""Answers of suppliers about how they protect information."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.operation.suppliers.reviews.models import SupplierReview

TOPICS = [
    ("assurance", _("Certificates and reports")),
    ("access", _("Access")),
    ("people", _("People")),
    ("subcontractors", _("Those it relies on")),
    ("components", _("Parts and software")),
    ("place", _("Where information lies")),
    ("incidents", _("Incidents")),
    ("weaknesses", _("Weaknesses")),
    ("continuity", _("Copies and continuity")),
    ("end", _("End of the contract")),
    ("other", _("Something else")),
]
ANSWERS = [
    ("yes", _("Yes, shown")),
    ("partly", _("In part")),
    ("no", _("No")),
    ("not-concerned", _("Does not concern it")),
]


class SupplierAnswer(Record):
    """One question about security to a supplier, its answer, and what shows that it is so."""

    review = models.ForeignKey(
        SupplierReview, models.PROTECT, related_name="answers", verbose_name=_("review"), db_index=False
    )
    topic = models.CharField(_("topic"), max_length=15, choices=TOPICS, default="other")
    title = models.CharField(_("question"), max_length=300)
    answer = models.CharField(_("answer"), max_length=15, choices=ANSWERS, blank=True)
    evidence = models.TextField(_("what shows it, or what is missing"), blank=True, max_length=5_000)

    class Meta(Record.Meta):
        indexes = indexed("title", "review", "topic", "answer")

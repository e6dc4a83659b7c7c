"""Documented information: the controlled document and its versions."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.support.documents.vocabulary import AUDIENCES, CLASSIFICATIONS, KINDS, TOPICS


class DocumentQuerySet(RecordQuerySet):
    def for_customers(self) -> "DocumentQuerySet":
        """Documents in force that are public, which people of customers read."""
        return self.effective().filter(classification="public")

    def effective(self) -> "DocumentQuerySet":
        """Documents people work by."""
        return self.filter(state="effective")

    def due_before(self, day: date) -> "DocumentQuerySet":
        """Effective documents whose review is overdue on this day."""
        return self.effective().filter(next_review__lt=day)


DOCUMENT_STATES = (
    State("draft", _("Draft"), "quiet"),
    State("effective", _("Effective"), "good"),
    State("withdrawn", _("Withdrawn"), "quiet", final=True),
)


class Document(Record):
    """A policy, plan, procedure or record under control: who owns it, what is in force, when it is read again."""

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=KINDS, default="procedure")
    topic = models.CharField(_("topic"), max_length=40, choices=TOPICS, default="other")
    purpose = models.TextField(_("purpose"), blank=True, max_length=5_000)
    classification = models.CharField(_("classification"), max_length=20, choices=CLASSIFICATIONS, default="internal")
    state = StateField(DOCUMENT_STATES, max_length=20)
    edition = models.CharField(_("version in force"), max_length=20, blank=True)
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("approved by")
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    effective_from = models.DateField(_("effective from"), null=True, blank=True)
    review_months = Duration(_("review every … months"), default=12)
    next_review = models.DateField(_("next review"), null=True, blank=True)
    last_review = models.DateField(_("last review"), null=True, blank=True)
    location = models.CharField(_("where it lies"), max_length=300, blank=True)
    retention_months = Duration(_("keep for … months"), null=True, blank=True)
    read_by = models.CharField(_("must be read by"), max_length=12, choices=AUDIENCES, blank=True)
    readers = models.CharField(_("unit or role that reads it"), max_length=200, blank=True)
    read_days = models.PositiveSmallIntegerField(_("read within … days"), default=14)
    external_edition = models.CharField(_("edition in use"), max_length=100, blank=True)
    newest_edition = models.CharField(_("newest edition there is"), max_length=100, blank=True)
    edition_checked_on = models.DateField(_("edition looked up on"), null=True, blank=True, editable=False)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True, editable=False)
    keep_until = models.DateField(_("kept until"), null=True, blank=True, editable=False)
    disposal = models.CharField(_("how it was disposed of, and what shows it"), max_length=500, blank=True)
    disposed_on = models.DateField(_("disposed of on"), null=True, blank=True, editable=False)
    template = models.CharField(_("begun from the template"), max_length=60, blank=True)
    template_version = models.PositiveSmallIntegerField(_("version of the template"), null=True, blank=True)

    objects: ClassVar[Any] = RecordManager.from_queryset(DocumentQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed(
            "title",
            "kind",
            "topic",
            "state",
            "next_review",
            "classification",
            "template",
            "keep_until",
            "edition_checked_on",
        )

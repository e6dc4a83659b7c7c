"""Documented information: the controlled document and its versions."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.support.documents.vocabulary import AUDIENCES, CLASSIFICATIONS, KINDS, TOPICS


class DocumentQuerySet(RecordQuerySet):
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
    review_months = models.PositiveSmallIntegerField(_("review every … months"), default=12)
    next_review = models.DateField(_("next review"), null=True, blank=True)
    last_review = models.DateField(_("last review"), null=True, blank=True)
    location = models.CharField(_("where it lies"), max_length=300, blank=True)
    retention_months = models.PositiveSmallIntegerField(_("keep for … months"), null=True, blank=True)
    read_by = models.CharField(_("must be read by"), max_length=12, choices=AUDIENCES, blank=True)
    template = models.CharField(_("begun from the template"), max_length=60, blank=True)
    template_version = models.PositiveSmallIntegerField(_("version of the template"), null=True, blank=True)

    objects = RecordManager.from_queryset(DocumentQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "kind", "topic", "state", "next_review", "classification", "template")


DOCUMENT_VERSION_STATES = (
    State("draft", _("Draft"), "quiet"),
    State("in-review", _("In review"), "waiting"),
    State("approved", _("Approved"), "good"),
    State("superseded", _("Superseded"), "quiet", final=True),
    State("rejected", _("Rejected"), "bad", final=True),
)


class DocumentVersion(Record):
    """One version of a document: its text, who wrote it, who approved it, since when it is in force."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions", verbose_name=_("document"))
    number = models.CharField(_("number"), max_length=20)
    changes = models.TextField(_("what changed"), blank=True, max_length=5_000)
    text = models.TextField(_("text"), blank=True, max_length=200_000)
    author = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("author")
    )
    state = StateField(DOCUMENT_VERSION_STATES, max_length=20)
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    effective_from = models.DateField(_("effective from"), null=True, blank=True)
    review_round = models.PositiveSmallIntegerField(_("review round"), default=0, editable=False)

    class Meta(Record.Meta):
        indexes = [
            *indexed("number", "state", "effective_from"),
            models.Index(fields=["organization", "document", "id"]),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["document", "number"], name="one_version_of_a_number"),
        ]


DOCUMENT_REVIEW_STATES = (
    State("asked", _("Asked"), "waiting"),
    State("agreed", _("Agreed"), "good", final=True),
    State("objected", _("Objected"), "bad", final=True),
    State("lapsed", _("Lapsed"), "quiet", final=True),
)


class DocumentReview(Record):
    """One reviewer's answer to one version in one round: agreed, or objected and why."""

    document_version = models.ForeignKey(
        DocumentVersion, models.PROTECT, related_name="reviews", verbose_name=_("document version")
    )
    title = models.CharField(_("what is reviewed"), max_length=230, editable=False)
    review_round = models.PositiveSmallIntegerField(_("round"), default=1, editable=False)
    due = models.DateField(_("answer by"), null=True, blank=True)
    comments = models.TextField(_("comments"), blank=True, max_length=10_000)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True, editable=False)
    state = StateField(DOCUMENT_REVIEW_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = [
            *indexed("title", "state", "due"),
            models.Index(fields=["organization", "document_version", "id"]),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["document_version", "review_round", "owner"],
                name="one_review_each_round",
                violation_error_message=_("This person reviews the version already."),
            ),
        ]


ACKNOWLEDGEMENT_STATES = (
    State("asked", _("Asked"), "waiting"),
    State("read", _("Read"), "good", final=True),
    State("lapsed", _("Lapsed"), "quiet", final=True),
)


class Acknowledgement(Record):
    """That a person has to read one version of a document, and when they confirmed that they did."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="acknowledgements", verbose_name=_("document"))
    title = models.CharField(_("what is read"), max_length=230, editable=False)
    edition = models.CharField(_("version read"), max_length=20, editable=False)
    due = models.DateField(_("read by"), null=True, blank=True)
    read_at = models.DateTimeField(_("confirmed at"), null=True, blank=True, editable=False)
    state = StateField(ACKNOWLEDGEMENT_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = [
            *indexed("title", "state", "due", "read_at"),
            models.Index(fields=["organization", "document", "id"]),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["document", "edition", "owner"],
                name="one_acknowledgement_each_version",
                violation_error_message=_("This person is asked already."),
            ),
        ]


POLICY_EXCEPTION_STATES = (
    State("requested", _("Requested"), "waiting"),
    State("approved", _("In force"), "active"),
    State("refused", _("Refused"), "quiet", final=True),
    State("ended", _("Ended"), "good", final=True),
    State("expired", _("Expired"), "bad"),
)


class PolicyException(Record):
    """A deviation from a document that somebody else agreed to, for a limited time, with the risk known."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="exceptions", verbose_name=_("document"))
    title = models.CharField(_("title"), max_length=200)
    deviation = models.TextField(_("what is deviated from"), max_length=5_000)
    place = models.CharField(_("where: unit, system, service"), max_length=300)
    item = models.ForeignKey(
        "inventory.Item", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("item concerned")
    )
    reason = models.TextField(_("reason"), max_length=5_000)
    measures = models.TextField(_("what makes up for it"), max_length=5_000)
    risk = models.ForeignKey(
        "risks.Risk", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("risk")
    )
    requested_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("requested by")
    )
    expires_on = models.DateField(_("ends on"))
    renews = models.ForeignKey(
        "self", models.PROTECT, related_name="renewals", null=True, blank=True, verbose_name=_("follows on from")
    )
    state = StateField(POLICY_EXCEPTION_STATES, max_length=10)
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("approved by")
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta(Record.Meta):
        indexes = [
            *indexed("title", "state", "expires_on", "approved_on"),
            models.Index(fields=["organization", "document", "id"]),
        ]

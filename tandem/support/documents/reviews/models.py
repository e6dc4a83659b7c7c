"""What people who were asked say of a version before it is approved."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.support.documents.versions.models import DocumentVersion

DOCUMENT_REVIEW_STATES = (
    State("asked", _("Asked"), "waiting"),
    State("agreed", _("Agreed"), "good", final=True),
    State("objected", _("Objected"), "bad", final=True),
    State("lapsed", _("Lapsed"), "quiet", final=True),
)


class DocumentReview(Record):
    """One reviewer's answer to one version in one round: agreed, or objected and why."""

    document_version = models.ForeignKey(
        DocumentVersion, models.PROTECT, related_name="reviews", verbose_name=_("document version"), db_index=False
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

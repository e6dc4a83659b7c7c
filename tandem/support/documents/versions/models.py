"""Versions of documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.support.documents.models import Document

DOCUMENT_VERSION_STATES = (
    State("draft", _("Draft"), "quiet"),
    State("in-review", _("In review"), "waiting"),
    State("approved", _("Approved"), "good"),
    State("superseded", _("Superseded"), "quiet", final=True),
    State("rejected", _("Rejected"), "bad", final=True),
)


class DocumentVersion(Record):
    """One version of a document: its text, who wrote it, who approved it, since when it is in force."""

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="versions", verbose_name=_("document"), db_index=False
    )
    number = models.CharField(_("number"), max_length=20)
    changes = models.TextField(_("what changed"), blank=True, max_length=5_000)
    text = models.TextField(_("text"), blank=True, max_length=200_000)
    file_text = models.TextField(_("words of its files"), blank=True, max_length=200_000, editable=False)
    author = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("author")
    )
    state = StateField(DOCUMENT_VERSION_STATES, max_length=20)
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    effective_from = models.DateField(_("effective from"), null=True, blank=True)
    is_decided = models.BooleanField(
        _("its times and amounts are decided"),
        default=False,
        help_text=_("Tick this once every time and amount that came with a template is what you mean to keep."),
    )
    undecided = models.TextField(_("still to be decided"), blank=True, editable=False)
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

    @property
    def words(self) -> str:
        """What the version says: its text, or what its files say while it has none."""
        return self.text if self.text.strip() else self.file_text

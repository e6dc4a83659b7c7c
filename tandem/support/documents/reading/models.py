"""Who read which version of a document."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.support.documents.models import Document

ACKNOWLEDGEMENT_STATES = (
    State("asked", _("Asked"), "waiting"),
    State("read", _("Read"), "good", final=True),
    State("lapsed", _("Lapsed"), "quiet", final=True),
)


class Acknowledgement(Record):
    """That a person has to read one version of a document, and when they confirmed that they did."""

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="acknowledgements", verbose_name=_("document"), db_index=False
    )
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

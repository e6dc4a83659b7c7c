"""Who was invited to a training session, and who came."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.support.people.models import Person
from tandem.support.people.sessions.models import TrainingSession


class SessionAttendance(Record):
    """Somebody who is invited to a training session, and whether they came."""

    session = models.ForeignKey(
        TrainingSession, models.PROTECT, related_name="attendances", verbose_name=_("session"), db_index=False
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="attendances", verbose_name=_("person"), db_index=False
    )
    title = models.CharField(_("name"), max_length=200, editable=False)
    came = models.BooleanField(_("came"), null=True, blank=True)
    remark = models.CharField(_("remark"), max_length=300, blank=True)

    class Meta(Record.Meta):
        indexes = indexed("session", "title", "came")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["session", "person"],
                name="one_attendance_each",
                violation_error_message=_("This person is listed already."),
            ),
        ]

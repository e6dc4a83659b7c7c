"""Pipelines that build, try and deploy releases, and what they reported."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.models import Scoped
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField

PIPELINE_STATES = (State("in-use", _("In use"), "good", next=""), State("stopped", _("Stopped"), "quiet"))


class Pipeline(Record):
    """A system that builds, tries and deploys, and reports so on releases by signed messages.

    Its secret is worked out from the installation's key and counted up when it is made anew, so it is kept nowhere.
    """

    title = models.CharField(_("pipeline"), max_length=100)
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="pipelines",
        null=True,
        blank=True,
        verbose_name=_("only releases of the service"),
        db_index=False,
    )
    secret_number = models.PositiveIntegerField(_("number of its secret"), default=0, editable=False)
    secret_since = models.DateTimeField(_("secret since"), null=True, blank=True, editable=False)
    former_until = models.DateTimeField(_("former secret works until"), null=True, blank=True, editable=False)
    state = StateField(PIPELINE_STATES, max_length=8)

    class Meta(Record.Meta):
        indexes = indexed("title", "service", "state")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "title"],
                name="pipeline_once",
                violation_error_message=_("There is a pipeline of that name."),
            ),
        ]


class PipelineMessage(Scoped):
    """A message of a pipeline, known again by its number, and whether it was followed."""

    pipeline = models.ForeignKey(Pipeline, models.CASCADE, related_name="+")
    number = models.CharField(max_length=100)
    received_at = models.DateTimeField()
    was_followed = models.BooleanField(default=False)

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=["pipeline", "number"], name="pipeline_message_once")]

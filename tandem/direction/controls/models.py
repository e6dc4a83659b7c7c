"""What the organization does for security, whether it works, and which controls it states to apply."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration, Words
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

PROGRESS = [
    ("not-begun", _("Not begun")),
    ("planned", _("Planned")),
    ("partly", _("In part")),
    ("implemented", _("Implemented")),
]
STANDINGS = [
    ("no-test", _("No test defined")),
    ("never-run", _("Never run")),
    ("passed", _("Passed")),
    ("failed", _("Failed")),
    ("unclear", _("Unclear")),
]
EFFECTS = [
    ("unknown", _("Not known yet")),
    ("designed", _("Designed only")),
    ("effective", _("Effective")),
    ("not-effective", _("Not effective")),
]


class ControlQuerySet(RecordQuerySet):
    def in_use(self) -> "ControlQuerySet":
        """Controls that are not retired."""
        return self.exclude(state="retired")

    def due_before(self, day: date) -> "ControlQuerySet":
        """Controls whose test is overdue on this day."""
        return self.in_use().filter(next_test__lt=day)


CONTROL_STATES = (
    State("not-begun", _("Not begun"), "quiet"),
    State("planned", _("Planned"), "active", next="implement"),
    State("partly", _("In part"), "waiting"),
    State("implemented", _("Implemented"), "good"),
    State("retired", _("Retired"), "quiet", final=True),
)


class Control(Record):
    """Something the organization does against risks; one may answer many requirements of many standards."""

    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("what is done"), blank=True, max_length=20_000)
    requirements = Words(_("answers"), blank=True)
    duties = models.TextField(
        _("what it does for each"),
        blank=True,
        max_length=20_000,
        help_text=_("One line each, such as A.5.15: who may see what is decided by …; needed above ten requirements."),
    )
    counts_along = models.BooleanField(_("counts for what corresponds in other catalogues"), default=False)
    evidence = models.TextField(_("what shows it"), blank=True, max_length=5_000)
    state = StateField(CONTROL_STATES, max_length=12)
    due = models.DateField(_("to be implemented by"), null=True, blank=True)
    test_method = models.TextField(_("how it is tested"), blank=True, max_length=5_000)
    test_months = Duration(_("test every … months"), null=True, blank=True)
    standing = models.CharField(_("test result"), max_length=10, choices=STANDINGS, default="no-test", editable=False)
    design = models.CharField(_("design"), max_length=10, choices=STANDINGS, default="no-test", editable=False)
    operation = models.CharField(_("operation"), max_length=10, choices=STANDINGS, default="no-test", editable=False)
    effect = models.CharField(_("effectiveness"), max_length=14, choices=EFFECTS, default="unknown", editable=False)
    last_test = models.DateField(_("last test"), null=True, blank=True, editable=False)
    next_test = models.DateField(_("next test"), null=True, blank=True)

    objects: ClassVar[Any] = RecordManager.from_queryset(ControlQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "standing", "effect", "next_test", "due")

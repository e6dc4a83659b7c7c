"""What the organization does for security, whether it works, and which controls it states to apply."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

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
    State("planned", _("Planned"), "active"),
    State("partly", _("In part"), "waiting"),
    State("implemented", _("Implemented"), "good"),
    State("retired", _("Retired"), "quiet", final=True),
)


class Control(Record):
    """Something the organization does against risks; one may answer many requirements of many standards."""

    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("what is done"), blank=True, max_length=20_000)
    requirements = models.JSONField(_("answers"), default=list, blank=True)
    counts_along = models.BooleanField(_("counts for what corresponds in other catalogues"), default=False)
    evidence = models.TextField(_("what shows it"), blank=True, max_length=5_000)
    state = StateField(CONTROL_STATES, max_length=12)
    due = models.DateField(_("to be implemented by"), null=True, blank=True)
    test_method = models.TextField(_("how it is tested"), blank=True, max_length=5_000)
    test_months = models.PositiveSmallIntegerField(_("test every … months"), null=True, blank=True)
    standing = models.CharField(_("test result"), max_length=10, choices=STANDINGS, default="no-test", editable=False)
    design = models.CharField(_("design"), max_length=10, choices=STANDINGS, default="no-test", editable=False)
    operation = models.CharField(_("operation"), max_length=10, choices=STANDINGS, default="no-test", editable=False)
    effect = models.CharField(_("effectiveness"), max_length=14, choices=EFFECTS, default="unknown", editable=False)
    last_test = models.DateField(_("last test"), null=True, blank=True, editable=False)
    next_test = models.DateField(_("next test"), null=True, blank=True)

    objects = RecordManager.from_queryset(ControlQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "standing", "effect", "next_test", "due")


class ControlTest(Record):
    """One test of a control: whether it is well designed, or whether it works; never changed afterwards."""

    control = models.ForeignKey(Control, models.PROTECT, related_name="tests", verbose_name=_("control"))
    title = models.CharField(_("what was looked at"), max_length=200)
    aspect = models.CharField(
        _("aspect"),
        max_length=10,
        default="operation",
        choices=[("design", _("Design")), ("operation", _("Operation"))],
    )
    result = models.CharField(
        _("result"),
        max_length=8,
        choices=[("passed", _("Passed")), ("failed", _("Failed")), ("unclear", _("Unclear"))],
    )
    done_on = models.DateField(_("done on"))
    sample = models.CharField(_("sample"), max_length=300, blank=True)
    findings = models.TextField(_("findings"), blank=True, max_length=10_000)
    tester = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, editable=False, verbose_name=_("tested by")
    )

    class Meta(Record.Meta):
        indexes = [*indexed("title", "result", "done_on"), models.Index(fields=["organization", "control", "id"])]


STATEMENT_STATES = (
    State("draft", _("Draft"), "active"),
    State("approved", _("Approved"), "good"),
    State("superseded", _("Superseded"), "quiet", final=True),
)


class Statement(Record):
    """A Statement of Applicability: for every control of a catalogue whether it applies, why, and how far it is."""

    title = models.CharField(_("title"), max_length=200)
    framework = models.CharField(_("catalogue of controls"), max_length=200, default="iso-27001:2022")
    based_on = models.ForeignKey(
        "self", models.PROTECT, related_name="followers", null=True, blank=True, verbose_name=_("carried over from")
    )
    purpose = models.TextField(_("occasion"), blank=True, max_length=5_000)
    state = StateField(STATEMENT_STATES, max_length=12)
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, editable=False, verbose_name=_("approved by")
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    number = models.PositiveSmallIntegerField(_("version of the statement"), null=True, blank=True, editable=False)

    class Meta(Record.Meta):
        indexes = indexed("title", "framework", "state", "approved_on")


class StatementEntry(Record):
    """The decision on one control: applicable or excluded, the reasons, and how far it is implemented.

    Reasons follow from risks and obligations while the statement is a draft, except those in `own_reasons`, which a
    person set. `forerunners` are the requirements of another edition whose decision this one inherited; `carried` says
    which controls and links were extended when it was confirmed.
    """

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="entries", verbose_name=_("statement"))
    ref = models.CharField(_("control"), max_length=60)
    title = models.CharField(_("title"), max_length=300)
    decision = models.CharField(
        _("decision"),
        max_length=10,
        blank=True,
        choices=[("applicable", _("Applicable")), ("excluded", _("Excluded"))],
    )
    because_risk = models.BooleanField(_("because of a risk"), default=False)
    because_law = models.BooleanField(_("because of a law"), default=False)
    because_contract = models.BooleanField(_("because of a contract"), default=False)
    because_practice = models.BooleanField(_("because it is good practice"), default=False)
    justification = models.TextField(_("justification"), blank=True, max_length=5_000)
    progress = models.CharField(_("implementation"), max_length=12, choices=PROGRESS, default="not-begun")
    progress_reason = models.CharField(_("why another than the controls say"), max_length=300, blank=True)
    inherited_from = models.CharField(_("inherited from"), max_length=300, blank=True)
    is_confirmed = models.BooleanField(_("confirmed"), default=True)
    own_reasons = models.JSONField(_("reasons set by hand"), default=list, blank=True)
    forerunners = models.JSONField(_("forerunners"), default=list, blank=True)
    carried = models.JSONField(_("brought along"), default=dict, blank=True, editable=False)
    backing = models.JSONField(_("what stood behind it at approval"), default=dict, blank=True, editable=False)

    class Meta(Record.Meta):
        indexes = [
            *indexed("ref", "decision", "progress"),
            models.Index(fields=["organization", "statement", "id"]),
        ]

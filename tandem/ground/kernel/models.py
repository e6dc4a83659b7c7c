"""What goes with every kind of record: links, files, comments, actions, views, tags, own fields, reminders, jobs."""

from datetime import date
from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel import arrivals
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField


class Scoped(models.Model):
    """A row that belongs to one organization and is reached only while that one is active."""

    organization = models.ForeignKey(
        "accounts.Organization", models.PROTECT, related_name="+", editable=False, db_index=False
    )

    objects = RecordManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


class ReferenceCounter(Scoped):
    """The last number given out in one organization for one register (and year)."""

    register = models.CharField(max_length=50)
    year = models.PositiveIntegerField(default=0)
    last = models.PositiveIntegerField(default=0)

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=["organization", "register", "year"], name="one_counter_each")]


class About(Scoped):
    """Something that hangs on one record of any register."""

    register = models.CharField(max_length=50)
    record_id = models.BigIntegerField()
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", null=True, editable=False)
    created_at = models.DateTimeField(editable=False)

    class Meta(Scoped.Meta):
        abstract = True
        indexes = [models.Index(fields=["organization", "register", "record_id", "id"])]


class Comment(About):
    """An entry of a record's stream: a comment, reply, note, change or mail, for whom it is and how it came.

    `created_by` is the user who wrote it; `sender` names who did where that is no user, such as an address of mail.
    """

    class Kind(models.TextChoices):
        COMMENT = "comment", _("Comment")
        REPLY = "reply", _("Reply")
        NOTE = "note", _("Note")
        CHANGE = "change", _("Change")
        MAIL = "mail", _("Mail")

    class Audience(models.TextChoices):
        INTERNAL = "internal", _("Only inside")
        PUBLIC = "public", _("Also for who asked")

    class Channel(models.TextChoices):
        PAGE = "page", _("Page")
        API = "api", _("API")
        IMPORT = "import", _("Import")
        CLI = "cli", _("Command line")
        JOB = "job", _("By itself")
        MAIL = "mail", _("Mail")

    text = models.TextField(_("comment"), max_length=20_000)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.COMMENT)
    audience = models.CharField(_("for whom"), max_length=10, choices=Audience.choices, default=Audience.INTERNAL)
    channel = models.CharField(_("came by"), max_length=10, choices=Channel.choices, default=Channel.PAGE)
    sender = models.CharField(_("sender"), max_length=254, blank=True)


class Brought(About):
    """An approval that an import brought with a record: it counts once somebody else has confirmed it here."""

    reference = models.CharField(max_length=40)
    fields = models.JSONField(_("what it said"), default=dict)
    run = models.CharField(max_length=40, blank=True)
    file = models.CharField(_("file"), max_length=255, blank=True)
    line = models.PositiveIntegerField(_("line"), default=0)
    confirmed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", null=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)

    class Meta(About.Meta):
        indexes = [
            *About.Meta.indexes,
            models.Index(
                fields=["organization", "register", "record_id"],
                condition=models.Q(confirmed_at=None),
                name="brought_unconfirmed",
            ),
        ]


class Link(About):
    """A connection from one record to another record or to a requirement of a standard."""

    class Kind(models.TextChoices):
        RELATED = "related", _("is related to")
        DEPENDS_ON = "depends-on", _("depends on")
        CAUSED_BY = "caused-by", _("is caused by")
        TREATED_BY = "treated-by", _("is treated by")
        EVIDENCE_FOR = "evidence-for", _("is evidence for")
        DUPLICATE_OF = "duplicate-of", _("is a duplicate of")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.RELATED)
    to_register = models.CharField(max_length=50, blank=True)
    to_record_id = models.BigIntegerField(null=True)
    requirement = models.CharField(_("requirement"), max_length=80, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta(About.Meta):
        indexes = [
            *About.Meta.indexes,
            models.Index(fields=["organization", "to_register", "to_record_id"]),
            models.Index(fields=["organization", "requirement"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "register", "record_id", "kind", "to_register", "to_record_id", "requirement"],
                name="one_link_of_a_kind",
                nulls_distinct=False,
            )
        ]


class Attachment(About):
    """A file on a record, known by the SHA-256 of its content."""

    name = models.CharField(_("file name"), max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=200, editable=False)


class ActionQuerySet(RecordQuerySet):
    def open(self) -> "ActionQuerySet":
        """Actions that still wait."""
        return self.filter(state="open")

    def due_before(self, day: date) -> "ActionQuerySet":
        """Open actions whose day has passed."""
        return self.open().filter(due__lt=day)


ACTION_STATES = (
    State("open", _("Open"), "active"),
    State("done", _("Done"), "good", final=True),
    State("dropped", _("Dropped"), "quiet", final=True),
)


_NOT_NEGATIVE: Any = {"null": True, "blank": True, "validators": [MinValueValidator(0)]}


class Action(Record):
    """One thing somebody has to do, whatever it came from; the inbox of each person is made of these."""

    title = models.CharField(_("title"), max_length=200)
    details = models.TextField(_("details"), blank=True, max_length=20_000)
    due = models.DateField(_("due"), null=True, blank=True)
    state = StateField(ACTION_STATES, max_length=20)
    source_register = models.CharField(_("kind of source"), max_length=50, blank=True)
    source_reference = models.CharField(_("source"), max_length=40, blank=True)
    declared_hours = models.DecimalField(_("hours declared for it"), max_digits=6, decimal_places=2, **_NOT_NEGATIVE)
    hours = models.DecimalField(_("hours it took"), max_digits=6, decimal_places=2, **_NOT_NEGATIVE)
    outcome = models.TextField(_("outcome"), blank=True, max_length=20_000)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    objects: ClassVar[Any] = RecordManager.from_queryset(ActionQuerySet)()

    class Meta(Record.Meta):
        indexes = [
            *indexed("title", "due", "state"),
            models.Index(fields=["organization", "source_register", "source_reference"]),
        ]


class SavedView(Scoped):
    """A list as somebody likes it: filters, sort and columns under a name, for themselves or for all."""

    register = models.CharField(max_length=50)
    name = models.CharField(_("name"), max_length=80)
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    is_shared = models.BooleanField(_("for everybody"), default=False)
    query = models.JSONField(default=dict)

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organization", "register", "user", "name"], name="one_view_of_a_name")
        ]


class TagUse(Scoped):
    """That a record carries a tag; kept beside the record so that lists can be filtered by it."""

    register = models.CharField(max_length=50)
    record_id = models.BigIntegerField()
    tag = models.CharField(max_length=80)

    class Meta(Scoped.Meta):
        indexes = [
            models.Index(fields=["organization", "register", "tag", "record_id"]),
            models.Index(fields=["organization", "register", "record_id"]),
        ]


class FieldDefinition(Scoped):
    """A field that an organization added to a register."""

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        NUMBER = "number", _("Number")
        DATE = "date", _("Date")
        BOOLEAN = "boolean", _("Yes or no")
        CHOICE = "choice", _("Choice")

    register = models.CharField(max_length=50)
    key = models.SlugField(_("key"), max_length=40)
    label = models.CharField(_("label"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    choices = models.JSONField(_("choices"), default=list, blank=True)
    help = models.CharField(_("help"), max_length=300, blank=True)
    is_required = models.BooleanField(_("must be filled in"), default=False)
    is_retired = models.BooleanField(_("no longer used"), default=False)
    position = models.PositiveIntegerField(default=0)

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organization", "register", "key"], name="one_own_field_of_a_key")
        ]
        ordering = ["position", "id"]


class OwnValue(Scoped):
    """The value of an own field in a form that lists can filter by."""

    register = models.CharField(max_length=50)
    record_id = models.BigIntegerField()
    key = models.CharField(max_length=40)
    text = models.CharField(max_length=200)

    class Meta(Scoped.Meta):
        indexes = [
            models.Index(fields=["organization", "register", "key", "text", "record_id"]),
            models.Index(fields=["organization", "register", "record_id"]),
        ]


class Reminder(About):
    """A note to somebody about a record on a day; it becomes an action in their inbox then."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    on = models.DateField(_("on"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True, editable=False)

    class Meta(About.Meta):
        indexes = [*About.Meta.indexes, models.Index(fields=["sent_at", "on"])]


class SearchDocument(Scoped):
    """The text of a record as the full-text index sees it."""

    register = models.CharField(max_length=50)
    record_id = models.BigIntegerField()
    reference = models.CharField(max_length=40)
    title = models.TextField()
    body = models.TextField()
    scope = models.CharField(max_length=120, help_text="Tokens that narrow a search to an organization and register.")
    heading = models.TextField(default="", help_text="The title as the index knows it.")

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organization", "register", "record_id"], name="one_search_document_each")
        ]


class Arrival(Scoped):
    """Records that come in over many short transactions, hidden until the last; see `arrivals`."""

    is_hidden = models.BooleanField(default=True)
    seen_at = models.DateTimeField()

    class Meta(Scoped.Meta):
        indexes = [models.Index(fields=["organization"], condition=models.Q(is_hidden=True), name="hidden_arrivals")]


class ArrivedRow(Scoped):
    """A record that an arrival brought, changed or deleted: between which versions, by which line of the file."""

    arrival = models.ForeignKey(Arrival, models.CASCADE, related_name="rows", db_index=False)
    register = models.CharField(max_length=50)
    record_id = models.BigIntegerField()
    is_new = models.BooleanField()
    is_gone = models.BooleanField(default=False, help_text="It was deleted.")
    version_before = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    line = models.PositiveIntegerField(null=True)

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(fields=["register", "record_id", "arrival"], name="one_row_of_a_record_arriving")
        ]
        indexes = [models.Index(fields=["arrival", "id"], name="arrived_in_order")]


class Comparison(Scoped):
    """One time that tables and stored files were held against the ledger, and where they differed."""

    is_whole = models.BooleanField(help_text="All of it, or only what was written lately.")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    rows = models.PositiveIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    findings = models.JSONField(default=list)
    problem = models.TextField(blank=True, help_text="What does not hold in the ledger itself.")

    class Meta(Scoped.Meta):
        indexes = [models.Index(fields=["organization", "is_whole", "-began_at"])]


class InboxEntry(Scoped):
    """That a record waits for a person, or for every manager, until a day; kept beside the record."""

    register = models.CharField(max_length=50)
    record_id = models.BigIntegerField()
    place = models.PositiveSmallIntegerField(help_text="Which of the things its register declares as waiting.")
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+", null=True, db_index=False)
    except_for = models.ForeignKey("accounts.User", models.SET_NULL, related_name="+", null=True, db_index=False)
    due = models.DateField(null=True)

    class Meta(Scoped.Meta):
        indexes = [
            models.Index(fields=["organization", "user", "register", "due"]),
            models.Index(fields=["organization", "register", "record_id"]),
        ]


class InboxMark(Scoped):
    """By which declarations the inbox of an organization was indexed last."""

    digest = models.CharField(max_length=64)

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=["organization"], name="one_inbox_mark_each")]


arrivals.keep_beside(Comment, Link, Attachment, Reminder, TagUse, OwnValue, SearchDocument, InboxEntry, Brought)


class Job(models.Model):
    """Work done in the background: who asked for it, how far it is, what came of it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    organization = models.ForeignKey(
        "accounts.Organization", models.CASCADE, related_name="+", null=True, db_index=False
    )
    user = models.ForeignKey("accounts.User", models.SET_NULL, related_name="+", null=True)
    task = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    run_at = models.DateTimeField()
    unique_key = models.CharField(max_length=120, null=True, unique=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    steps_done = models.PositiveBigIntegerField(default=0)
    steps = models.PositiveBigIntegerField(default=0)
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "run_at"]), models.Index(fields=["organization", "-id"])]

    def __str__(self) -> str:
        return f"{self.task} ({self.state})"


class WorkerBeat(models.Model):
    """One worker of the installation: where it runs, and when it was last heard of. One that stops takes it along."""

    name = models.CharField(max_length=200, unique=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class SentForm(models.Model):
    """A form that was sent: what came of it is shown when it is sent again, instead of being made twice."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    token = models.CharField(max_length=64)
    location = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "token"], name="a_form_is_sent_once")]

    def __str__(self) -> str:
        return self.token

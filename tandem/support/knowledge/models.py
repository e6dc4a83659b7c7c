"""Knowledge: what people need to know to provide, support and use the services."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

KINDS = [
    ("how-to", _("How something is done")),
    ("known-error", _("Known error")),
    ("question", _("Question and answer")),
    ("reference", _("Facts to look up")),
]
AUDIENCES = [
    ("support", _("Those who support the service")),
    ("staff", _("All members of staff")),
    ("everyone", _("Customers, too")),
]
FOR_STAFF = ("staff", "everyone")
IN_FORCE = ("published", "revising")

ARTICLE_STATES = (
    State("draft", _("Draft"), "quiet"),
    State("review", _("In review"), "waiting"),
    State("published", _("Published"), "good"),
    State("revising", _("Published, being revised"), "active"),
    State("retired", _("Retired"), "quiet", final=True),
)


class ArticleQuerySet(RecordQuerySet):
    def in_force(self) -> "ArticleQuerySet":
        """Articles that people are shown."""
        return self.filter(state__in=IN_FORCE)

    def for_customers(self) -> "ArticleQuerySet":
        """Articles that people of customers are shown."""
        return self.in_force().filter(audience="everyone")


class Article(Record):
    """Something people need to know, for whom, who answers for it, and when it was last looked at.

    The text in force is the last one approved; what is being written stands beside it until somebody else approves it.
    """

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS, default="how-to")
    audience = models.CharField(_("written for"), max_length=8, choices=AUDIENCES, default="support")
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="articles",
        null=True,
        blank=True,
        verbose_name=_("service"),
        db_index=False,
    )
    source = models.CharField(_("learnt from"), max_length=40, blank=True)
    draft = models.TextField(_("text being written"), blank=True, max_length=50_000)
    change_note = models.CharField(_("what is new"), max_length=300, blank=True)
    text = models.TextField(_("text in force"), blank=True, max_length=50_000)
    edition = models.PositiveIntegerField(_("edition"), default=0)
    author = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("author"),
        db_index=False,
    )
    approved_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("approved by"),
        db_index=False,
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    review_months = Duration(_("looked at every … months"), default=12)
    last_review = models.DateField(_("last looked at"), null=True, blank=True)
    next_review = models.DateField(_("next look"), null=True, blank=True)
    used = models.PositiveIntegerField(_("used"), default=0)
    helpful = models.PositiveIntegerField(_("helpful"), default=0)
    not_helpful = models.PositiveIntegerField(_("not helpful"), default=0)
    state = StateField(ARTICLE_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(ArticleQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "kind", "audience", "service", "state", "next_review", "used", "helpful")

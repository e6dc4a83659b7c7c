"""How articles were used."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.support.knowledge.models import Article


class ArticleUse(Record):
    """Somebody used an article, perhaps for a ticket, and may say whether it helped."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="uses", verbose_name=_("article"))
    used_for = models.CharField(_("used for (ticket, or in words)"), max_length=200)
    has_helped = models.BooleanField(_("it helped"), null=True, blank=True)
    comment = models.CharField(_("comment"), max_length=500, blank=True)
    used_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("used by"),
        db_index=False,
    )

    class Meta(Record.Meta):
        indexes = indexed("article", "has_helped", "used_for")

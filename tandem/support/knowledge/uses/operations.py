"""Counting on the article how often it was used and whether it helped."""

from typing import Any

from django.db.models import Count, Q

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.support.knowledge.models import Article
from tandem.support.knowledge.uses.models import ArticleUse


def count(actor: Actor, use: Any) -> None:
    """Write the counts on the article, worked out anew from every use."""
    counted = ArticleUse.objects.filter(article_id=use.article_id).aggregate(
        used=Count("pk"), helpful=Count("pk", Q(has_helped=True)), not_helpful=Count("pk", Q(has_helped=False))
    )
    writing.follow(as_tandem(actor), declared_for(Article), use.article, counted, "used", use.used_for)


def count_again(actor: Actor, use: Any, before: Any) -> None:
    """The same after somebody has said whether it helped."""
    if before.has_helped != use.has_helped:
        count(actor, use)

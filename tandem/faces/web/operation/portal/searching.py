"""What is known already: articles and offerings for those who ask, while they type and as a page."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tandem.faces.web.operation.portal import asking, callers
from tandem.faces.web.operation.suggestions.pages import suggested
from tandem.faces.web.shell import Visit, inside_for_all
from tandem.ground.kernel import permissions, writing
from tandem.ground.kernel import search as finding
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid, NotFound
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.search import Hit
from tandem.operation.requests.offerings.register import REQUEST_OFFERINGS
from tandem.support.knowledge.models import IN_FORCE, Article
from tandem.support.knowledge.register import ARTICLES
from tandem.support.knowledge.uses.register import ARTICLE_USES

MOST, SHORTEST = 6, 3
OFTEN = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """Something that may be what somebody looks for; without an address its text stands here."""

    title: str
    text: str
    url: str
    icon: str


def articles(actor: Actor) -> Any:
    """The articles in force that are written for somebody."""
    if actor.customer_id is not None:
        return Article.objects.for_customers()
    return permissions.visible(actor, ARTICLES).filter(state__in=IN_FORCE)


def often_asked(visit: Visit) -> list[tuple[str, str]]:
    """The articles that were used most: title and address."""
    rows = articles(visit.actor).order_by("-used", "title").values_list("reference", "title")[:OFTEN]
    return [(title, visit.url("help-article", reference)) for reference, title in rows]


def answers(visit: Visit, text: str) -> list[Answer]:
    """Articles, known errors for those inside, and offerings that a text names, likeliest first."""
    if len(text.strip()) < SHORTEST:
        return []
    return [*_articles(visit, text), *_known_errors(visit, text), *_offerings(visit, text)]


def _articles(visit: Visit, text: str) -> list[Answer]:
    hits = _alike(visit.actor, ARTICLES, text, articles(visit.actor))
    texts = dict(Article.objects.filter(pk__in=[hit.record_id for hit in hits]).values_list("pk", "text"))
    return [
        Answer(hit.title, texts[hit.record_id][:160], visit.url("help-article", hit.reference), "book-open-text")
        for hit in hits
    ]


def _known_errors(visit: Visit, text: str) -> list[Answer]:
    if visit.actor.customer_id is not None:
        return []
    known = [suggestion for suggestion in suggested(visit.actor, text) if not suggestion.is_article]
    return [Answer(suggestion.title, suggestion.text, "", "lightbulb") for suggestion in known]


def _offerings(visit: Visit, text: str) -> list[Answer]:
    hits = _alike(visit.actor, REQUEST_OFFERINGS, text, asking.offerings(visit.actor))
    return [Answer(hit.title, "", visit.url("help-ask", hit.reference), "package-plus") for hit in hits]


def _alike(actor: Actor, register: Register, text: str, among: Any) -> list[Hit]:
    """Hits among these records only: what somebody may read in the portal is said by them, not by the register."""
    keys = list(among.order_by().values_list("pk", flat=True))
    hits = finding.alike(as_tandem(actor), register, text, Q(pk__in=keys), MOST) if keys else []
    return hits or _with_every_word(among, register, text)


def _with_every_word(among: Any, register: Register, text: str) -> list[Hit]:
    """What has all of the words, short ones too."""
    rows = finding.narrow(among, register, text).order_by("title").values_list("pk", "reference", "title")[:MOST]
    return [Hit(register, *row) for row in rows]


@require_GET
@inside_for_all
def search(visit: Visit) -> HttpResponse:
    """What a text leads to, as part of a page while somebody types, else as a page."""
    asked = visit.request.GET
    text = (asked.get("q") or asked.get("title") or "").strip()[:200]
    hits = answers(visit, text)
    if "HX-Request" in visit.request.headers:
        return visit.part("portal/found.html", answers=hits, text=text)
    return visit.page(
        "portal/search.html", title=_("Search"), answers=hits, text=text, may_ask=callers.may_ask(visit.actor)
    )


@require_http_methods(["GET", "POST"])
@inside_for_all
def article(visit: Visit, reference: str) -> HttpResponse:
    """An article as it is read; a word on whether it helped is counted."""
    chosen = articles(visit.actor).with_reference(reference).first()
    if chosen is None:
        raise NotFound(_("There is no %(reference)s here.") % {"reference": reference})
    is_counted = visit.request.method == "POST"
    if is_counted:
        _count(visit, chosen)
    return visit.page("portal/article.html", title=chosen.title, article=chosen, is_counted=is_counted)


def _count(visit: Visit, article: Any) -> None:
    values = {"article": article, "used_for": article.title, "has_helped": visit.request.POST.get("helped") == "true"}
    try:
        writing.create(callers.hand(visit.actor), ARTICLE_USES, values)
    except Invalid as refused:
        raise NotFound(str(refused)) from refused

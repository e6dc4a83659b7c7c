"""What is known already of what somebody is about to report or ask for."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.faces.web.shell import Visit, inside
from tandem.ground.kernel import permissions, search, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.registers import Register
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.problems.models import CAUSE_KNOWN
from tandem.operation.problems.register import PROBLEMS
from tandem.support.knowledge.models import IN_FORCE
from tandem.support.knowledge.register import ARTICLES
from tandem.support.knowledge.uses.register import ARTICLE_USES

MOST = 3
LOOKED_AT = (
    (PROBLEMS, Q(state__in=CAUSE_KNOWN, is_published=True), "workaround"),
    (ARTICLES, Q(state__in=IN_FORCE), "text"),
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A known error with the way round it, or an article; `may_open` where the reader may see its record."""

    register: Register
    reference: str
    title: str
    text: str
    may_open: bool

    @property
    def is_article(self) -> bool:
        """Whether its use is counted."""
        return self.register is ARTICLES


def suggested(actor: Actor, text: str) -> list[Suggestion]:
    """Known errors and articles most like a text, as far as the actor may see them."""
    return [
        suggestion for register, among, shown in LOOKED_AT for suggestion in _alike(actor, register, text, among, shown)
    ]


def of(actor: Actor, reference: str) -> Suggestion | None:
    """The known error or article of this reference, as far as it is suggested to this actor at all."""
    for register, among, shown in LOOKED_AT:
        row = permissions.visible(actor, register).with_reference(reference).filter(among).values_list("title", shown)
        for title, text in row:
            return Suggestion(register, reference, title, text, permissions.may_view_register(actor, register))
    return None


def _alike(actor: Actor, register: Register, text: str, among: Q, shown: str) -> list[Suggestion]:
    hits = search.alike(actor, register, text, among, MOST)
    texts: dict[Any, str] = dict(
        register.model.objects.filter(pk__in=[hit.record_id for hit in hits]).values_list("pk", shown)
    )
    may_open = permissions.may_view_register(actor, register)
    return [Suggestion(register, hit.reference, hit.title, texts[hit.record_id], may_open) for hit in hits]


@require_GET
@inside
def suggest(visit: Visit) -> HttpResponse:
    """Known errors and articles like what is typed in `title`, as part of a page or as JSON."""
    suggestions = suggested(visit.actor, visit.request.GET.get("title", ""))
    if visit.request.GET.get("form") == "json":
        return JsonResponse({"suggestions": [_plain(visit, suggestion) for suggestion in suggestions]})
    if visit.request.GET.get("in") == "ticket":
        may_take = visit.actor.may_write and visit.actor.role in INCIDENTS.access.edit
        return visit.part("operation/desk/known.html", suggestions=suggestions, may_take=may_take)
    return visit.part("operation/suggestions.html", suggestions=suggestions)


@require_POST
@inside
def used(visit: Visit) -> HttpResponse:
    """Count that a suggested article was used, and whether it helped."""
    values = {
        "article": visit.request.POST.get("article", ""),
        "used_for": visit.request.POST.get("title", "")[:200] or _("What was about to be reported"),
        "has_helped": visit.request.POST.get("helped", ""),
    }
    try:
        writing.create(visit.actor, ARTICLE_USES, values)
    except Invalid as refused:
        return HttpResponse(
            " ".join(message for problem in refused.problems.values() for message in problem), status=422
        )
    return visit.part("operation/thanks.html")


def _plain(visit: Visit, suggestion: Suggestion) -> dict[str, str]:
    address = visit.url("record", suggestion.register.key, suggestion.reference) if suggestion.may_open else ""
    return {
        "kind": suggestion.register.key,
        "reference": suggestion.reference,
        "title": suggestion.title,
        "text": suggestion.text,
        "address": address,
    }

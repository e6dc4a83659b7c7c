"""What the palette offers for what somebody typed; each hit has a title, an address and an icon."""

import re
from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from tandem.direction.scope.rules import adopted
from tandem.faces.web import navigation, standing, wording
from tandem.faces.web.shell import Visit
from tandem.ground.catalogue import queries
from tandem.ground.catalogue.models import Requirement
from tandem.ground.kernel import permissions, registers, search, workflow
from tandem.ground.kernel.actor import STAFF
from tandem.ground.kernel.registers import Register

Hit = dict[str, Any]
MOST = 6
LATELY = 5
REFERENCE = re.compile(r"([A-Za-z]+)-((?:\d{4}-)?\d+)")
REQUIREMENT = re.compile(r"(?:A\.)?\d+(?:\.\d+)*", re.IGNORECASE)


def groups(visit: Visit, text: str) -> list[dict[str, Any]]:
    """Titled groups of hits; the very first hit is what Enter opens."""
    match text[:1]:
        case "":
            titled = _empty(visit)
        case ">":
            titled = [(_("Deeds"), _deeds_named(visit, text[1:].strip()))]
        case "#":
            titled = [(_("Requirements"), _requirements(visit, text[1:].strip()))]
        case "@":
            titled = [(_("People"), _people(visit, text[1:].strip()))]
        case "?":
            titled = [(_("Keys"), _keys())]
        case _:
            titled = _typed(visit, text)
    return [{"title": title, "hits": hits} for title, hits in titled if hits]


def _typed(visit: Visit, text: str) -> list[tuple[str, list[Hit]]]:
    exactly = exact(visit, text)
    seen = {hit["url"] for hit in exactly}
    hits = [of_record(visit, hit) for hit in search.everywhere(visit.actor, text, MOST)]
    words = text.casefold().split()
    titled = [hit for hit in hits if hit["url"] not in seen and all(word in hit["title"].casefold() for word in words)]
    by_text = [hit for hit in hits if hit["url"] not in seen and hit not in titled]
    requirements = [hit for hit in _requirements(visit, text) if hit["url"] not in seen]
    return [
        ("", exactly),
        (_("Deeds"), _deeds_named(visit, text)),
        (_("Places"), _starting(text, _places(visit))),
        (_("Titles"), titled),
        (_("Text"), by_text),
        (_("Requirements"), requirements),
    ]


def exact(visit: Visit, text: str) -> list[Hit]:
    """The record or the requirements of exactly this reference."""
    named = REFERENCE.fullmatch(text)
    if named:
        year, dash, number = named[2].rpartition("-")
        return list(_record(visit, f"{named[1].upper()}-{year}{dash}{number.zfill(4) if year else number}"))
    if REQUIREMENT.fullmatch(text) and visit.actor.role != STAFF:
        same = Requirement.objects.filter(framework__key__in=adopted(), ref__iexact=text).select_related("framework")
        return [of_requirement(visit, item) for item in same.order_by("framework__key")]
    return []


def _record(visit: Visit, reference: str) -> Iterator[Hit]:
    prefix = reference.partition("-")[0]
    for register in registers.every():
        if register.prefix == prefix:
            records = permissions.visible(visit.actor, register).filter(reference=reference)
            for title in records.values_list(register.headline, flat=True):
                yield of_record(visit, search.Hit(register, 0, reference, str(title)))


def of_record(visit: Visit, hit: search.Hit) -> Hit:
    """A record that the search found."""
    register = hit.register
    url = visit.url("record", register.key, hit.reference)
    return {"title": hit.title, "ref": hit.reference, "note": register.singular, "icon": register.icon, "url": url}


def of_requirement(visit: Visit, item: Requirement) -> Hit:
    """A requirement of a standard."""
    url = visit.url("requirement", item.framework.key, item.ref)
    return {"title": item.title, "ref": item.ref, "note": item.framework.name, "icon": "book-open", "url": url}


def _empty(visit: Visit) -> list[tuple[str, list[Hit]]]:
    """Before anything is typed: what can be done with this record, what was open last, what is pinned."""
    recent = [hit for reference in _lately(visit) for hit in _record(visit, reference)]
    return [
        (_("Lately"), recent[:LATELY]),
        (_("Pinned"), _pinned(visit)),
        (_("This record"), _of_this(visit)),
        (_("New"), [*_new(visit)][:MOST] if not recent else []),
    ]


def _lately(visit: Visit) -> list[str]:
    """References of the records that the browser says were open last; it keeps no more of them than that."""
    recent = visit.request.GET.get("recent", "").split(",")
    return [reference for reference in recent if REFERENCE.fullmatch(reference)][:LATELY]


def _pinned(visit: Visit) -> list[Hit]:
    pins = standing.pinned(visit.actor, visit.membership)
    return [{"title": pin["title"], "icon": "pin", "url": pin["url"]} for pin in pins]


def _of_this(visit: Visit) -> list[Hit]:
    """What can be done with the record whose page the palette was opened on."""
    parts = visit.request.GET.get("at", "").split("/")
    register = registers.find(parts[2]) if len(parts) > 3 else None
    if register is None or not REFERENCE.fullmatch(parts[3]):
        return []
    record = permissions.visible(visit.actor, register).filter(reference=parts[3]).first()
    if record is None:
        return []
    return [*_deeds(visit, register, record)]


def _deeds(visit: Visit, register: Register, record: Any) -> Iterator[Hit]:
    reference = record.reference
    for step in workflow.steps(visit.actor, register, record):
        if not step.refusal:
            url = visit.url("step", register.key, reference, step.transition.key)
            yield {"title": str(step.transition.label), "note": reference, "icon": "zap", "url": url}
    if permissions.may_edit(visit.actor, register, record):
        yield {
            "title": _("Edit"),
            "note": reference,
            "icon": "pencil",
            "url": visit.url("edit", register.key, reference),
        }


def _new(visit: Visit) -> Iterator[Hit]:
    for register in registers.every():
        if permissions.may_create(visit.actor, register):
            named = wording.inner(register.singular)
            url = visit.url("create", register.key)
            yield {"title": _("New %(what)s") % {"what": named}, "named": named, "icon": "plus", "url": url}


def _places(visit: Visit) -> Iterator[Hit]:
    for link in navigation.everything(visit.actor.role, visit.membership.job, visit.organization.slug):
        yield {"title": link.title, "icon": link.icon, "url": link.url}


def _deeds_named(visit: Visit, text: str) -> list[Hit]:
    """What can be done with this record, and what can be added; the one that is meant stands first."""
    fitting = _matching(text, [*_of_this(visit), *_new(visit)])
    return (_nearest(text, fitting) if text else fitting)[:MOST]


def _matching(text: str, hits: Any) -> list[Hit]:
    """Those in whose title a word begins with each word of the text."""
    asked = [f" {word}" for word in text.casefold().split()]
    return [hit for hit in hits if all(word in f" {hit['title'].casefold()}" for word in asked)]


def _starting(text: str, hits: Any) -> list[Hit]:
    """The first of those."""
    return _matching(text, hits)[:MOST]


def _nearest(text: str, hits: list[Hit]) -> list[Hit]:
    """Those alone whose own name begins with the text, where there are such: a place must not stand behind its kin."""
    begun = text.casefold()
    nearest = [
        hit for hit in hits if any(str(hit.get(name, "")).casefold().startswith(begun) for name in ("named", "title"))
    ]
    return sorted(nearest, key=lambda hit: len(hit["title"])) or hits


def _requirements(visit: Visit, text: str) -> list[Hit]:
    if not text or visit.actor.role == STAFF:
        return []
    return [of_requirement(visit, item) for item in queries.search(text, adopted(), MOST)]


def _people(visit: Visit, text: str) -> list[Hit]:
    register = registers.find("people")
    if register is None or not permissions.may_view_register(visit.actor, register):
        return []
    rows = permissions.visible(visit.actor, register).filter(Q(title__icontains=text)).order_by("title")
    hits = [search.Hit(register, *row) for row in rows.values_list("pk", "reference", "title")[:MOST]]
    return [of_record(visit, hit) for hit in hits]


def _keys() -> list[Hit]:
    keys = (
        (_("Ctrl K"), _("search or jump to")),
        ("/", _("search or jump to")),
        ("?", _("these keys")),
        ("n", _("add to this list")),
        ("c", _("new ticket")),
        ("e", _("edit this record")),
        ("j  k", _("down and up in a list")),
        ("Enter", _("open what is chosen")),
        ("x", _("tick what is chosen")),
        ("f", _("filter a list, narrow the queue")),
        ("p", _("priority, in the queue and on a record")),
        ("m", _("take it, in the queue")),
        ("a  m", _("assign it to me, in the queue; or type a name")),
        ("r", _("reply, in the queue")),
        ("s  r", _("state: the step that begins with this letter")),
        (_("Ctrl Enter"), _("send what is written")),
        ("d", _("done, in My work")),
        ("l", _("in a week, in My work")),
    )
    return [{"key": key, "title": title} for key, title in keys]

"""Who may audit what: nobody their own work, nor that of whom they report to (9.2.2 of either standard).

What somebody has to do with a topic is read from the records: who answers for it, whose process or service it is,
who heads or belongs to the unit it is, whose site it is, whose controls serve its requirements, who owns or wrote what
is linked as evidence for them.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from tandem.direction.controls.models import Control
from tandem.direction.leadership.models import Process
from tandem.evaluation.audits.programmes.topics.things import thing_of
from tandem.ground.kernel import registers
from tandem.ground.kernel.models import Link
from tandem.ground.kernel.patterns.independence import is_independent

WORD: Final = re.compile(r"[^\W\d_]{3,}")
SAYS_NOTHING: Final = frozenset(
    {"and", "und", "for", "the", "with", "other", "their", "its", "from", "internal", "general", "daily", "new"}
    | {"management", "control", "process", "planning", "operation", "system", "support", "watch", "level", "policy"}
    | {"service", "information", "security", "treatment", "opportunitie"}
)
OWNED: Final = ("process", "site", "service")
Parts = Mapping[int, str]  # what a user has to do with what is audited, in words


def parts_in(topics: Iterable[Any]) -> Parts:
    """What each user has to do with these topics of a programme; the first thing found is said."""
    known = list(topics)
    parts: dict[int, str] = {}
    for topic in known:
        if topic.responsible_id:
            parts.setdefault(topic.responsible_id, _("answers for “%(topic)s”") % {"topic": topic.title})
    _add(parts, _owners_of_processes(known))
    _add(parts, _owners_of_things(known))
    _add(parts, _people_of_units(known))
    keys = {key for topic in known for key in topic.requirements}
    if keys:
        _add(parts, _owners_of_controls(keys))
        _add(parts, _hands_in_evidence(keys))
    return parts


def _add(parts: dict[int, str], more: Iterable[tuple[int | None, str]]) -> None:
    for user_id, words in more:
        if user_id is not None:
            parts.setdefault(user_id, words)


def _owners_of_processes(topics: Iterable[Any]) -> Iterable[tuple[int | None, str]]:
    """Who owns a process that goes by one of the words of a topic: “Incident management” for “Incidents, requests”."""
    wanted = {word for topic in topics for word in _words_of(topic.title)}
    owned = Process.objects.exclude(state="ended").exclude(owner=None).order_by("pk")
    for owner_id, reference, title in owned.values_list("owner_id", "reference", "title") if wanted else ():
        if wanted & _words_of(title):
            yield owner_id, _("owns the process %(reference)s “%(title)s”") % {"reference": reference, "title": title}


def _words_of(title: str) -> set[str]:
    """The words that say what a title is about, without their plural."""
    words = {word.casefold().removesuffix("s") for word in WORD.findall(title)}
    return words - SAYS_NOTHING


def _owners_of_things(topics: Iterable[Any]) -> Iterable[tuple[int | None, str]]:
    """Who owns the process, the site or the service that is a topic."""
    for topic in topics:
        if topic.kind in OWNED and (thing := thing_of(topic)) is not None:
            yield thing.owner_id, _("owns %(reference)s") % {"reference": thing.reference}


def _people_of_units(topics: Iterable[Any]) -> Iterable[tuple[int | None, str]]:
    """Who heads the unit that is a topic, and who works in it."""
    for topic in topics:
        if topic.kind != "unit" or (unit := thing_of(topic)) is None:
            continue
        named = {"unit": unit.reference}
        if unit.head_id is not None:
            yield unit.head.user_id, _("heads %(unit)s") % named
        for user_id in unit.people.filter(state="active").order_by("pk").values_list("user_id", flat=True):
            yield user_id, _("works in %(unit)s") % named


def _owners_of_controls(keys: set[str]) -> Iterable[tuple[int | None, str]]:
    controls = Control.objects.in_use().exclude(owner=None).order_by("pk")
    for owner_id, reference, requirements in controls.values_list("owner_id", "reference", "requirements"):
        if keys & set(requirements):
            yield owner_id, _("owns %(reference)s") % {"reference": reference}


def _hands_in_evidence(keys: set[str]) -> Iterable[tuple[int | None, str]]:
    linked: dict[str, set[int]] = {}
    rows = Link.objects.filter(requirement__in=keys, kind=Link.Kind.EVIDENCE_FOR)
    for key, record_id in rows.values_list("register", "record_id"):
        linked.setdefault(key, set()).add(record_id)
    for key, identifiers in sorted(linked.items()):
        register = registers.find(key)
        records = register.model.objects.filter(pk__in=identifiers).order_by("pk") if register else ()
        for record in records:
            yield record.owner_id, _("owns %(reference)s") % {"reference": record.reference}
            yield record.created_by_id, _("wrote %(reference)s") % {"reference": record.reference}


def conflict_of(user_id: int | None, parts: Parts) -> str:
    """Why a user may not audit where these have a part; empty when they may. Who is from outside has none."""
    if user_id is None:
        return ""
    if user_id in parts:
        return parts[user_id]
    for other_id, part in parts.items():
        if not is_independent(user_id, of=other_id):
            return _("reports to the one who %(part)s") % {"part": part}
    return ""


def topics_of(audit: Any) -> list[Any]:
    """The topics of the programme that an audit covers."""
    if audit.pk is None:
        return []
    return [row.topic for row in audit.covered.select_related("topic").order_by("pk")]

"""The page of a document: its versions as a bar, the text in force, and who has read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tandem.faces.web.shell import Visit
from tandem.faces.web.views.documents import beside_document
from tandem.ground.kernel import locales, permissions
from tandem.support.documents.versions.register import DOCUMENT_VERSIONS

MOST_VERSIONS = 4
LONG = 2_500  # letters beyond which the text scrolls in its place
WORDS_A_MINUTE = 200
STYLES = {"approved": "in-force", "draft": "draft", "in-review": "draft"}


@dataclass(frozen=True, slots=True)
class Version:
    """One version on the bar: its number, how it stands, since when."""

    url: str
    number: str
    style: str
    words: str


def screen(visit: Visit, document: Any) -> dict[str, Any]:
    """What the page of a document shows beside what every page does; drafts are for those who see versions."""
    may_see_all = permissions.may_view_register(visit.actor, DOCUMENT_VERSIONS)
    known = list(
        document.versions.select_related("approved_by", "author")
        .defer("text", "file_text")
        .order_by("-pk")[:MOST_VERSIONS]
    )
    in_force = next((version for version in known if version.state == "approved"), None) or _in_force(document)
    shown = in_force or (known[0] if known and may_see_all else None)
    text = shown.words if shown else ""
    return {
        "beside": beside_document(visit, document),
        "versions": [_version(visit, version) for version in reversed(known)] if may_see_all else [],
        "document_text": text,
        "is_long": len(text) > LONG,
        "minutes": max(1, round(len(text.split()) / WORDS_A_MINUTE)),
        "shown_version": shown,
    }


def _in_force(document: Any) -> Any:
    return document.versions.filter(state="approved").order_by("-pk").first()


def _version(visit: Visit, version: Any) -> Version:
    url = visit.url("record", DOCUMENT_VERSIONS.key, version.reference)
    return Version(url, version.number, STYLES.get(version.state, "past"), ", ".join(_said(version)))


def _said(version: Any) -> Sequence[str]:
    if version.state != "approved":
        return [str(version.get_state_display()).lower(), *([str(version.author)] if version.author else [])]
    since = version.effective_from
    words = [_("in force since %(day)s") % {"day": locales.day(since)}] if since else [_("in force")]
    return [*words, *([_("approved by %(who)s") % {"who": version.approved_by}] if version.approved_by else [])]

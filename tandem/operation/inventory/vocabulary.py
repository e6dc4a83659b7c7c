"""Words of the inventory: kinds of items, layers of the map, and how items are related."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

KINDS = [
    ("information", _("Information")),
    ("software", _("Software")),
    ("hardware", _("Hardware")),
    ("network", _("Network")),
    ("platform", _("Platform or cloud service")),
    ("component", _("Service component")),
    ("service", _("Service")),
    ("facility", _("Room or site")),
    ("document", _("Documentation")),
    ("knowledge", _("People and knowledge")),
]
LAYERS = [("services", _("Services")), ("items", _("Items")), ("ground", _("Ground"))]
LAYER_OF_KIND = {"service": "services", "facility": "ground", "network": "ground", "platform": "ground"}
Words = Any  # a str or a lazily translated one


@dataclass(frozen=True, slots=True)
class RelationKind:
    """A kind of relation: how it reads from either end, and which end is hurt when the other fails."""

    key: str
    label: Words
    inverse: Words
    dependent: str = ""  # "item", "target", or neither


RELATION_KINDS = (
    RelationKind("depends-on", _("depends on"), _("is needed by"), "item"),
    RelationKind("runs-on", _("runs on"), _("carries"), "item"),
    RelationKind("part-of", _("is part of"), _("consists of"), "target"),
    RelationKind("connects-to", _("is connected through"), _("connects"), "item"),
    RelationKind("kept-on", _("is kept on"), _("keeps"), "item"),
    RelationKind("backs-up", _("backs up"), _("is backed up by")),
    RelationKind("redundant-with", _("is redundant with"), _("is redundant with")),
)
RELATION_BY_KEY = {kind.key: kind for kind in RELATION_KINDS}
RELATION_CHOICES = [(kind.key, kind.label) for kind in RELATION_KINDS]
ORIGINS = [("stated", _("Stated by somebody")), ("found", _("Found by a machine"))]

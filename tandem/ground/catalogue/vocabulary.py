"""The words that library files may use, and how requirements of any framework are addressed."""

import re
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class FrameworkKind(models.TextChoices):
    """What sort of list a framework is."""

    STANDARD = "standard", _("Standard")
    FRAMEWORK = "framework", _("Framework")
    CONTROL_CATALOGUE = "control-catalogue", _("Control catalogue")
    THREAT_CATALOGUE = "threat-catalogue", _("Threat catalogue")


class Relation(models.TextChoices):
    """How what the source asks compares with what the target asks (set terms of NIST IR 8477)."""

    EQUAL = "equal", _("the same")
    SUBSET_OF = "subset-of", _("part of it")
    SUPERSET_OF = "superset-of", _("more than it")
    INTERSECTS = "intersects", _("overlaps")
    NO_RELATION = "no-relation", _("no relation")


class Change(models.TextChoices):
    """What happened to a requirement between two editions."""

    SAME = "same", _("Same")
    MERGED = "merged", _("Merged")
    SPLIT = "split", _("Split")
    NEW = "new", _("New")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CHANGED = "changed", _("Changed")


class Origin(models.TextChoices):
    """Where a framework, mapping or matrix comes from."""

    BUILT_IN = "built-in", _("Built in")
    IMPORTED = "imported", _("Imported")


_INVERSE: Final = {
    Relation.SUBSET_OF: Relation.SUPERSET_OF,
    Relation.SUPERSET_OF: Relation.SUBSET_OF,
    Change.MERGED: Change.SPLIT,
    Change.SPLIT: Change.MERGED,
    Change.NEW: Change.WITHDRAWN,
    Change.WITHDRAWN: Change.NEW,
}
_KEY = re.compile(r"[a-z0-9][a-z0-9._-]*(:[A-Za-z0-9][A-Za-z0-9._-]*)?")
_REQUIREMENT_KEY = re.compile(rf"(?P<framework>{_KEY.pattern})/(?P<ref>\S.*)")


def inverse(word: str) -> str:
    """A relation or change read from the target's side; words without direction stay as they are."""
    return str(_INVERSE.get(word, word))  # type: ignore[call-overload]


def is_framework_key(key: str) -> bool:
    """Whether this is written like `iso-27001:2022` or, for imported frameworks, `name` alone."""
    return _KEY.fullmatch(key) is not None


def requirement_key(framework_key: str, ref: str) -> str:
    """`iso-27001:2022/A.5.1`: how one requirement is written everywhere in Tandem."""
    return f"{framework_key}/{ref}"


def parse_requirement_key(key: str) -> tuple[str, str]:
    """Framework key and reference of `iso-27001:2022/A.5.1`; raises ValueError that says how it should be written."""
    match = _REQUIREMENT_KEY.fullmatch(key.strip())
    if match is None:
        raise ValueError(f"“{key}” names no requirement; write it like iso-27001:2022/A.5.1.")
    return match["framework"], match["ref"]

"""What is ready to begin from: methods, typical threats and weaknesses of our own, and matrices of the catalogue."""

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Count, Q

from tandem.ground.catalogue.models import Framework, Requirement, RiskMatrix
from tandem.ground.catalogue.vocabulary import FrameworkKind
from tandem.library_words import LISTS, translated

FOLDER = Path(__file__).parent / "library_data"
OURS = "tandem"
MATRIX = "matrix:"
LOSSES = {"C": "confidentiality", "I": "integrity", "A": "availability"}
NOT_TAKEN = ("key", "about")
LONGEST_TITLE = 200
TACTIC = "tactic"


@cache
def _read(name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return entries


def _said(name: str) -> list[dict[str, Any]]:
    """The entries of a file, in the language that is spoken."""
    entries: list[dict[str, Any]] = translated(_read(name), LISTS)
    return entries


def ready_made() -> list[dict[str, str]]:
    """Key, title and one sentence of each ready-made method."""
    return [{name: entry[name] for name in ("key", "title", "about")} for entry in _said("methods")]


def matrices() -> list[dict[str, str]]:
    """Key, title and size of each risk matrix that the catalogue holds."""
    return [
        {"key": MATRIX + matrix.key, "title": matrix.name, "about": matrix.about, "size": _size(matrix.definition)}
        for matrix in RiskMatrix.objects.order_by("name", "key")
    ]


def _size(definition: Mapping[str, Any]) -> str:
    return f"{len(definition['likelihood'])} × {len(definition['impact'])}"


def values_of(key: str) -> dict[str, Any] | None:
    """The values of a method that begins from this; None when there is no such."""
    if key.startswith(MATRIX):
        matrix = RiskMatrix.objects.filter(key=key.removeprefix(MATRIX)).first()
        return _method_of(matrix) if matrix else None
    entry = next((entry for entry in _said("methods") if entry["key"] == key), None)
    return {name: deepcopy(value) for name, value in entry.items() if name not in NOT_TAKEN} if entry else None


def _method_of(matrix: RiskMatrix) -> dict[str, Any]:
    """A method out of an imported matrix: its scales as they are, its levels as bands, its grid as the matrix."""
    scheme = matrix.definition
    rows = [[level + 1 for level in row] for row in scheme["grid"]]
    highest, levels = max(max(row) for row in rows), scheme["levels"]
    bands = [f"{place} | {_word(level, place)} | {_tone(place, len(levels))}" for place, level in enumerate(levels, 1)]
    return {
        "title": matrix.name[:LONGEST_TITLE],
        "description": matrix.about,
        "likelihood_scale": [_word(step, place) for place, step in enumerate(scheme["likelihood"], 1)],
        "likelihood_meaning": _meanings(scheme["likelihood"]),
        "impact_scale": [_word(step, place) for place, step in enumerate(scheme["impact"], 1)],
        "impact_meaning": _meanings(scheme["impact"]),
        "formula": "matrix",
        "matrix": [" ".join(map(str, row)) for row in rows],
        "accept_up_to": 1,
        "critical_from": max(2, highest),
        "bands": "\n".join(bands),
    }


def _word(step: Mapping[str, Any], place: int) -> str:
    return str(step["name"]).replace("|", "/").strip() or str(place)


def _meanings(steps: list[Mapping[str, Any]]) -> str:
    """One line for each step, where every step is described."""
    meanings = [" ".join(str(step.get("description") or "").split()) for step in steps]
    return "\n".join(meanings) if all(meanings) else ""


def _tone(place: int, count: int) -> str:
    return "good" if place == 1 else "bad" if place == count else "waiting"


def typical(kind: str) -> list[dict[str, Any]]:
    """Our own typical threats or weaknesses, as values of their register."""
    return [
        {
            "title": entry["title"],
            "kind": entry["kind"],
            "description": entry["about"],
            "item_kinds": list(entry["assets"]),
            "source": OURS,
            "external_id": entry["ref"],
            **{LOSSES[letter]: True for letter in entry.get("loses", "")},
        }
        for entry in _said(kind)
    ]


def threat_catalogues() -> list[Framework]:
    """The threat catalogues that were imported, each with how many threats it has."""
    counted = Count("requirements", filter=Q(requirements__is_current=True) & ~Q(requirements__kind=TACTIC))
    catalogues = Framework.objects.current().filter(kind=FrameworkKind.THREAT_CATALOGUE)
    return list(catalogues.annotate(threats=counted).order_by("name"))


def threats_of(framework_key: str) -> list[dict[str, Any]]:
    """The threats of an imported catalogue, as values of the register; tactics only group them and are left out."""
    rows = Requirement.objects.current().filter(framework__key=framework_key).exclude(kind=TACTIC)
    return [
        {
            "title": (row.title or row.ref)[:LONGEST_TITLE],
            "kind": "deliberate",
            "description": row.about[:5_000],
            "source": framework_key,
            "external_id": row.ref[:100],
        }
        for row in rows.order_by("position")
    ]

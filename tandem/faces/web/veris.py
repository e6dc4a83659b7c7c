"""A VERIS record as people read it: its parts as they are nested, words instead of brackets."""

from typing import Any

HIDDEN = ("plus",)


def screen(record: Any) -> dict[str, Any]:
    """The VERIS record of an incident, outermost parts first; nothing for one that has none."""
    parts = {name: part for name, part in record.veris.items() if name not in HIDDEN}
    if not parts:
        return {"veris": {"plain": [], "parts": []}}
    plain = {name: part for name, part in parts.items() if not isinstance(part, dict | list)}
    nested = {name: part for name, part in parts.items() if name not in plain}
    return {"veris": {"plain": _lines(plain), "parts": [(_said(name), _lines(part)) for name, part in nested.items()]}}


def _lines(part: Any, way: str = "") -> list[tuple[str, str]]:
    """Every value with the way to it, such as “external, motive”."""
    if isinstance(part, dict):
        lines = [
            line
            for name, inner in part.items()
            for line in _lines(inner, f"{way}, {_said(name)}" if way else _said(name))
        ]
        return lines or [(way, "–")]
    if isinstance(part, list):
        if all(not isinstance(inner, dict | list) for inner in part):
            return [(way, ", ".join(str(inner) for inner in part))]
        return [(way, ", ".join(_short(inner)) if isinstance(inner, dict) else str(inner)) for inner in part]
    return [(way, str(part))]


def _short(entry: dict[str, Any]) -> list[str]:
    return [
        str(held) if name in ("variety", "indicator", "summary") else f"{_said(name)} {held}"
        for name, held in entry.items()
    ]


def _said(name: str) -> str:
    return name.replace("_", " ")

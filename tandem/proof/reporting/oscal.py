"""A statement in OSCAL 1.2.1: the catalogue of its controls, the profile that applies, the components that implement.

Numbers, short titles and our own words only; identifiers follow from what they name, so the same statement gives the
same document.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID, uuid5

import msgspec
from django.utils.translation import gettext as _

from tandem.direction.controls.models import Control
from tandem.direction.controls.statements.rules import controls_of
from tandem.direction.controls.statements.sheet import Line, Sheet
from tandem.ground.catalogue.vocabulary import Origin
from tandem.proof.reporting import statement_words as words
from tandem.proof.reporting.cover import Cover

VERSION = "1.2.1"
NAMESPACE = UUID("6d0b1f0e-6a0e-5d0a-9b53-8f6a6f5f4a27")  # ours, for every identifier made here
OURS = "https://tandem.example/ns/oscal"  # names the properties that OSCAL has no word for
STATUS = {"implemented": "implemented", "partly": "partial", "planned": "planned", "not-begun": "planned"}
NOT_IN_TOKENS = re.compile(r"[^\w.\-]+")
Names = Mapping[str, str]


def catalog(sheet: Sheet, cover: Cover) -> dict[str, Any]:
    """Every control of the statement's catalogue, grouped as it is there."""
    controls = {control.ref: control for control in controls_of(sheet.statement.framework)}
    names = _names(sheet)
    loose = [_control(line, controls.get(line.entry.ref), names) for line in sheet.themes.get("", [])]
    groups = [
        {
            "id": _token(f"group-{theme.partition(' ')[0]}"),
            "title": theme,
            "controls": [_control(line, controls.get(line.entry.ref), names) for line in lines],
        }
        for theme, lines in sheet.themes.items()
        if theme
    ]
    content: dict[str, Any] = {"uuid": _uuid(cover, sheet, "catalog", sheet.written_at.isoformat())}
    content["metadata"] = _metadata(sheet, cover, sheet.catalogue)
    if loose:
        content["controls"] = loose
    if groups:
        content["groups"] = groups
    return {"catalog": content}


def profile(sheet: Sheet, cover: Cover) -> dict[str, Any]:
    """The controls that apply, with the reasons; the exclusions with theirs stand in the remarks."""
    names, source = _names(sheet), _uuid(cover, sheet, "resource", "catalog")
    chosen = [line for line in sheet.lines if line.entry.decision == "applicable"]
    content: dict[str, Any] = {"uuid": _uuid(cover, sheet, "profile", sheet.written_at.isoformat())}
    content["metadata"] = _metadata(sheet, cover, f"{words.title()}, {cover.organization}")
    excluded = [
        f"{line.entry.ref} {line.entry.title}: {line.entry.justification}"
        for line in sheet.lines
        if line.entry.decision == "excluded"
    ]
    if excluded:
        content["metadata"]["remarks"] = _("Excluded:") + "\n\n" + "\n".join(f"- {exclusion}" for exclusion in excluded)
    content["imports"] = [{"href": f"#{source}", **_selection(sheet, chosen, names)}]
    content["merge"] = {"as-is": True}
    if chosen:
        content["modify"] = {"alters": [_reasons(line, names) for line in chosen]}
    content["back-matter"] = {"resources": [_resource(source, sheet, f"{file_stem(sheet, cover)}.catalog.json")]}
    return {"profile": content}


def component_definition(sheet: Sheet, cover: Cover) -> dict[str, Any]:
    """The organization's own controls as components, and the statement itself as the one that decides on all."""
    names, source = _names(sheet), _uuid(cover, sheet, "resource", "profile")
    content: dict[str, Any] = {"uuid": _uuid(cover, sheet, "components", sheet.written_at.isoformat())}
    content["metadata"] = _metadata(
        sheet, cover, _("Controls of %(organization)s") % {"organization": cover.organization}
    )
    components = [_statement_component(sheet, cover, names, source)]
    components += [
        _own_component(control, lines, (sheet, cover), names, source) for control, lines in _served(sheet).items()
    ]
    content["components"] = [component for component in components if component]
    if not content["components"]:
        del content["components"]
    content["back-matter"] = {"resources": [_resource(source, sheet, f"{file_stem(sheet, cover)}.profile.json")]}
    return {"component-definition": content}


def encoded(model: Callable[[Sheet, Cover], dict[str, Any]], sheet: Sheet, cover: Cover) -> bytes:
    """One of the documents as an indented JSON file."""
    return msgspec.json.format(msgspec.json.encode(model(sheet, cover)), indent=2) + b"\n"


def file_stem(sheet: Sheet, cover: Cover) -> str:
    """What the files of a statement are called before their ending."""
    return f"{cover.slug}-{sheet.statement.reference.lower()}"


def _uuid(cover: Cover, sheet: Sheet, *parts: str) -> str:
    return str(uuid5(NAMESPACE, "/".join((cover.slug, sheet.statement.reference, *parts))))


def _token(text: str) -> str:
    """A text as OSCAL's tokens may be written; what begins with a digit gets a letter before it."""
    token = NOT_IN_TOKENS.sub("-", text.strip().lower()).strip("-") or "x"
    return token if token[0].isalpha() or token[0] == "_" else f"c-{token}"


def _names(sheet: Sheet) -> Names:
    """The identifier of every control, each different from the others."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for line in sheet.lines:
        token, count = _token(line.entry.ref), 1
        while token in taken:
            count += 1
            token = f"{_token(line.entry.ref)}-{count}"
        taken.add(token)
        names[line.entry.ref] = token
    return names


def _metadata(sheet: Sheet, cover: Cover, title: str) -> dict[str, Any]:
    party = str(uuid5(NAMESPACE, f"{cover.slug}/party"))
    return {
        "title": title,
        "last-modified": sheet.written_at.isoformat(timespec="seconds"),
        "version": f"{sheet.number}" if sheet.statement.number else f"{sheet.number}-draft",
        "oscal-version": VERSION,
        "props": [_prop("statement", sheet.statement.reference), _prop("state", sheet.statement.state)],
        "parties": [{"uuid": party, "type": "organization", "name": cover.organization}],
    }


def _prop(name: str, value: str, *, is_ours: bool = True) -> dict[str, str]:
    """A property; OSCAL wants its value without line ends or space around it."""
    prop = {"name": name, "value": " ".join(value.split())}
    return prop | {"ns": OURS} if is_ours else prop


def _control(line: Line, control: Any, names: Names) -> dict[str, Any]:
    name = names[line.entry.ref]
    content: dict[str, Any] = {"id": name, "title": line.entry.title}
    content["props"] = [_prop("label", line.entry.ref, is_ours=False)]
    if control is not None and control.about and control.framework.origin == Origin.BUILT_IN:
        content["parts"] = [{"id": f"{name}_overview", "name": "overview", "prose": control.about}]
    return content


def _selection(sheet: Sheet, chosen: list[Line], names: Names) -> dict[str, Any]:
    if chosen:
        return {"include-controls": [{"with-ids": [names[line.entry.ref] for line in chosen]}]}
    return {"include-all": {}, "exclude-controls": [{"with-ids": [names[line.entry.ref] for line in sheet.lines]}]}


def _reasons(line: Line, names: Names) -> dict[str, Any]:
    props = [
        {
            **_prop("inclusion-reason", reason.name.removeprefix("because_")),
            **({"remarks": remark} if (remark := ", ".join(words.behind(record) for record in reason.records)) else {}),
        }
        for reason in line.reasons
        if reason.counts
    ]
    return {"control-id": names[line.entry.ref], "adds": [{"position": "ending", "props": props}]}


def _resource(identifier: str, sheet: Sheet, href: str) -> dict[str, Any]:
    return {"uuid": identifier, "title": sheet.catalogue, "rlinks": [{"href": href, "media-type": "application/json"}]}


def _served(sheet: Sheet) -> dict[Control, list[Line]]:
    """The lines that each of the organization's own controls stands in, in the order of their references."""
    wanted: dict[str, list[Line]] = {}
    for line in sheet.lines:
        for one in line.controls if line.entry.decision == "applicable" else ():
            wanted.setdefault(one.reference, []).append(line)
    controls = Control.objects.filter(reference__in=wanted).select_related("owner").order_by("pk")
    return {control: wanted[control.reference] for control in controls}


def _statement_component(sheet: Sheet, cover: Cover, names: Names, source: str) -> dict[str, Any]:
    decided = [line for line in sheet.lines if line.entry.decision]
    if not decided:
        return {}
    identifier = _uuid(cover, sheet, "component")
    requirements = [
        {
            "uuid": _uuid(cover, sheet, "component", line.entry.ref),
            "control-id": names[line.entry.ref],
            "description": _describes(line),
            "props": [_prop("implementation-status", _status(line)), *_prop_of_decision(line), *_prop_of_grade(line)],
        }
        for line in decided
    ]
    title = f"{words.title()} {sheet.statement.reference}"
    return _component(identifier, "policy", title, sheet.statement.title, source, requirements)


def _prop_of_grade(line: Line) -> list[dict[str, str]]:
    """How far its controls are shown."""
    return [_prop("grade", str(line.grade))] if line.grade and line.entry.decision == "applicable" else []


def _prop_of_decision(line: Line) -> list[dict[str, str]]:
    reasons = [reason.name.removeprefix("because_") for reason in line.reasons if reason.counts]
    return [_prop("decision", line.entry.decision), *(_prop("inclusion-reason", reason) for reason in reasons)]


def _describes(line: Line) -> str:
    parts = (line.decision_word, line.reason_words, line.entry.justification, words.progress(line))
    return ". ".join(part.strip().rstrip(".") for part in parts if part.strip()) + "."


def _status(line: Line) -> str:
    return "not-applicable" if line.entry.decision == "excluded" else STATUS[line.entry.progress]


def _own_component(
    control: Control, lines: Iterable[Line], about: tuple[Sheet, Cover], names: Names, source: str
) -> dict[str, Any]:
    sheet, cover = about
    notes = {
        (line.entry.ref, own_control.reference): own_control.note for line in lines for own_control in line.controls
    }
    requirements = [
        {
            "uuid": _uuid(cover, sheet, control.reference, line.entry.ref),
            "control-id": names[line.entry.ref],
            "description": notes[line.entry.ref, control.reference],
            "props": [_prop("implementation-status", STATUS.get(control.state, "planned"))],
        }
        for line in lines
    ]
    identifier = _uuid(cover, sheet, control.reference)
    about_it = control.description or control.title
    component = _component(identifier, "process-procedure", control.title, about_it, source, requirements)
    props = [_prop("reference", control.reference), _prop("test-result", control.standing)]
    return component | {"props": [*props, _prop("effectiveness", control.effect)]}


def _component(
    identifier: str, kind: str, title: str, about: str, source: str, requirements: list[dict[str, Any]]
) -> dict[str, Any]:
    implementation = {
        "uuid": str(uuid5(NAMESPACE, f"{identifier}/implementation")),
        "source": f"#{source}",
        "description": title,
        "implemented-requirements": requirements,
    }
    return {
        "uuid": identifier,
        "type": kind,
        "title": title,
        "description": about,
        "control-implementations": [implementation],
    }

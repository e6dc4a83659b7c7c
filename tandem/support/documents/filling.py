"""Filling a template from an organization's data.

Templates are ours and run in a sandbox without functions; values are data, escaped so that they can be neither Markdown
nor placeholders. Where a value is missing the template words its sentence differently, and a note tells what to add.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from jinja2 import StrictUndefined, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tandem.support.documents.templates import Template

ADVICE: Mapping[str, tuple[Any, str]] = {
    "headcount": (_("Say in the settings how many people work here."), ""),
    "security_scope": (_("Write the scope of the information security management system."), "management-systems"),
    "security_limits": (_("Say what lies outside the security scope."), "management-systems"),
    "security_interfaces": (_("Say where the security scope meets the work of others."), "management-systems"),
    "security_standard": (_("Adopt ISO/IEC 27001 as a management system."), "management-systems"),
    "service_scope": (_("Write the scope of the service management system."), "management-systems"),
    "service_standard": (_("Adopt ISO/IEC 20000-1 as a management system."), "management-systems"),
    "services": (_("Bring the services in operation into the register."), "services"),
    "sites": (_("Enter the sites where you work."), "sites"),
    "top_management": (_("Enter top management as people, engaged as such."), "people"),
    "security_manager": (_("Name the owner of the security management system."), "management-systems"),
    "service_manager": (_("Name the owner of the service management system."), "management-systems"),
    "incident_contact": (_("Give a person the role of incident manager, with an e-mail address."), "people"),
    "privacy_contact": (_("Give a person the role of data protection contact."), "people"),
    "levels": (_("Classify items in the inventory."), "items"),
    "personal_data": (_("Mark the items that hold personal data."), "items"),
    "tools": (_("Enter software and platforms in use as items."), "items"),
    "method": (_("Approve a risk method."), "risk-methods"),
    "likelihood_scale": (_("Approve a risk method with its scales."), "risk-methods"),
    "impact_scale": (_("Approve a risk method with its scales."), "risk-methods"),
    "accept_up_to": (_("Approve a risk method with its limits."), "risk-methods"),
    "owner_accepts_up_to": (_("Say in the risk method up to which level owners accept."), "risk-methods"),
    "critical_from": (_("Approve a risk method with its limits."), "risk-methods"),
    "risk_months": (_("Say in the risk method how often risks are assessed again."), "risk-methods"),
    "treatments": (_("Say of each risk above the limit how it is treated."), "risks"),
    "supplier_count": (_("Enter suppliers."), "suppliers"),
    "critical_suppliers": (_("Mark the critical suppliers."), "suppliers"),
    "duties": (_("Enter whom you must notify of incidents, and within how many hours."), "notification-duties"),
    "laws": (_("Enter the laws that concern information security."), "obligations"),
}
FACTS = frozenset({"organization", *ADVICE})
SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~&]|(?<=\{)%|%(?=\}))")
LEADING = re.compile(r"^([#+=-])")
MOST_TEMPLATES = 200  # that are known by what they ask for
TAG_LINE = re.compile(r"^(?:[ \t]*\{%(?:(?!%\}).)*%\})+[ \t]*\n", re.MULTILINE)
NUMBERED = re.compile(r"^(\d+)([.)])")  # would begin a list


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a template would have told if the organization's data did; `register` is where to add it."""

    name: str
    advice: Any
    register: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A template filled in."""

    template: Template
    text: str
    gaps: tuple[Gap, ...]


def fill(template: Template, facts: Mapping[str, Any]) -> Draft:
    """The template with these facts; KeyError when one of the closed set is not given."""
    given = {name: _plain(facts[name]) for name in FACTS}
    text = _environment().from_string(_without_tag_lines(template.body)).render(given)
    asked = used(template)
    missing = [name for name in ADVICE if name in asked and not given[name]]
    gaps: dict[str, Gap] = {}
    for name in missing:
        advice, register = ADVICE[name]
        gaps.setdefault(str(advice), Gap(name, advice, register))
    return Draft(template, re.sub(r"\n{3,}", "\n\n", text).strip(), tuple(gaps.values()))


def _without_tag_lines(body: str) -> str:
    """Lines of tags alone leave no line behind; a line of text that ends with a tag keeps its end."""
    return TAG_LINE.sub(lambda line: line[0].strip(), body)


def used(template: Template) -> frozenset[str]:
    """Names of the facts that a template asks for."""
    return _used(template.body)


@lru_cache(MOST_TEMPLATES)
def _used(body: str) -> frozenset[str]:
    return frozenset(meta.find_undeclared_variables(_environment().parse(body)))


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    built = ImmutableSandboxedEnvironment(undefined=StrictUndefined, finalize=_escaped)
    built.globals.clear()
    built.filters = {"listed": _listed, "sentence": _sentence}
    built.tests = {}
    return built


def _plain(value: Any) -> Any:
    """Data in one line each, without what holds nothing."""
    if isinstance(value, str):
        return " ".join(value.replace("\x00", "").split())
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, Sequence):
        return [plain for part in value if (plain := _plain(part))]
    return "" if value is None else value


def _escaped(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    escaped = LEADING.sub(r"\\\1", SPECIAL.sub(r"\\\1", value))
    return NUMBERED.sub(r"\1\\\2", escaped)


def _listed(parts: Sequence[str]) -> str:
    """Words as a sentence lists them: “a, b and c”."""
    *most, last = [str(part) for part in parts] or [""]
    return str(_("%(most)s and %(last)s") % {"most": ", ".join(most), "last": last}) if most else last


def _sentence(text: str) -> str:
    """The text with a full stop at its end."""
    return text if text.endswith((".", "!", "?")) else f"{text}."

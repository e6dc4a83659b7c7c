"""Deadlines of findings, and what each step of a finding needs (27001:2022 A.8.8)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.operation.vulnerabilities.identifiers import canonical
from tandem.operation.vulnerabilities.rating import rated

INFORMATION, NOT_RATED = 5, 6


def derive_vulnerability(vulnerability: Any, before: Any, actor: Actor) -> None:
    """What is known to be exploited is so since some day; the identifier stands as the title without another."""
    vulnerability.identifier = canonical(vulnerability.identifier)
    vulnerability.aliases = list(dict.fromkeys(map(canonical, vulnerability.aliases)))
    if vulnerability.vector and (vulnerability.severity == NOT_RATED or not vulnerability.score):
        _rate(vulnerability)
    vulnerability.title = vulnerability.title or vulnerability.identifier
    if vulnerability.is_exploited:
        vulnerability.exploited_since = vulnerability.exploited_since or actor.today


def _rate(vulnerability: Any) -> None:
    """What nothing else says of score and severity, the vector says."""
    by_vector = rated(vulnerability.vector)
    if by_vector:
        vulnerability.score = vulnerability.score or by_vector.score
        if vulnerability.severity == NOT_RATED:
            vulnerability.severity = by_vector.severity


def check_vulnerability(vulnerability: Any, before: Any, today: date) -> Mapping[str, str]:
    """A score lies between 0.0 and 10.0; what is exploited has been so since a day that has come."""
    problems = {}
    if vulnerability.score and not _is_score(vulnerability.score):
        problems["score"] = _("Write a score from 0.0 to 10.0.")
    for name in ("epss", "epss_percentile"):
        if getattr(vulnerability, name) is not None and not 0 <= getattr(vulnerability, name) <= 1:
            problems[name] = _("Write a share from 0 to 1.")
    if vulnerability.exploited_since and vulnerability.exploited_since > today:
        problems["exploited_since"] = _("A day to come is not known yet.")
    return problems


def _is_score(text: str) -> bool:
    whole, _dot, rest = text.partition(".")
    is_number = whole.isascii() and whole.isdigit() and (rest == "" or (rest.isascii() and rest.isdigit()))
    return is_number and 0 <= float(text) <= 10

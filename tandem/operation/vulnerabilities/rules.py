"""Deadlines of findings, and what each step of a finding needs (27001:2022 A.8.8)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor

INFORMATION, NOT_RATED = 5, 6


def derive_vulnerability(vulnerability: Any, before: Any, actor: Actor) -> None:
    """What is known to be exploited is so since some day; the identifier stands as the title without another."""
    vulnerability.identifier = " ".join(vulnerability.identifier.split())
    if vulnerability.identifier.upper().startswith("CVE-"):
        vulnerability.identifier = vulnerability.identifier.upper()
    vulnerability.title = vulnerability.title or vulnerability.identifier
    if vulnerability.is_exploited:
        vulnerability.exploited_since = vulnerability.exploited_since or actor.today


def check_vulnerability(vulnerability: Any, before: Any, today: date) -> Mapping[str, str]:
    """A score lies between 0.0 and 10.0; what is exploited has been so since a day that has come."""
    problems = {}
    if vulnerability.score and not _is_score(vulnerability.score):
        problems["score"] = _("Write a score from 0.0 to 10.0.")
    if vulnerability.exploited_since and vulnerability.exploited_since > today:
        problems["exploited_since"] = _("A day to come is not known yet.")
    return problems


def _is_score(text: str) -> bool:
    whole, _dot, rest = text.partition(".")
    is_number = whole.isascii() and whole.isdigit() and (rest == "" or (rest.isascii() and rest.isdigit()))
    return is_number and 0 <= float(text) <= 10

"""The shape of a VERIS record, versions 1.3 to 1.4.1: which fields there are, what they hold, since when.

Facts of the published schema (veriscommunity.net) in a notation of our own; the words of each list are in
`vocabulary.json`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

Version = tuple[int, ...]
FIRST, NEWEST = "1.3", "1.4.1"
YEARS = (("1.3", 2015), ("1.3.1", 2020), ("1.3.3", 2021), ("1.3.4", 2022), ("1.3.7", 2050))  # latest year of each
EARLIEST_YEAR = 1950


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: its kind, its parts, and the versions that have it. `words` names a list of the vocabulary.

    Kinds: part, parts (a list of them), text, note (a text that is not empty), names (a list of texts), word, words (a
    list), country, countries, currency, region, industry, whole, number, truth, year, month, day, clock.
    """

    kind: str
    parts: Mapping[str, "Field"] = field(default_factory=dict)
    words: str = ""
    since: str = FIRST
    until: str = ""
    required: str = ""  # the version since which it must be there
    required_until: str = ""
    is_open: bool = False  # may have parts of any name
    may_be_empty: bool = False
    is_set: bool = True  # a list that names nothing twice


TEXT, NOTE, WHOLE, NUMBER = Field(kind="text"), Field(kind="note"), Field(kind="whole"), Field(kind="number")
TRUTH = Field(kind="truth")


def _part(required: str = "", /, **parts: Field) -> Field:
    return Field(kind="part", parts=parts, required=required)


def _words(name: str, required: str = "", since: str = FIRST, until: str = "") -> Field:
    return Field(kind="words", words=name, required=required, since=since, until=until)


def _word(name: str, required: str = "", since: str = FIRST, until: str = "") -> Field:
    return Field(kind="word", words=name, required=required, since=since, until=until)


def _measure(name: str) -> Field:
    return _part(unit=_word(f"{name}.unit", FIRST), value=NUMBER)


def _action(name: str, /, **more: Field) -> Field:
    parts = {
        "variety": _words(f"action.{name}.variety", FIRST),
        "vector": _words(f"action.{name}.vector", FIRST),
        "notes": NOTE,
        "result": _words(f"action.{name}.result", since="1.3.2"),
    }
    gained = {word: Field(kind="truth", until="1.3.1") for word in ("Infiltrate", "Exfiltrate", "Elevate")}
    return Field(kind="part", parts={**parts, **gained, **more}, may_be_empty=True)


def _only(whole: Field, *names: str) -> Field:
    return Field(kind="part", parts={name: whole.parts[name] for name in names}, may_be_empty=True)


def _actor(name: str, /, **more: Field) -> Field:
    parts = {"motive": _words(f"actor.{name}.motive", FIRST), "notes": NOTE, **more}
    return Field(kind="part", parts=parts)


COUNTRIES = Field(kind="countries")
ABROAD = {
    "region": Field(kind="region"),
    "name": Field(kind="names"),
}
OPEN = Field(kind="part", parts={"notes": NOTE}, is_open=True, may_be_empty=True)
ACTIONS = {
    "malware": _action("malware", name=TEXT, cve=TEXT),
    "hacking": _action("hacking", cve=TEXT),
    "social": _action("social", target=_words("action.social.target", FIRST)),
    "misuse": _action("misuse"),
    "physical": _action("physical"),
    "error": _only(_action("error"), "variety", "vector", "notes"),
    "environmental": _only(_action("environmental"), "variety", "notes"),
    "unknown": Field(kind="part", parts={"notes": NOTE}, is_open=True, may_be_empty=True),
    "Unknown": Field(kind="part", parts={"notes": NOTE}, is_open=True, may_be_empty=True, until="1.3.2"),
}
ACTORS = {
    "external": _actor(
        "external",
        variety=_words("actor.external.variety", FIRST),
        country=Field(kind="countries", required=FIRST, required_until="1.3.2"),
        **ABROAD,
    ),
    "internal": _actor(
        "internal",
        variety=_words("actor.internal.variety", FIRST),
        job_change=_words("actor.internal.job_change"),
    ),
    "partner": _actor(
        "partner", country=Field(kind="countries", required=FIRST), industry=Field(kind="industry"), **ABROAD
    ),
    "unknown": OPEN,
}
ASSET = _part(
    FIRST,
    assets=Field(
        kind="parts",
        parts={"variety": _word("asset.assets.variety", FIRST), "amount": WHOLE},
        required="1.3.4",
    ),
    cloud=_words("asset.cloud", required="1.3.4"),
    accessibility=_word("asset.accessibility", until="1.3.2"),
    governance=_words("asset.governance", until="1.3.2"),
    ownership=_words("asset.ownership"),
    hosting=_words("asset.hosting"),
    management=_words("asset.management"),
    role=_words("asset.role", since="1.3.3"),
    country=COUNTRIES,
    notes=NOTE,
    total_amount=NUMBER,
)
ATTRIBUTES = {
    "confidentiality": _part(
        data_disclosure=_word("attribute.confidentiality.data_disclosure", FIRST),
        data=Field(
            kind="parts",
            parts={"variety": _word("attribute.confidentiality.data.variety", FIRST), "amount": WHOLE},
            is_set=False,
        ),
        data_total=WHOLE,
        data_volume=Field(kind="whole", since="1.4.1"),
        data_victim=_words("attribute.confidentiality.data_victim"),
        state=_words("attribute.confidentiality.state"),
        notes=NOTE,
    ),
    "integrity": _part(variety=_words("attribute.integrity.variety", FIRST), notes=NOTE),
    "availability": _part(
        variety=_words("attribute.availability.variety", FIRST),
        duration=_measure("attribute.availability.duration"),
        notes=NOTE,
    ),
    "unknown": Field(kind="part", parts={"notes": NOTE}, is_open=True, may_be_empty=True, since="1.3.3"),
}
TIMELINE = _part(
    FIRST,
    incident=_part(
        FIRST,
        year=Field(kind="year", required=FIRST),
        month=Field(kind="month"),
        day=Field(kind="day"),
        time=Field(kind="clock"),
    ),
    **{name: _measure(f"timeline.{name}") for name in ("compromise", "exfiltration", "discovery", "containment")},
)
VICTIM = _part(
    victim_id=TEXT,
    employee_count=_word("victim.employee_count", FIRST),
    industry=Field(kind="industry", required=FIRST),
    government=_words("victim.government", required="1.3.5", since="1.3.4"),
    locations_affected=WHOLE,
    country=Field(kind="countries", required=FIRST),
    region=Field(kind="region"),
    state=TEXT,
    notes=NOTE,
    secondary=_part(amount=WHOLE, notes=NOTE, victim_id=Field(kind="names", is_set=False)),
    revenue=_part(amount=WHOLE, iso_currency_code=Field(kind="currency")),
)
FOUND = {
    name: _part(variety=_words(f"discovery_method.{name}.variety", FIRST))
    for name in ("external", "internal", "partner")
}
CHAIN = ("development", "non-distribution services", "targeting", "distribution", "cash-out", "money laundering")
IMPACT = _part(
    overall_rating=_word("impact.overall_rating", FIRST),
    iso_currency_code=Field(kind="currency"),
    overall_amount=NUMBER,
    overall_min_amount=NUMBER,
    overall_max_amount=NUMBER,
    loss=Field(
        kind="parts",
        parts={
            "variety": _word("impact.loss.variety", FIRST),
            "rating": _word("impact.loss.rating"),
            "amount": NUMBER,
            "min_amount": NUMBER,
            "max_amount": NUMBER,
        },
        is_set=False,
    ),
    notes=NOTE,
)
RECORD = Field(
    kind="part",
    parts={
        "incident_id": Field(kind="text", required=FIRST),
        "schema_version": Field(kind="text", required=FIRST),
        "schema_name": Field(kind="text", since="1.3.6"),
        "security_incident": _word("security_incident", FIRST),
        "summary": Field(kind="text", required="1.3.5"),
        "source_id": TEXT,
        "reference": TEXT,
        "campaign_id": TEXT,
        "confidence": _word("confidence"),
        "timeline": TIMELINE,
        "victim": VICTIM,
        "actor": Field(kind="part", parts=ACTORS, required=FIRST),
        "action": Field(kind="part", parts=ACTIONS, required=FIRST),
        "asset": ASSET,
        "attribute": Field(kind="part", parts=ATTRIBUTES),
        "discovery_method": Field(
            kind="part",
            parts={**FOUND, "other": TRUTH, "unknown": TRUTH, "discovery_notes": NOTE},
            words="discovery_method",
            required=FIRST,
        ),
        "discovery_notes": NOTE,
        "value_chain": Field(
            kind="part",
            parts={
                **{name: _part(variety=_words(f"value_chain.{name}.variety", FIRST), notes=NOTE) for name in CHAIN},
                "NA": TRUTH,
            },
            since="1.3.3",
        ),
        "targeted": _word("targeted"),
        "impact": IMPACT,
        "ioc": Field(
            kind="parts",
            parts={"indicator": Field(kind="text", required=FIRST), "comment": TEXT},
            is_set=False,
        ),
        "corrective_action": TEXT,
        "cost_corrective_action": _word("cost_corrective_action"),
        "control_failure": TEXT,
        "notes": NOTE,
        "plus": OPEN,
        "subsets": OPEN,
        "extra": OPEN,
    },
)


@cache
def vocabulary() -> dict[str, Any]:
    """Versions, countries, currencies, and the words of each list with the versions that have them."""
    words: dict[str, Any] = json.loads(Path(__file__).with_name("vocabulary.json").read_text(encoding="utf-8"))
    return words


def known_versions() -> list[str]:
    """The versions that can be read, the oldest first."""
    versions: list[str] = vocabulary()["versions"]
    return versions


@cache
def spans(name: str) -> dict[str, tuple[int, int]]:
    """The words of a list with the places of the first and last version that has each."""
    versions = known_versions()
    places = {}
    for span, words in vocabulary()["words"][name].items():
        first, _dash, last = "-".partition("-") if span == "always" else span.partition("-")
        place = versions.index(first) if first else 0, versions.index(last) if last else len(versions) - 1
        places.update(dict.fromkeys(words, place))
    return places


def place_of(version: str) -> int | None:
    """The place of a version among the known ones; a later correction such as 1.3.2.1 counts as 1.3.2."""
    versions = known_versions()
    if version in versions:
        return versions.index(version)
    return next((place for place in range(len(versions) - 1, 0, -1) if version.startswith(versions[place] + ".")), None)

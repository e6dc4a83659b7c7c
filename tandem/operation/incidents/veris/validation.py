"""Whether something is a VERIS record: every reason why not, with its place, what stands there and what would be right.

A pure function of the record and the present day.
"""

import calendar
import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.operation.incidents.veris import structure
from tandem.operation.incidents.veris.structure import EARLIEST_YEAR, RECORD, YEARS, Field

INDUSTRY = re.compile(r"\d{2}-?\d{0,4}")
REGION = re.compile(r"\d{6}")
CLOCKS = re.compile(r"\d{1,2}:\d{2}(:\d{2})?( ?[AaPp][Mm])?|(\d{2}:){2}\d{2}Z?")
SHOWN_WORDS = 12
LONGEST = 60
GRACE = 1  # words are used in the version before the one that names them, and after they were dropped


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at one place of a record."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


def problems(record: Any, today: date) -> list[Problem]:
    """Every reason why something is no valid VERIS record; none for a valid one."""
    if not isinstance(record, dict):
        return [Problem("", _("A VERIS record is an object with names and values; this is %(what)s.") % _what(record))]
    version = record.get("schema_version")
    if version is None or version == "":
        return [Problem("schema_version", _("It is missing; it says which version the record follows."))]
    place = structure.place_of(version) if isinstance(version, str) else None
    if place is None:
        known = ", ".join(structure.known_versions())
        return [Problem("schema_version", _("“%(value)s” cannot be read; known: %(known)s.") % _shown(version, known))]
    inside = list(_Look(place, today).part("", record, RECORD))
    return inside or list(_across(record, place, today))


def _shown(value: Any, known: str) -> dict[str, str]:
    return {"value": str(value)[:LONGEST], "known": known}


def _what(value: Any) -> dict[str, str]:
    kinds = ((bool, _("yes or no")), (str, _("a text")), (int | float, _("a number")), (list, _("a list")))
    named = next((name for kind, name in kinds if isinstance(value, kind)), _("empty"))
    return {"what": _("an object") if isinstance(value, dict) else named}


class _Look:
    """Looks through a record of one version."""

    def __init__(self, place: int, today: date) -> None:
        self.place, self.today = place, today

    def part(self, path: str, value: Any, field: Field) -> Iterator[Problem]:
        """An object: its required parts are there, every part is known, none is wrong."""
        if path == "discovery_method" and self.place < structure.known_versions().index("1.3.3"):
            yield from self.word(path, value, field)
            return
        if not isinstance(value, dict):
            yield Problem(path, _("It has parts of its own; this is %(what)s.") % _what(value))
            return
        if not value and not field.may_be_empty:
            yield Problem(path, _("It is empty; leave it out or fill it in."))
        for name, inner in field.parts.items():
            if name not in value and self._is_required(inner):
                yield Problem(_join(path, name), _("It is missing."))
        for name, held in value.items():
            yield from self._of_part(path, name, held, field)

    def _of_part(self, path: str, name: str, held: Any, field: Field) -> Iterator[Problem]:
        inner, where = field.parts.get(name), _join(path, name)
        if inner is None:
            if not field.is_open:
                known = ", ".join(known for known, other in field.parts.items() if self._has(other))
                yield Problem(where, _("There is no such field; known here: %(known)s.") % {"known": known})
            return
        if not self._has(inner):
            versions = {"since": inner.since, "until": inner.until}
            yield Problem(
                where,
                _("This field ended with version %(until)s.") % versions
                if inner.until
                else _("This field came with version %(since)s.") % versions,
            )
            return
        yield from getattr(self, inner.kind)(where, held, inner)

    def _has(self, field: Field) -> bool:
        first = structure.known_versions().index(field.since)
        last = structure.known_versions().index(field.until) if field.until else self.place
        return first - GRACE <= self.place <= last

    def _is_required(self, field: Field) -> bool:
        if not field.required:
            return False
        until = structure.known_versions().index(field.required_until) if field.required_until else self.place
        return structure.known_versions().index(field.required) <= self.place <= until

    def parts(self, path: str, value: Any, field: Field) -> Iterator[Problem]:
        """A list of objects."""
        whole = Field(kind="part", parts=field.parts)
        yield from self._list(path, value, is_set=field.is_set)
        for number, inner in enumerate(value if isinstance(value, list) else ()):
            yield from self.part(f"{path}[{number}]", inner, whole)

    def _list(self, path: str, value: Any, *, is_set: bool = True, may_be_empty: bool = False) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem(path, _("It is a list; this is %(what)s.") % _what(value))
        elif not value and not may_be_empty:
            yield Problem(path, _("The list is empty; leave it out or name something."))
        elif is_set:
            twice = next((entry for place, entry in enumerate(value) if entry in value[:place]), None)
            if twice is not None:
                yield Problem(path, _("“%(value)s” stands there twice.") % {"value": str(twice)[:LONGEST]})

    def text(self, path: str, value: Any, field: Field) -> Iterator[Problem]:
        """A text."""
        if not isinstance(value, str):
            yield Problem(path, _("It is a text; this is %(what)s.") % _what(value))
        elif "\x00" in value:
            yield Problem(path, _("The text has a character that cannot be kept."))
        elif field.required and not value.strip() and path == "incident_id":
            yield Problem(path, _("It is empty; every record needs a number of its own."))

    def note(self, path: str, value: Any, field: Field) -> Iterator[Problem]:
        """A text that says something."""
        yield from self.text(path, value, field)
        if value == "":
            yield Problem(path, _("It is empty; leave it out or write something."))

    def names(self, path: str, value: Any, field: Field) -> Iterator[Problem]:
        """A list of texts."""
        yield from self._list(path, value, is_set=field.is_set)
        for number, entry in enumerate(value if isinstance(value, list) else ()):
            yield from self.text(f"{path}[{number}]", entry, field)

    def word(self, path: str, value: Any, field: Field) -> Iterator[Problem]:
        """One word of a list."""
        if isinstance(value, list) and self.place >= structure.known_versions().index("1.3.2"):
            value = value[0] if len(value) == 1 else value
        if not isinstance(value, str):
            yield Problem(path, _("It is one word of a list; this is %(what)s.") % _what(value))
            return
        spans = structure.spans(field.words)
        if value not in spans:
            yield Problem(path, _("“%(value)s” is none of: %(known)s.") % _shown(value, self._known(spans, value)))
            return
        first, last = spans[value]
        versions = structure.known_versions()
        if not first - GRACE <= self.place <= last + GRACE:
            params = {"value": value, "first": versions[first], "last": versions[last]}
            yield Problem(
                path,
                _("“%(value)s” came with version %(first)s.") % params
                if self.place < first
                else _("“%(value)s” ended with version %(last)s.") % params,
            )

    def _known(self, spans: Mapping[str, tuple[int, int]], value: str) -> str:
        """The words that the list has, those that look like the wrong one first."""
        known = sorted(word for word, (first, last) in spans.items() if first <= self.place <= last)
        alike = difflib.get_close_matches(value, known)
        known = [*alike, *(word for word in known if word not in alike)]
        return ", ".join(known[:SHOWN_WORDS]) + (" …" if len(known) > SHOWN_WORDS else "")

    def words(self, path: str, value: Any, field: Field) -> Iterator[Problem]:
        """Several words of a list; some of them were a single word once."""
        was_one_word = path.startswith("asset.") and self.place < structure.known_versions().index("1.3.4")
        if isinstance(value, str) and was_one_word:
            yield from self.word(path, value, field)
            return
        yield from self._list(path, value)
        for number, entry in enumerate(value if isinstance(value, list) else ()):
            yield from self.word(f"{path}[{number}]", entry, field)

    def countries(self, path: str, value: Any, field: Field) -> Iterator[Problem]:
        """A list of countries by two letters (ISO 3166-1)."""
        yield from self._list(path, value)
        known = structure.vocabulary()["countries"]
        for number, entry in enumerate(value if isinstance(value, list) else ()):
            if not isinstance(entry, str) or entry not in known:
                message = _("“%(value)s” is no country; write two capital letters, or Unknown.") % _shown(entry, "")
                yield Problem(f"{path}[{number}]", message)

    def currency(self, path: str, value: Any, field: Field) -> Iterator[Problem]:
        """A currency by three letters (ISO 4217)."""
        if not isinstance(value, str) or value not in structure.vocabulary()["currencies"]:
            yield Problem(path, _("“%(value)s” is no currency; write three capital letters.") % _shown(value, ""))

    def region(self, path: str, value: Any, field: Field) -> Iterator[Problem]:
        """A list of regions by six digits (UN M.49, super-region and sub-region)."""
        yield from self._list(path, value)
        for number, entry in enumerate(value if isinstance(value, list) else ()):
            if not isinstance(entry, str) or not REGION.fullmatch(entry):
                message = _("“%(value)s” is no region; write its six digits, 000000 for unknown.") % _shown(entry, "")
                yield Problem(f"{path}[{number}]", message)

    def industry(self, path: str, value: Any, field: Field) -> Iterator[Problem]:
        """An industry by its NAICS number of two to six digits."""
        if not isinstance(value, str) or not 2 <= len(value) <= 6 or not INDUSTRY.fullmatch(value):
            yield Problem(path, _("“%(value)s” is no NAICS number of two to six digits.") % _shown(value, ""))

    def whole(self, path: str, value: Any, field: Field) -> Iterator[Problem]:
        """A whole number."""
        is_whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        if isinstance(value, bool) or not is_whole:
            yield Problem(path, _("It is a whole number; this is “%(value)s”.") % _shown(value, ""))

    def number(self, path: str, value: Any, field: Field) -> Iterator[Problem]:
        """A number."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield Problem(path, _("It is a number; this is “%(value)s”.") % _shown(value, ""))

    def truth(self, path: str, value: Any, field: Field) -> Iterator[Problem]:
        """Yes or no."""
        if not isinstance(value, bool):
            yield Problem(path, _("It is true or false; this is “%(value)s”.") % _shown(value, ""))

    def _between(self, path: str, value: Any, least: int, most: int) -> Iterator[Problem]:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            params = {"value": str(value)[:LONGEST], "least": least, "most": most}
            yield Problem(path, _("“%(value)s” is no whole number from %(least)d to %(most)d.") % params)

    def year(self, path: str, value: Any, field: Field) -> Iterator[Problem]:
        """A year that the version knows, and that has begun."""
        known = [most for version, most in YEARS if structure.known_versions().index(version) <= self.place]
        yield from self._between(path, value, EARLIEST_YEAR, min(known[-1], self.today.year))

    def month(self, path: str, value: Any, field: Field) -> Iterator[Problem]:
        """A month by its number."""
        yield from self._between(path, value, 1, 12)

    def day(self, path: str, value: Any, field: Field) -> Iterator[Problem]:
        """A day of the month."""
        yield from self._between(path, value, 1, 31)

    def clock(self, path: str, value: Any, field: Field) -> Iterator[Problem]:
        """A time of day."""
        if not isinstance(value, str) or not CLOCKS.fullmatch(value.strip()):
            yield Problem(path, _("“%(value)s” is no time of day such as 05:45:00 PM.") % _shown(value, ""))


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _across(record: Mapping[str, Any], place: int, today: date) -> Iterator[Problem]:
    """What holds between fields, once each is right by itself."""
    if record["security_incident"] == "Confirmed" and "attribute" not in record:
        yield Problem(
            "attribute", _("A confirmed incident says what was lost: confidentiality, integrity, availability.")
        )
    yield from _dates(record, today)
    data = record.get("attribute", {}).get("confidentiality", {})
    amounts = [kind["amount"] for kind in data.get("data", ()) if "amount" in kind]
    if amounts and "data_total" in data and max(amounts) > data["data_total"]:
        params = {"most": max(amounts), "total": data["data_total"]}
        path = "attribute.confidentiality.data_total"
        yield Problem(path, _("It is %(total)d, less than the %(most)d of one kind of data.") % params)
    yield from _amounts(record.get("impact", {}))
    secondary = record.get("victim", {}).get("secondary", {})
    if "amount" in secondary and len(secondary.get("victim_id", ())) > secondary["amount"]:
        params = {"named": len(secondary["victim_id"]), "amount": secondary["amount"]}
        yield Problem("victim.secondary.amount", _("%(named)d are named, but it says %(amount)d.") % params)


def _dates(record: Mapping[str, Any], today: date) -> Iterator[Problem]:
    """The day exists, has come, and was not made known before it."""
    happened = record["timeline"]["incident"]
    year, month, day = (happened.get(name) for name in ("year", "month", "day"))
    path = "timeline.incident"
    if day and not month:
        yield Problem(f"{path}.month", _("A day needs its month."))
        return
    if day and month and day > calendar.monthrange(year, month)[1]:
        params = {"day": day, "month": month, "year": year}
        yield Problem(f"{path}.day", _("There is no %(day)d of month %(month)d in %(year)d.") % params)
        return
    if (year, month or 0, day or 0) > (today.year, today.month if month else 0, today.day if day else 0):
        yield Problem(path, _("It has not come yet."))
    plus = record.get("plus", {}).get("timeline")
    told_at = plus.get("notification") if isinstance(plus, dict) else None
    if isinstance(told_at, dict) and isinstance(told_at.get("year"), int) and told_at["year"] < year:
        known = {"told": told_at["year"], "year": year}
        yield Problem(
            "plus.timeline.notification.year", _("Made known in %(told)d, before it happened in %(year)d.") % known
        )


def _amounts(impact: Mapping[str, Any]) -> Iterator[Problem]:
    """The least is not above the most, of the whole and of each loss."""
    ranges = [("impact", impact, "overall_min_amount", "overall_max_amount")]
    ranges += [(f"impact.loss[{n}]", loss, "min_amount", "max_amount") for n, loss in enumerate(impact.get("loss", ()))]
    for path, part, least, most in ranges:
        if least in part and most in part and part[least] > part[most]:
            params = {"least": part[least], "most": part[most]}
            yield Problem(f"{path}.{least}", _("The least (%(least)s) is above the most (%(most)s).") % params)

"""Kinds of words: long text, references, choices, yes or no, lists of words, structured parts."""

import json
import re
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.kinds.kind import Kind, ModelField, Reading, Schema, nothing, parts
from tandem.ground.kernel.kinds.numbers import grouped
from tandem.ground.kernel.text import clean, in_one_line

TRUE_WORDS = frozenset({"true", "yes", "on", "1", "y"})
FALSE_WORDS = frozenset({"false", "no", "off", "0", "n", ""})
BETWEEN_WORDS = re.compile("[,;]")
EXACT = 2**53
LARGEST_STRUCTURE = 1_000_000


class LongText(Kind):
    """Text of several lines, written in Markdown."""

    name = "long"
    is_short = False

    def trimmed(self, field: ModelField, text: str) -> str:
        return clean(text).strip()

    def parsed(self, field: ModelField, value: Any, reading: Reading) -> Any:
        text = super().parsed(field, value, reading)
        if field.max_length is not None and len(text) > field.max_length:
            limits = {"most": grouped(field.max_length), "length": grouped(len(text))}
            raise ValidationError(_("At most %(most)s characters fit here; there are %(length)s."), params=limits)
        return text


class Reference(Kind):
    """The reference of the record itself."""

    name = "reference"

    def condition(self, actor: Actor, field: ModelField, bound: str, text: str) -> Q:
        return Q(**{f"{field.name}__in": [part.upper() for part in parts(text)]})


class Choice(Kind):
    """One of the declared choices, kept by its key."""

    name = "choice"
    is_picked = True
    is_free_text = False

    def parsed(self, field: ModelField, value: Any, reading: Reading) -> Any:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        wanted = _folded(value)
        for key, label in field.flatchoices:
            if wanted in (_folded(key), _folded(label)):
                return key
        known = ", ".join(str(key) for key, _label in field.flatchoices)
        told = {"value": str(value)[:40], "known": known}
        raise ValidationError(_("“%(value)s” is not one of: %(known)s."), params=told, code="choice")

    def schema(self, field: ModelField, *, writing: bool) -> Schema:
        keys = [key for key, _label in field.flatchoices if key not in ("", None)]
        return {"type": "integer" if isinstance(keys[0], int) else "string", "enum": keys}

    def condition(self, actor: Actor, field: ModelField, bound: str, text: str) -> Q:
        known = {str(key): key for key, _label in field.flatchoices}
        asked = parts(text)
        if unknown := [part for part in asked if part not in known]:
            told = {"value": unknown[0][:40], "known": ", ".join(known)}
            raise ValidationError(_("“%(value)s” is not one of: %(known)s."), params=told)
        chosen = Q(**{f"{field.name}__in": [known[part] for part in asked]})
        return chosen & Q(**{f"{field.name}__gt": ""}) if is_left_empty(field) else chosen


def is_left_empty(field: ModelField) -> bool:
    """Whether a choice of words may be left empty: records with one are then found by an index over those alone."""
    return bool(field.blank) and not field.null and field.get_internal_type() == "CharField"


def _folded(words: Any) -> str:
    return unicodedata.normalize("NFC", str(words)).strip().casefold()


class Truth(Kind):
    """Yes or no."""

    name = "boolean"
    is_picked = True
    is_free_text = False

    def read(self, field: ModelField, value: Any, reading: Reading) -> Any:
        if value is None or (isinstance(value, str) and not value.strip()):
            return None if field.null else False
        return self.parsed(field, value, reading)

    def parsed(self, field: ModelField, value: Any, reading: Reading) -> Any:
        return truth(value)

    def schema(self, field: ModelField, *, writing: bool) -> Schema:
        return {"type": "boolean"}

    def condition(self, actor: Actor, field: ModelField, bound: str, text: str) -> Q:
        return Q(**{field.name: truth(text)})


def truth(value: Any) -> bool:
    """Yes or no as people write it; ValidationError for anything else."""
    word = str(value).strip().lower()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise ValidationError(_("Write yes or no."), code="invalid")


class Words(Kind):
    """A list of words; as text they stand separated by commas."""

    name = "words"
    is_short = False

    def read(self, field: ModelField, value: Any, reading: Reading) -> Any:
        if value is None or value == "":
            return [] if field.blank else nothing_but_default(field)
        given = BETWEEN_WORDS.split(value) if isinstance(value, str) else value
        if not isinstance(given, list | tuple) or any(isinstance(part, dict | list | bool | None) for part in given):
            raise ValidationError(_("Write words separated by commas."), code="invalid")
        words = [word for part in given if (word := in_one_line(str(part)))]
        self._insist_fitting(field, words)
        return self.parsed(field, words if field.keeps_repeats else list(dict.fromkeys(words)), reading)

    def parsed(self, field: ModelField, value: Any, reading: Reading) -> Any:
        return value

    def _insist_fitting(self, field: ModelField, words: list[str]) -> None:
        if len(words) > field.most:
            limits = {"most": field.most, "count": len(words)}
            message = ngettext(
                "At most %(most)d word fits here; there are %(count)d.",
                "At most %(most)d words fit here; there are %(count)d.",
                field.most,
            )
            raise ValidationError(message, params=limits)
        if long := next((word for word in words if len(word) > field.longest), ""):
            told = {"word": long[:40], "most": field.longest}
            raise ValidationError(_("“%(word)s…” is longer than %(most)d characters."), params=told)

    def schema(self, field: ModelField, *, writing: bool) -> Schema:
        return {"type": "array", "items": {"type": "string"}}

    def condition(self, actor: Actor, field: ModelField, bound: str, text: str) -> Q:
        """Records whose list has one of the words; databases keep characters beyond ASCII in two ways."""
        having = Q()
        for word in parts(text):
            for written in {json.dumps(word), json.dumps(word, ensure_ascii=False)}:
                having |= Q(**{f"{field.name}__icontains": written})
        return having


def nothing_but_default(field: ModelField) -> Any:
    """What stands in a list that may not be empty when nothing is given; ValidationError when that is nothing."""
    return field.get_default() or nothing(field)


class Structure(Kind):
    """Structured parts: names with their values, or a list of such."""

    name = "structure"
    is_short = False

    def read(self, field: ModelField, value: Any, reading: Reading) -> Any:
        if value is None or value == "":
            return field.get_default()
        if not isinstance(value, dict) and not (isinstance(value, list) and isinstance(field.get_default(), list)):
            raise ValidationError(_("Give names with their values."), code="invalid")
        if len(json.dumps(value, default=str)) > LARGEST_STRUCTURE:
            raise ValidationError(_("That is too large to be kept here."), code="invalid")
        return _cleaned(value)

    def schema(self, field: ModelField, *, writing: bool) -> Schema:
        if isinstance(field.get_default(), list):
            return {"type": "array", "items": {}}
        return {"type": "object", "additionalProperties": True}


def _cleaned(value: Any) -> Any:
    """Structured parts with clean texts and numbers that every reader takes for the same."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(str(name)): _cleaned(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(part) for part in value]
    if isinstance(value, int) and not -EXACT < value < EXACT:
        raise ValidationError(_("That number is too large."), code="invalid")
    return value

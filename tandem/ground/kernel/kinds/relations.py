"""Kinds that name others: persons, records, several records."""

from abc import ABC, abstractmethod
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tandem.ground.kernel import prepared
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.kinds.kind import NONE_WORD, Kind, ModelField, Reading, Schema, nothing, parts
from tandem.ground.kernel.kinds.texts import Words
from tandem.ground.kernel.promised import is_promised
from tandem.ground.kernel.tenancy import active_organization_id
from tandem.ground.kernel.text import in_one_line

ME_WORD = "me"
LONGEST_NAME = 320  # an e-mail address has at most as many characters


class Named(Kind, ABC):
    """Something else that the organization has, named as people name it."""

    is_picked = True
    is_free_text = False

    def read(self, field: ModelField, value: Any, reading: Reading) -> Any:
        model = field.related_model
        if isinstance(value, dict | list | bool | float):
            raise ValidationError(_("Give a text."), code="invalid")
        may_be_key = reading.takes_keys or isinstance(value, model | int)
        is_itself = isinstance(value, model)
        if is_itself and is_promised(value.pk):
            return value
        text = str(value.pk) if is_itself else in_one_line(str(value)) if value is not None else ""
        if not text:
            return nothing(field)
        if len(text) > LONGEST_NAME:
            raise ValidationError(_("There is no “%(value)s” here."), params={"value": text[:80]}, code="unknown")
        key = (model, text)
        if key not in reading.found:
            reading.found[key] = self.lookup(model, text, may_be_key and is_key(text))
        return reading.found[key]

    @abstractmethod
    def lookup(self, model: Any, text: str, by_key: bool) -> Any:
        """What is called this in the active organization; ValidationError when nothing is."""

    def kept(self, value: Any) -> Any:
        return value.pk

    def condition(self, actor: Actor, field: ModelField, bound: str, text: str) -> Q:
        asked = parts(text)
        chosen = Q(**{field.name: None}) if NONE_WORD in asked else Q()
        if named := [part for part in asked if part != NONE_WORD]:
            chosen |= self.among(actor, field, named)
        return chosen

    @abstractmethod
    def among(self, actor: Actor, field: ModelField, named: list[str]) -> Q:
        """The condition that it is one of those named."""

    def mark(self, field: ModelField, carried: Any) -> Any:
        return field.target_field.to_python(carried)


def is_key(text: str) -> bool:
    """Whether a text can be the primary key of something."""
    return text.isascii() and text.isdigit() and len(text) < 19


class RecordNamed(Named):
    """A record, by its reference."""

    name = "record"

    def lookup(self, model: Any, text: str, by_key: bool) -> Any:
        name, value = ("pk", int(text)) if by_key else ("reference", text.upper())
        record = prepared.record(model, name, value) if text.isprintable() else None
        if record is None:
            raise ValidationError(_("There is no “%(value)s” here."), params={"value": text[:80]}, code="unknown")
        return record

    def schema(self, field: ModelField, *, writing: bool) -> Schema:
        return {"type": "string", "maxLength": 40, "description": "Reference of a record, such as RISK-12."}

    def path(self, field: ModelField) -> str:
        return f"{field.name}__reference"

    def among(self, actor: Actor, field: ModelField, named: list[str]) -> Q:
        return Q(**{f"{field.name}__reference__in": [part.upper() for part in named]})


class PersonNamed(Named):
    """A member of the organization, by e-mail address or, when it is unique, by name."""

    name = "person"

    def lookup(self, model: Any, text: str, by_key: bool) -> Any:
        named = Q(pk=int(text)) if by_key else Q(email=text.lower()) | Q(name__iexact=text)
        people = list(members_of_active(model).filter(named)[:2])
        if len(people) != 1:
            message = _("“%(value)s” is no member of this organization; write an e-mail address.")
            raise ValidationError(message, params={"value": text[:80]}, code="unknown")
        return people[0]

    def schema(self, field: ModelField, *, writing: bool) -> Schema:
        return {"type": "string", "description": "E-mail address of a member."}

    def path(self, field: ModelField) -> str:
        return f"{field.name}__email"

    def among(self, actor: Actor, field: ModelField, named: list[str]) -> Q:
        keys: set[Any] = {int(part) for part in named if is_key(part)}
        keys |= {actor.user_id} if ME_WORD in named else set()
        chosen = Q(**{f"{field.attname}__in": keys - {None}}) if keys else Q()
        emails = [part.lower() for part in named if part != ME_WORD and not is_key(part)]
        return chosen | Q(**{f"{field.name}__email__in": emails}) if emails else chosen


def members_of_active(model: Any) -> "QuerySet[Any]":
    """Users who are members of the active organization."""
    members: QuerySet[Any] = model.objects.filter(memberships__organization_id=active_organization_id())
    return members.order_by("name")


class RecordsNamed(Words):
    """Several records of one model, by their references."""

    name = "records"
    is_free_text = False

    def parsed(self, field: ModelField, value: Any, reading: Reading) -> Any:
        wanted = [word.upper() for word in value]
        records = apps.get_model(field.to).objects
        known = set(records.filter(reference__in=wanted).values_list("reference", flat=True))
        if unknown := next((word for word in wanted if word not in known), ""):
            raise ValidationError(_("There is no “%(value)s” here."), params={"value": unknown[:80]}, code="unknown")
        return wanted

    def schema(self, field: ModelField, *, writing: bool) -> Schema:
        return super().schema(field, writing=writing) | {"description": "References of records, such as DOC-12."}

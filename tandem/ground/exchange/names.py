"""Which person or record a cell names: by reference, address, external number or title; never by a database key."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from tandem.ground.exchange.conversion import folded
from tandem.ground.exchange.numbers import refuse
from tandem.ground.exchange.promises import Promises
from tandem.ground.kernel import permissions
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.kinds.relations import members_of_active
from tandem.ground.kernel.promised import is_promised
from tandem.ground.kernel.records import Record
from tandem.ground.kernel.registers import of_model

AMBIGUOUS = 0  # no record has this key
MOST_OFFERED = 3


class Names:
    """Finds what cells name, with one query for each kind of record."""

    def __init__(self, actor: Actor, promises: Promises) -> None:
        self.actor, self.promises = actor, promises
        self._known: dict[type[models.Model], dict[str, int]] = {}
        self._spoken: dict[type[models.Model], dict[str, str]] = {}
        self._found: dict[type[models.Model], dict[int, Any]] = {}
        self._given: dict[type[models.Model], dict[str, int]] = {}
        self._taken: dict[type[models.Model], int] = {}

    def find(self, field: Any, raw: Any) -> Any:
        """The record or person; Invalid names those that the cell may have meant."""
        model: type[models.Model] = field.related_model
        key = self.known(model).get(folded(raw))
        if key is None:
            raise refuse(self._unknown(model, raw))
        if key == AMBIGUOUS:
            raise refuse(_("“%(text)s” names several; write the reference or address.") % {"text": str(raw)[:60]})
        kept = self._found.setdefault(model, {})
        if key not in kept:
            kept[key] = self.promises.records[model, key] if is_promised(key) else model._base_manager.get(pk=key)
        return kept[key]

    def known(self, model: type[models.Model]) -> Mapping[str, int]:
        """Key by every name under which a kind of record or the people are known."""
        if model not in self._known:
            self._known[model], self._spoken[model] = self._indexed(list(self._read(model)))
            self._given[model], self._taken[model] = {}, 0
        if self._taken[model] < len(self.promises.named(model)):
            self._take_promised(model)
        return self._known[model]

    def _take_promised(self, model: type[models.Model]) -> None:
        """What the file itself calls something is meant before what is called so elsewhere; rows bring ever more."""
        given, promised = self._given[model], self.promises.named(model)
        for key, names in promised[self._taken[model] :]:
            for name in map(str, names):
                if given.setdefault(folded(name), key) != key:
                    given[folded(name)] = AMBIGUOUS
                self._known[model][folded(name)] = given[folded(name)]
                self._spoken[model].setdefault(folded(name), name)
        self._taken[model] = len(promised)

    @staticmethod
    def _indexed(read: list[tuple[int, str, tuple[str, ...]]]) -> tuple[dict[str, int], dict[str, str]]:
        """What is given out once beats what several may be called."""
        known: dict[str, int] = {}
        spoken: dict[str, str] = {}
        for key, _sure, others in read:
            for name in filter(None, others):
                if known.setdefault(folded(name), key) != key:
                    known[folded(name)] = AMBIGUOUS
                spoken.setdefault(folded(name), name)
        for key, sure, _others in read:
            known[folded(sure)], spoken[folded(sure)] = key, sure
        return known, spoken

    def _read(self, model: type[models.Model]) -> Any:
        if not issubclass(model, Record):
            people = members_of_active(model).values_list("pk", "email", "name")
            return [(key, email, (name,)) for key, email, name in people]
        register = of_model(model)
        if register is None:
            return []
        seen = permissions.visible(self.actor, register)
        names = seen.values_list("pk", "reference", "external_id", register.headline)
        return [(key, reference, tuple(str(name) for name in rest)) for key, reference, *rest in names]

    def offered(self, model: Any, raw: Any) -> list[str]:
        """Names that are like the one in a cell, the likeliest first."""
        self.known(model)
        spoken = self._spoken[model]
        return [spoken[name] for name in get_close_matches(folded(raw), spoken, MOST_OFFERED, 0.7)]

    def _unknown(self, model: type[models.Model], raw: Any) -> str:
        if self.promises.is_broken(model, raw):
            return _("“%(text)s” stands in a row of this file that is wrong or left out.") % {"text": str(raw)[:60]}
        params = {"text": str(raw)[:60], "near": ", ".join(self.offered(model, raw))}
        if params["near"]:
            return _("There is no “%(text)s” here. Near it: %(near)s.") % params
        if issubclass(model, Record):
            return _("There is no “%(text)s” here; write its reference or title.") % params
        return _("“%(text)s” is no member of this organization; write an e-mail address.") % params

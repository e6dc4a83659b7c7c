"""Bringing what agents found into the inventory: what is new, what changed, what stays as others told it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.exchange import long_work, works
from tandem.ground.exchange.models import ImportRun
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel import rehearsing, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.permissions import WRITERS, insist
from tandem.ground.kernel.registers import declared_for
from tandem.operation.inventory.models import Item
from tandem.operation.inventory.relations.models import ItemRelation
from tandem.operation.inventory.sources.devices import Device, read
from tandem.operation.inventory.sources.matching import Known
from tandem.operation.inventory.sources.models import ItemSource

KIND = "inventory"
MOST_FILES = 500


@dataclass(slots=True)
class Outcome:
    """What came, or would come, of one device: new, changed, unchanged, left-out; or why its file was refused."""

    file: str
    title: str = ""
    action: str = ""
    reference: str = ""
    known_by: str = ""
    why: str = ""
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    kept: list[tuple[str, str, str, str]] = field(default_factory=list)
    parts: list["Outcome"] = field(default_factory=list)
    relations_new: int = 0
    relations_gone: int = 0
    not_understood: list[str] = field(default_factory=list)


def preview(actor: Actor, source: Any, files: Sequence[tuple[str, bytes]]) -> list[Outcome]:
    """What the files would do one after the other, tried out without keeping anybody waiting."""
    with rehearsing.rehearsed():
        return _take(actor, source, files, None)


def bring(actor: Actor, source: Any, files: Sequence[tuple[str, bytes]]) -> tuple[list[Outcome], int]:
    """Take each file whole or not at all; the same file again changes nothing but the day it was found.

    Returns what came of each, and the number of the import to take all of it back, 0 when nothing was brought.
    """
    _insist_bringable(actor, files)
    run = works.begin(actor, declared_for(Item), ", ".join(name for name, _data in files), KIND)
    outcomes = _take(actor, source, files, run)
    works.end(actor, run, {"files": len(files)})
    number = run.pk if run.arrival else 0
    works.drop_unused(run)
    return outcomes, number


def _insist_bringable(actor: Actor, files: Sequence[tuple[str, bytes]]) -> None:
    insist(actor.may_write and actor.role in WRITERS, _("Your role does not include imports."))
    if len(files) > MOST_FILES:
        raise Invalid({"file": [_("Bring at most %(most)d files at once.") % {"most": MOST_FILES}]})


def _take(actor: Actor, source: Any, files: Sequence[tuple[str, bytes]], run: ImportRun | None) -> list[Outcome]:
    _insist_bringable(actor, files)
    ranks = dict(ItemSource.objects.values_list("title", "rank"))
    work = _Work(actor.importing(), source, ranks, Known(), run)
    outcomes = [work.take(name, data) for name, data in files]
    if any(outcome.action != "refused" for outcome in outcomes):
        day = {"last_brought": actor.today}
        writing.follow(actor, declared_for(ItemSource), source, day, "brought")
    return outcomes


def source_named(title: str) -> Any:
    """The source of this name; Invalid names those that there are."""
    source = ItemSource.objects.filter(title__iexact=title.strip()).first()
    if source is None:
        known = ", ".join(ItemSource.objects.order_by("rank", "title").values_list("title", flat=True)[:20])
        words = _("There is no source “%(title)s”; there are: %(known)s.")
        raise Invalid({"source": [words % {"title": title, "known": known or "–"}]})
    return source


@dataclass(slots=True)
class _Work:
    actor: Actor
    source: Any
    ranks: Mapping[str, int]
    known: Known
    run: ImportRun | None

    def take(self, name: str, data: bytes) -> Outcome:
        """One file with its device and what hangs on that."""
        outcome = Outcome(name)
        try:
            device = read(name, data)
            pieces = self._pieces(outcome, device)
            size = 1 + len(device.parts)
            long_work.as_a_whole(self.actor, pieces, size, _("It could not be kept whole"), self.run)
        except (UnusableFile, Invalid) as refused:
            self.known = Known()  # what the refused file had added is gone again
            return Outcome(name, action="refused", why=str(refused))
        outcome.not_understood = device.not_understood
        return outcome

    def _pieces(self, outcome: Outcome, device: Device) -> Iterator[None]:
        self._device(outcome, device)
        yield
        yield from self._parts(outcome, device)

    def _device(self, outcome: Outcome, device: Device) -> None:
        match, outcome.title = self.known.match(device), device.name
        outcome.known_by, outcome.reference = match.by, match.reference
        if match.alike:
            words = _("Several items have this mark: %(alike)s.")
            outcome.action, outcome.why = "left-out", words % {"alike": ", ".join(match.alike[:10])}
        elif match.reference:
            self._known_item(outcome, device)
        elif not self.source.creates:
            outcome.action, outcome.why = "left-out", _("No item is known by it, and this source adds none.")
        else:
            values = {name: value for name, value in _values(device).items() if value}
            sources = dict.fromkeys(values, self.source.title)
            seen = {"is_ci": True, "kind": device.kind, **self._seen(), "told_by": sources}
            made = writing.create(self.actor, declared_for(Item), values | seen)
            self.known.learn(made)
            outcome.action, outcome.reference = "new", made.reference

    def _known_item(self, outcome: Outcome, device: Device) -> None:
        item = _item(outcome.reference)
        if item.state == "retired":
            outcome.action, outcome.why = "left-out", _("It was found, but it is retired here.")
            return
        values, sources = {}, dict(item.told_by)
        for name, brought in _values(device).items():
            present = getattr(item, name)
            if not brought or brought == present:
                continue
            if present and not self._counts_for_more(sources.get(name, "")):
                outcome.kept.append((name, _shown(present), _shown(brought), sources.get(name, "")))
                continue
            values[name], sources[name] = brought, self.source.title
            outcome.changes.append((name, _shown(present), _shown(brought)))
        outcome.action = "changed" if values else "unchanged"
        values |= {"told_by": sources} if values else {}
        item = writing.change(self.actor, declared_for(Item), item.reference, values | self._seen())
        self.known.learn(item)

    def _seen(self) -> dict[str, Any]:
        return {"seen_by": self.source.title, "seen_on": self.actor.today}

    def _counts_for_more(self, who: str) -> bool:
        """Whether this source is believed rather than another one, or than hands where nobody is named."""
        if not who:
            return bool(self.source.is_above_hands)
        return bool(who == self.source.title or self.source.rank <= self.ranks.get(who, self.source.rank))

    def _parts(self, outcome: Outcome, device: Device) -> Iterator[None]:
        present: set[int] = set()
        for kind, part in device.parts if outcome.reference and outcome.action != "left-out" else ():
            inner = Outcome(outcome.file)
            self._device(inner, part)
            outcome.parts.append(inner)
            if inner.reference and inner.action != "left-out" and inner.reference != outcome.reference:
                present.add(self._relate(outcome, inner.reference, kind))
            yield
        if outcome.reference and outcome.action != "left-out" and not device.is_partial:
            self._forget(outcome, present)

    def _relate(self, outcome: Outcome, reference: str, kind: str) -> int:
        item, target = _item(reference), _item(outcome.reference)
        relation = next(iter(_relations(item=item.pk, target=target.pk, kind=kind)), None)
        if relation is None:
            values = {"item": item, "target": target, "kind": kind, "origin": "found"}
            values["found_by"] = self.source.title
            relation = writing.create(self.actor, declared_for(ItemRelation), values)
            outcome.relations_new += 1
        return int(relation.pk)

    def _forget(self, outcome: Outcome, present: set[int]) -> None:
        """What this source found before and finds no longer; what somebody stated stays."""
        ours = {"origin": "found", "found_by": self.source.title, "target": _item(outcome.reference).pk}
        for relation in [relation for relation in _relations(**ours) if relation.pk not in present]:
            writing.delete(self.actor, declared_for(ItemRelation), relation.reference, reason=self.source.title)
            outcome.relations_gone += 1


def _item(reference: str) -> Any:
    """The item of this reference, also one that is only tried out."""
    return rehearsing.laid_aside_as(Item, reference) or Item.objects.get(reference=reference)


def _relations(**wanted: Any) -> list[Any]:
    """The relations that have these values, also those that are only tried out."""

    register = declared_for(ItemRelation)
    attributes = {register.field(name).attname: value for name, value in wanted.items()}

    def fits(relation: Any) -> bool:
        return all(getattr(relation, name) == value for name, value in attributes.items())

    return rehearsing.as_rehearsed(ItemRelation, ItemRelation.objects.filter(**wanted).order_by("pk"), fits)


def _values(device: Device) -> dict[str, Any]:
    return {
        "title": device.name,
        "serial_number": device.serial_number,
        "asset_tag": device.asset_tag,
        "mac_addresses": device.macs,
        "external_id": device.number,
        "identifier": device.address,
        "maker": device.maker,
        "location": device.location,
        "description": device.description,
    }


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

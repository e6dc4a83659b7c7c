"""What is connected with a record: every foreign key that points to it and every link, grouped and counted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from tandem.faces.web import wording
from tandem.faces.web.display import headline_of
from tandem.faces.web.shell import Visit
from tandem.ground.kernel import links, permissions
from tandem.ground.kernel.figures import pointing_at
from tandem.ground.kernel.registers import Register, besides, pointing_to

SHOWN = 3


@dataclass(frozen=True, slots=True)
class End:
    """One record at the other end; a link has its key and may be taken away."""

    url: str
    reference: str
    title: str
    tone: str = ""
    link_id: int | None = None
    note: str = ""


@dataclass(slots=True)
class Group:
    """Records of one register that point here by one field, or links of one kind."""

    title: str
    count: int
    url: str = ""
    add: str = ""
    icon: str = ""
    ends: list[End] = field(default_factory=list)


def connected(visit: Visit, register: Register, record: Any, *, may_edit: bool) -> list[Group]:
    """Every group that is not empty: what points here by a field, then links by their words.

    What the page shows as a table is counted only.
    """
    pointing = [
        (other, name) for other, name in pointing_to(register) if permissions.may_view_register(visit.actor, other)
    ]
    counted, tables = pointing_at(visit.actor, record.pk, pointing), set(besides(register))
    groups = [
        _group(visit, other, name, record, counted[other, name], is_table=(other, name) in tables)
        for other, name in pointing
        if counted.get((other, name))
    ]
    return [*groups, *_linked(visit, register, record, may_edit=may_edit)]


def _group(visit: Visit, other: Register, name: str, record: Any, count: int, *, is_table: bool) -> Group:
    query = urlencode({name: record.reference})
    title = str(other.title) if name == other.place.parent else f"{other.title}, {str(other.label(name)).lower()}"
    may_add = permissions.may_create(visit.actor, other)
    return Group(
        title=_plain_title(other, name, record, title),
        count=count,
        url=f"{visit.url('list', other.key)}?{query}",
        add=f"{visit.url('create', other.key)}?{query}" if may_add else "",
        icon=other.icon,
        ends=[] if is_table or name == other.place.parent else _ends(visit, other, name, record),
    )


def _plain_title(other: Register, name: str, record: Any, told: str) -> str:
    """The register's title alone where only one of its fields can point here."""
    same = [field for field in other.model._meta.concrete_fields if field.related_model is type(record)]
    return str(other.title) if len(same) == 1 else told


def _ends(visit: Visit, other: Register, name: str, record: Any) -> list[End]:
    seen = permissions.visible(visit.actor, other).filter(**{name: record.pk}).order_by("-pk")
    tones = {state.key: state.tone for state in other.workflow.states} if other.workflow else {}
    columns = ("reference", other.headline, *(("state",) if tones else ()))
    return [
        End(
            visit.url("record", other.key, reference),
            reference,
            headline_of(other, held),
            tones.get(state[0], "") if state else "",
        )
        for reference, held, *state in seen.values_list(*columns)[:SHOWN]
    ]


def _linked(visit: Visit, register: Register, record: Any, *, may_edit: bool) -> list[Group]:
    groups: dict[str, Group] = {}
    for related in links.of(visit.actor, register, record.pk):
        group = groups.setdefault(related.words, Group(wording.sentence(related.words), 0, icon="link"))
        group.count += 1
        group.ends.append(
            End(_address(visit, related), related.reference, related.title, "", related.link_id if may_edit else None)
        )
    return list(groups.values())


def _address(visit: Visit, related: links.Related) -> str:
    if related.register:
        return visit.url("record", related.register.key, related.reference)
    standard, _slash, ref = related.reference.partition("/")
    return visit.url("requirement", standard, ref)


def whole(groups: Sequence[Group]) -> int:
    """How many records are connected altogether."""
    return sum(group.count for group in groups)

"""Questions to the catalogue: what is there, one requirement, what corresponds to it, and search."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_

from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.utils.translation import gettext as _

from tandem.ground.catalogue.models import Framework, MappingRow, Requirement, RequirementQuerySet
from tandem.ground.catalogue.vocabulary import Relation, inverse, parse_requirement_key

SEARCH_LIMIT = 50
WORD_LIMIT = 8


@dataclass(frozen=True, slots=True)
class FrameworkCount:
    """How many requirements of each kind a framework has, and how many of all count in the denominator.

    Controls below another control, which OSCAL calls enhancements, count as a kind of their own.
    """

    key: str
    name: str
    kinds: dict[str, int]
    assessable: int
    kind: str
    origin: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A requirement with what stands below it."""

    requirement: Requirement
    children: list["Branch"] = field(default_factory=list)

    def walk(self) -> Iterator[Requirement]:
        """This requirement and everything below it, in the framework's order."""
        yield self.requirement
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Related:
    """What another framework has that corresponds to a requirement; `requirement` is None when it has nothing.

    `relation` and `change` read from the requirement that was asked about to this one.
    """

    framework: Framework
    requirement: Requirement | None
    relation: str
    change: str
    reason: str
    extra: dict[str, object]

    @property
    def corresponds(self) -> bool:
        """Whether the other framework asks for anything of the kind."""
        return self.requirement is not None and self.relation != Relation.NO_RELATION


def counts() -> list[FrameworkCount]:
    """One line for each framework in use, built-in ones first."""
    frameworks = Framework.objects.current().order_by("origin", "standard", "edition")
    kinds: dict[int, dict[str, int]] = {}
    assessable: dict[int, int] = {}
    rows = Requirement.objects.current().values_list("framework_id", "kind").order_by("framework_id", "kind")
    for framework_id, kind, number, counted in rows.annotate(n=Count("pk"), a=Count("pk", filter=Q(assessable=True))):
        kinds.setdefault(framework_id, {})[kind] = number
        assessable[framework_id] = assessable.get(framework_id, 0) + counted
    below = Requirement.objects.current().filter(kind="control", parent__kind="control").values_list("framework_id")
    for framework_id, number in below.annotate(n=Count("pk")).order_by("framework_id"):
        kinds[framework_id]["control"] -= number
        kinds[framework_id]["enhancement"] = number
    return [
        FrameworkCount(f.key, f.name, kinds.get(f.pk, {}), assessable.get(f.pk, 0), f.kind, f.origin)
        for f in frameworks
    ]


def tree(framework_key: str) -> list[Branch]:
    """The framework's requirements as a tree, in its own order; one query. Raises Framework.DoesNotExist."""
    framework = Framework.objects.current().get(key=framework_key)
    branches: dict[int, Branch] = {}
    roots: list[Branch] = []
    for row in _with_framework(framework.requirements.current().order_by("depth", "position"), framework):
        branch = branches[row.pk] = Branch(row)
        above = branches.get(row.parent_id) if row.parent_id else None
        (above.children if above else roots).append(branch)
    return roots


def requirement(framework_key: str, ref: str) -> Requirement:
    """One requirement by framework key and reference, current or not. Raises Requirement.DoesNotExist."""
    return Requirement.objects.select_related("framework").get(framework__key=framework_key, ref=ref)


def requirement_by_key(key: str) -> Requirement:
    """One requirement by its whole key. Raises ValueError when misspelt, Requirement.DoesNotExist when absent."""
    return requirement(*parse_requirement_key(key))


def requirements_by_key(keys: Iterable[str]) -> dict[str, Requirement]:
    """Those of the requirements that exist, by key; one query however many keys."""
    wanted: dict[str, set[str]] = {}
    for framework_key, ref in map(parse_requirement_key, keys):
        wanted.setdefault(framework_key, set()).add(ref)
    condition = Q(pk__in=[])
    for framework_key, refs in wanted.items():
        condition |= Q(framework__key=framework_key, ref__in=refs)
    return {row.key: row for row in Requirement.objects.select_related("framework").filter(condition)}


def unknown_requirement(keys: Iterable[str]) -> str:
    """What is wrong with the first of these keys that names nothing in the catalogue; empty when all do."""
    wanted = list(keys)
    refs = {key.partition("/")[2] for key in wanted}
    known = {row.key for row in Requirement.objects.current().filter(ref__in=refs).select_related("framework")}
    unknown = next((key for key in wanted if key not in known), None)
    if unknown is None:
        return ""
    if "/" not in unknown:
        return _("It is not clear which requirement “%(name)s” is; write it like iso-27001:2022/A.5.15.") % {
            "name": unknown
        }
    return _("“%(name)s” is not in the catalogue; write it like iso-27001:2022/A.5.15.") % {"name": unknown}


def related(asked: Requirement) -> list[Related]:
    """What corresponds to this requirement, whichever side of a mapping it stands on; each correspondence once."""
    rows = MappingRow.objects.filter(Q(source=asked) | Q(target=asked)).select_related(
        "mapping__source", "mapping__target", "source__framework", "target__framework"
    )
    entries: dict[tuple[int, int | None, str], Related] = {}
    for row in rows.order_by("mapping__origin", "mapping__target__standard", "mapping__target__edition", "position"):
        entry = _seen_from(asked, row)
        number = entry.requirement.pk if entry.requirement else None
        if entry.framework.is_current and (entry.requirement is None or entry.requirement.is_current):
            entries.setdefault((entry.framework.pk, number, entry.relation), entry)
    return list(entries.values())


def search(text: str, frameworks: Sequence[str] = (), limit: int = SEARCH_LIMIT) -> list[Requirement]:
    """Requirements with every word, best first: the reference itself, its beginning, the title, the explanation."""
    words = text.split()[:WORD_LIMIT]
    if not words:
        return []
    rows = Requirement.objects.current().select_related("framework")
    if frameworks:
        rows = rows.filter(framework__key__in=frameworks)
    rows = rows.filter(reduce(and_, map(_mentions, words)))
    return list(rows.order_by(_rank(text.strip(), words), "framework__origin", "framework", "position")[:limit])


def _with_framework(rows: RequirementQuerySet, framework: Framework) -> Iterator[Requirement]:
    """The rows with their framework already at hand, so that their keys cost no query."""
    for row in rows:
        row.framework = framework
        yield row


def _seen_from(asked: Requirement, row: MappingRow) -> Related:
    if row.source_id == asked.pk:
        return Related(row.mapping.target, row.target, row.relation, row.change, row.reason, row.extra)
    relation, change = inverse(row.relation), inverse(row.change)
    return Related(row.mapping.source, row.source, relation, change, row.reason, row.extra)


def _mentions(word: str) -> Q:
    anywhere = Q(ref__icontains=word) | Q(title__icontains=word) | Q(about__icontains=word)
    return anywhere | Q(evidence__icontains=word) | Q(framework__key__iexact=word)


def _rank(text: str, words: Sequence[str]) -> Case:
    titled = reduce(and_, (Q(title__icontains=word) for word in words))
    return Case(
        When(ref__iexact=text, then=Value(0)),
        When(ref__istartswith=text, then=Value(1)),
        When(titled, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )

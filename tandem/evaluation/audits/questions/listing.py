"""From topics to questions: what both standards ask alike is asked once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tandem.evaluation.audits.areas import left_out
from tandem.ground.catalogue.models import MappingRow, Requirement
from tandem.ground.catalogue.queries import requirements_by_key
from tandem.ground.catalogue.vocabulary import Relation

NEAREST_FIRST = ((Relation.EQUAL, Relation.SUBSET_OF, Relation.SUPERSET_OF), (Relation.INTERSECTS,))
GENERAL = "General"
MOST_TOGETHER = 4  # more references than that are no longer one question


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to come: the topic it belongs to, its words, and the requirements it asks about."""

    topic: Any
    title: str
    requirements: tuple[str, ...]


def questions_for(topics: Iterable[Any], standards: Iterable[str]) -> list[Asked]:
    """A question for each group of requirements that ask alike, in the order of the topics and of the standards."""
    wanted = set(standards)
    skipped = left_out(wanted)
    known = list(topics)
    keys = [key for topic in known for key in topic.requirements]
    rows = requirements_by_key(key for key in keys if key.partition("/")[0] in wanted and key not in skipped)
    together = groups(rows)
    asked: list[Asked] = []
    seen: set[str] = set()
    for topic in known:
        for key in topic.requirements:
            if key not in rows or key in seen:
                continue
            of_topic = set(topic.requirements)
            group = sorted(set(together[key]) & of_topic - seen, key=lambda member: _place(rows[member]))
            seen.update(group)
            asked.append(Asked(topic, _words(rows[member] for member in group), tuple(group)))
    return asked


def _words(rows: Iterable[Requirement]) -> str:
    """What the requirements are about, each title once."""
    return " · ".join(dict.fromkeys(_subject(row) for row in rows))


def _subject(row: Requirement) -> str:
    """What one requirement is about; what is called “General” by what it belongs to."""
    return str(row.parent.title if row.title == GENERAL and row.parent is not None else row.title)


def groups(rows: Mapping[str, Requirement]) -> dict[str, list[str]]:
    """Which of these requirements ask alike, as the mappings between their catalogues say; each with its group.

    The nearest ones come together first, a few at most: a question is about one thing.
    """
    group_of = {key: [key] for key in rows}
    by_id = {row.pk: key for key, row in rows.items()}
    for source, target in _alike(by_id):
        first, second = group_of[by_id[source]], group_of[by_id[target]]
        if first is not second and len(first) + len(second) <= MOST_TOGETHER:
            first.extend(second)
            for key in second:
                group_of[key] = first
    return group_of


def _alike(by_id: Mapping[int, str]) -> Iterable[tuple[int, int]]:
    """Pairs of requirements that a mapping relates, the nearest first."""
    for relations in NEAREST_FIRST:
        rows = MappingRow.objects.filter(source__in=by_id, target__in=by_id, relation__in=relations)
        yield from rows.order_by("pk").values_list("source_id", "target_id")


def _place(row: Requirement) -> tuple[str, int]:
    return row.framework.key, row.position

"""Texts that everybody has, so that copying them says nothing of one's own: the catalogue's and those of the checks."""

from collections.abc import Iterator
from functools import lru_cache

from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.kernel.likeness import runs_of_all
from tandem.ground.kernel.substance import words_of
from tandem.proof.conformity.library import library


def known_to_all() -> frozenset[int]:
    """The runs of words that stand in requirements, as this installation holds them, and in the checks."""
    return _known(tuple(Framework.objects.current().order_by("pk").values_list("pk", "digest")))


@lru_cache(2)
def _known(frameworks: tuple[tuple[int, str], ...]) -> frozenset[int]:
    """Read once for each content, which its digests name."""
    return runs_of_all(words_of(text) for text in _texts([pk for pk, _digest in frameworks]))


def _texts(framework_ids: list[int]) -> Iterator[str]:
    rows = Requirement.objects.filter(framework_id__in=framework_ids, is_current=True)
    for title, about, evidence in rows.values_list("title", "about", "evidence").iterator():
        yield from (f"{title} {about}", evidence)
    for check in library().checks:
        yield from (check.title, check.question)

"""What tends to go wrong when both standards are run as one system, and what helps."""

from dataclasses import dataclass
from pathlib import Path

from tandem.ground.catalogue.yaml_text import read_path
from tandem.library_words import CATALOGUE, by_language, translated

FILE = Path(__file__).parent / "library" / "pitfalls.yaml"


@dataclass(frozen=True, slots=True)
class Pitfall:
    """One thing that goes wrong, what helps against it, and the requirements at which it shows."""

    id: str
    title: str
    goes_wrong: str
    what_helps: str
    requirements: tuple[str, ...]


@by_language
def pitfalls() -> tuple[Pitfall, ...]:
    """Every pitfall of the library."""
    entries = translated(read_path(FILE).data, CATALOGUE)["pitfalls"]
    return tuple(
        Pitfall(
            entry["id"],
            entry["title"],
            entry["goes_wrong"],
            entry["what_helps"],
            tuple(entry["requirements"]),
        )
        for entry in entries
    )


def pitfalls_at(requirement_key: str) -> list[Pitfall]:
    """The pitfalls that show at a requirement, named like iso-27001:2022/A.5.24."""
    return [pitfall for pitfall in pitfalls() if requirement_key in pitfall.requirements]

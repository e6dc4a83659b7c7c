"""Templates of documents: texts of our own, each naming the requirements of every edition that it serves."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from django.utils.translation import gettext_lazy as _

from tandem.library_words import by_language, paper, said

LIBRARY = Path(__file__).parent / "library"
FENCE = "---\n"
SUBJECTS = [
    ("direction", _("Direction and roles")),
    ("risk", _("Risk")),
    ("people", _("People")),
    ("protection", _("Protection of information")),
    ("operation", _("Operation and change")),
    ("partners", _("Suppliers and cloud")),
    ("incidents", _("Incidents")),
    ("continuity", _("Continuity")),
    ("documents", _("Documents and records")),
    ("evaluation", _("Audit, review, improvement")),
]


@dataclass(frozen=True, slots=True)
class Template:
    """A document to begin from. `serves` maps a standard in an edition, as iso-27001:2022, to its clauses."""

    key: str
    title: str
    kind: str
    topic: str
    subject: str
    purpose: str
    serves: Mapping[str, tuple[str, ...]]
    review_months: int
    owner_role: str
    classification: str
    version: int
    body: str

    @property
    def requirements(self) -> frozenset[str]:
        """Keys of the requirements it serves, as iso-27001:2022/5.2."""
        return frozenset(f"{standard}/{ref}" for standard, refs in self.serves.items() for ref in refs)

    def holds(self, words: str) -> bool:
        """True when every one of these words stands in title, purpose or text, whatever its case."""
        text = f"{self.title} {self.purpose} {self.body}".casefold()
        return all(word in text for word in words.casefold().split())


@by_language
def every() -> tuple[Template, ...]:
    """All templates in the language that is spoken, by subject and title."""
    order = [key for key, _title in SUBJECTS]
    templates = (_read(path) for path in LIBRARY.glob("*.md"))
    return tuple(sorted(templates, key=lambda template: (order.index(template.subject), template.title)))


def find(key: str) -> Template | None:
    """The template of this key."""
    return next((template for template in every() if template.key == key), None)


def titled(key: str) -> str:
    """What the template of a key is called; the key itself where it is gone."""
    template = find(key)
    return template.title if template else key


def _read(path: Path) -> Template:
    _nothing, head, body = path.read_text(encoding="utf-8").split(FENCE, 2)
    fields = yaml.safe_load(head)
    fields["serves"] = {standard: tuple(refs) for standard, refs in fields["serves"].items()}
    fields.update(title=said(fields["title"]), purpose=said(fields["purpose"]))
    return Template(key=path.stem, body=paper(body.strip()), **fields)

"""The templates that ship: sound heads, real clauses, and texts that always come out whole."""

import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from tandem.ground.catalogue.loading import LIBRARY as CATALOGUE
from tandem.ground.catalogue.reading import read_framework
from tandem.support.documents import templates
from tandem.support.documents.filling import ADVICE, FACTS, fill, used
from tandem.support.documents.vocabulary import CLASSIFICATIONS, KINDS, TOPICS

NASTY = "{{ 7*7 }} {% raw %} <script>alert(1)</script> **bold** [x](javascript:alert(1)) | `code` \n# Heading"
EMPTY: dict[str, Any] = dict.fromkeys(FACTS, "") | {"organization": "Nowhere Ltd"}
LISTS = ("services", "sites", "levels", "personal_data", "tools", "critical_suppliers", "laws")
NUMBERS = ("accept_up_to", "owner_accepts_up_to", "critical_from", "risk_months")
TREATED = ("reference", "title", "owner", "level", "option", "plan", "due", "left", "accepted")
MEASURED = ("title", "owner", "due", "state")
HOSTILE: dict[str, Any] = (
    dict.fromkeys(FACTS, NASTY)
    | {name: [NASTY, "1. first", "- point", " "] for name in (*LISTS, "likelihood_scale", "impact_scale")}
    | {"duties": [{"title": NASTY, "whom": NASTY, "hours": "72"}]}
    | {"treatments": [dict.fromkeys(TREATED, NASTY) | {"measures": [dict.fromkeys(MEASURED, NASTY)]}]}
    | dict.fromkeys(NUMBERS, 6)
)
EDITIONS = {
    "iso-27001:2005": "iso-27001-2005.yaml",
    "iso-27001:2013": "iso-27001-2013.yaml",
    "iso-27001:2022": "iso-27001-2022.yaml",
    "iso-20000-1:2011": "iso-20000-1-2011.yaml",
    "iso-20000-1:2018": "iso-20000-1-2018.yaml",
}
VERSIONS = Path(__file__).parent / "template_versions.yaml"
every_template = pytest.mark.parametrize("template", templates.every(), ids=lambda one: one.key)


def test_there_are_sixty_three() -> None:
    assert len(templates.every()) == 63
    assert len({template.title for template in templates.every()}) == 63


@every_template
def test_head_uses_known_words(template: templates.Template) -> None:
    assert template.kind in dict(KINDS)
    assert template.topic in dict(TOPICS)
    assert template.classification in dict(CLASSIFICATIONS)
    assert template.subject in dict(templates.SUBJECTS)
    assert template.review_months > 0
    assert template.owner_role


@pytest.fixture(scope="module")
def assessable() -> dict[str, set[str]]:
    """References of every assessable requirement, by standard and edition."""
    read = {key: read_framework(CATALOGUE / "frameworks" / file) for key, file in EDITIONS.items()}
    return {
        key: {requirement.ref for requirement in framework.requirements if requirement.assessable}
        for key, framework in read.items()
    }


@every_template
def test_every_clause_named_is_in_the_catalogue(template: templates.Template, assessable: dict[str, set[str]]) -> None:
    families = {edition.partition(":")[0] for edition in template.serves}
    assert template.serves.keys() == {key for key in EDITIONS if key.partition(":")[0] in families}
    for standard, refs in template.serves.items():
        assert refs
        assert set(refs) <= assessable[standard], standard


@every_template
def test_placeholders_are_a_closed_set(template: templates.Template) -> None:
    assert used(template) <= FACTS
    assert set(ADVICE) | {"organization"} == FACTS


@every_template
@pytest.mark.parametrize("facts", [EMPTY, HOSTILE], ids=["empty", "hostile"])
def test_text_comes_out_whole(template: templates.Template, facts: dict[str, Any]) -> None:
    text = fill(template, facts).text
    for leftover in ("{{", "}}", "{%", "%}", "None", "Undefined", "[]", "()", " ,", "..", " .", ": .", "  "):
        assert leftover not in text, leftover
    assert not re.search(r"(?<!\\)[<>`]", text.replace(" > ", ""))
    assert 200 <= len(text.split()) <= (900 if facts is EMPTY else 4_000)
    for part in ("## Purpose", "## Scope", "## How it is checked", "## Exceptions", "## Records"):
        assert part in text


@every_template
def test_what_is_missing_is_told(template: templates.Template) -> None:
    gaps = fill(template, EMPTY).gaps
    assert {str(gap.advice) for gap in gaps} == {str(ADVICE[name][0]) for name in used(template) if name in ADVICE}
    assert fill(template, HOSTILE).gaps == ()


def test_a_changed_template_has_a_new_version() -> None:
    """After a change of a text raise its version, then write the line that this test prints."""
    known = yaml.safe_load(VERSIONS.read_text())
    now = {
        template.key: f"{template.version} {sha256(template.body.encode()).hexdigest()[:12]}"
        for template in templates.every()
    }
    assert now == known


def test_values_cannot_become_markdown() -> None:
    template = templates.find("isms-scope")
    assert template is not None
    text = fill(template, EMPTY | {"services": ["# Big", "1. One", "a|b", "*x*", "R&D"]}).text
    for line in ("- \\# Big", "- 1\\. One", "- a\\|b", "- \\*x\\*", "- R\\&D"):
        assert line in text


def test_lists_keep_their_lines() -> None:
    template = templates.find("incident-management")
    assert template is not None
    duties = [{"title": name, "whom": "", "hours": "24"} for name in ("Authority", "Customer")]
    lines = fill(template, EMPTY | {"duties": duties}).text.splitlines()
    assert lines[lines.index("- Authority, within 24 hours") + 1] == "- Customer, within 24 hours"


@every_template
def test_a_line_that_ends_with_a_tag_keeps_its_end(template: templates.Template) -> None:
    for facts in (EMPTY, HOSTILE):
        text = fill(template, facts).text
        headings = [line for line in template.body.splitlines() if line.startswith("#")]
        assert [line for line in text.splitlines() if re.match(r"#+ ", line)] == headings


def test_a_template_is_found_by_words_of_its_text() -> None:
    assert [template.key for template in templates.every() if template.holds("chain of custody")] == [
        "evidence-handling"
    ]
    assert templates.find("nothing") is None

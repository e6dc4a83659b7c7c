"""A document begun from a template answers the checks of every requirement that the template names."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

import tandem
from tandem.ground.catalogue.loading import LIBRARY
from tandem.support.documents import templates
from tandem.support.documents.templates import Template

ROOT = LIBRARY.parents[2]
assert ROOT.name == tandem.__name__
FORMS = ("agreement", "evidence", "report")  # what is written again and again; rules about it are another document
NOW = ("iso-27001:2022", "iso-20000-1:2018")  # the editions that checks are written for


def checks() -> list[dict[str, Any]]:
    """Every check that ships, as it stands in its file."""
    files = sorted([*(LIBRARY / "checks").glob("*.yaml"), *ROOT.rglob("checks.yaml")])
    return [check for path in files for check in yaml.safe_load(path.read_text(encoding="utf-8"))["checks"]]


def asked_of_documents(answer: Any) -> Iterator[dict[str, Any]]:
    """What an answer asks of documents by their topic, in all its parts."""
    parts = [answer, *answer.get("parts", ())] if answer else []
    yield from (part["where"] for part in parts if part.get("over") == "documents" and "topic" in part["where"])


def takes(condition: Any, value: str) -> bool:
    """Whether a condition of a check holds for a value."""
    match condition:
        case None:
            return True
        case {"in": values}:
            return value in values
        case {"not_in": values}:
            return value not in values
        case _:
            return bool(value == condition)


def counts(template: Template, where: dict[str, Any]) -> bool:
    """Whether a document begun from the template is one of those that a check asks for."""
    return takes(where["topic"], template.topic) and takes(where.get("kind"), template.kind)


CHECKS = checks()
OF_DOCUMENTS = [check for check in CHECKS if any(asked_of_documents(check.get("answer")))]
every_template = pytest.mark.parametrize("template", templates.every(), ids=lambda template: template.key)
every_check = pytest.mark.parametrize("check", OF_DOCUMENTS, ids=lambda check: check["key"])


def test_both_sides_are_read() -> None:
    assert len(OF_DOCUMENTS) > 40
    assert {key.partition("/")[0] for check in OF_DOCUMENTS for key in check["serves"]} == set(NOW)


@every_template
def test_what_a_template_claims_is_answered_by_a_document_begun_from_it(template: Template) -> None:
    """Where checks look at documents for a requirement, one of them takes documents of this topic and kind."""
    for requirement in template.requirements:
        asked = [
            where
            for check in OF_DOCUMENTS
            if requirement in check["serves"]
            for where in asked_of_documents(check["answer"])
        ]
        assert not asked or template.kind in FORMS or any(counts(template, where) for where in asked), requirement


@every_check
def test_a_template_that_a_check_takes_claims_what_the_check_serves(check: dict[str, Any]) -> None:
    """Checks that ask for several documents at once serve what no single one of them does."""
    asked = list(asked_of_documents(check["answer"]))
    if len(asked) > 1 or any(part for part in check["answer"].get("parts", ())):
        return
    for template in templates.every():
        if template.topic == check["remedy"].get("values", {}).get("topic") and counts(template, asked[0]):
            assert set(check["serves"]) <= template.requirements, template.key


@every_check
def test_what_a_remedy_begins_is_what_its_check_asks_for(check: dict[str, Any]) -> None:
    values = check["remedy"].get("values", {})
    if check["remedy"]["register"] != "documents" or "topic" not in values or check["remedy"]["action"] != "new":
        return
    asked = list(asked_of_documents(check["answer"]))
    fits = [where for where in asked if takes(where["topic"], values["topic"])]
    assert any(takes(where.get("kind"), values["kind"]) for where in fits)


def test_every_document_that_is_required_can_be_begun_from_a_template() -> None:
    missing = {
        (check["key"], str(where["topic"]))
        for check in OF_DOCUMENTS
        if check["strength"] == "required"
        for where in asked_of_documents(check["answer"])
        if not any(counts(template, where) for template in templates.every())
    }
    assert missing == set()

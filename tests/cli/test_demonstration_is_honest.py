"""What the demonstration tells is believable: texts that say something, looks by others, an auditor who only audits."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

import tandem
from tandem.ground.demonstration.seasons import in_season
from tandem.ground.kernel.substance import is_empty, repeats, words_of
from tandem.proof.conformity.named import LEAST_WORDS

ROOT = Path(tandem.__file__).parent
AUDITOR = "vera"


def entries(folder: str, name: str = "demonstration") -> Any:
    return yaml.safe_load((ROOT / folder / f"{name}.yaml").read_text(encoding="utf-8"))


def organization() -> Any:
    return entries("faces/cli/demonstration", "organization")


def approved_documents() -> list[dict[str, Any]]:
    return [entry for entry in entries("support/documents") if "approver" in entry and entry["kind"] != "external"]


def test_each_approved_document_has_a_text_of_its_own_of_more_than_a_sentence() -> None:
    texts = {entry["title"]: words_of(entry["text"]) for entry in approved_documents()}
    assert len(texts) == 30
    assert [title for title, words in texts.items() if len(words) < LEAST_WORDS or is_empty(words)] == []
    said = list(texts.values())
    assert not any(repeats(words, earlier) for at, words in enumerate(said) for earlier in said[:at])


def test_documents_are_approved_by_another_than_their_author() -> None:
    assert [entry["title"] for entry in approved_documents() if entry["approver"] == entry["author"]] == []


def test_as_many_people_are_here_as_are_said() -> None:
    here = [
        person
        for person in entries("support/people")
        if not any(step["step"] == "leave" for step in person.get("steps", []))
    ]
    assert len(here) == organization()["headcount"] == 40


def test_whoever_audits_owns_no_service_control_or_risk() -> None:
    assert {entry["lead"] for entry in entries("evaluation/audits")} == {AUDITOR}
    owned = {
        folder: [entry["title"] for entry in entries(folder) if AUDITOR in (entry.get("owner"), entry.get("assignee"))]
        for folder in ("operation/services", "direction/controls", "direction/risks", "direction/controls/work")
    }
    assert not any(owned.values()), owned


def test_controls_that_passed_were_looked_at_by_another_who_says_what_they_saw() -> None:
    owner = {entry["title"]: entry["owner"] for entry in entries("direction/controls")}
    tests = [
        test
        for test in entries("direction/controls/testing")
        if test["aspect"] == "operation" and test["result"] == "passed"
    ]
    assert [test["title"] for test in tests if test["by"] == owner[test["control"]]] == []
    assert [test["title"] for test in tests if len(set(words_of(test.get("findings", "")))) < 4] == []


def test_each_judged_risk_says_why() -> None:
    risks = [entry for entry in entries("direction/risks") if "current" in entry]
    assert len(risks) == 20
    assert [risk["title"] for risk in risks if min(len(words_of(reason)) for reason in risk["why"]) < 4] == []


def test_a_meeting_of_spring_is_held_in_spring() -> None:
    told = "Review of <season -45>"
    days = (date(2026, 6, 1), date(2026, 10, 1), date(2027, 1, 5), date(2027, 3, 10))
    assert [in_season(told, day) for day in days] == [
        "Review of spring",
        "Review of summer",
        "Review of autumn",
        "Review of winter",
    ]

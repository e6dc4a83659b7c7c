"""Attacks with texts that say nothing, and with approvals that nobody else gave."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tandem.ground.accounts.models import User
from tandem.ground.kernel import brought, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.proof.conformity.library import library
from tandem.proof.conformity.tests.attacks.sham import LOREM, Hold, published
from tandem.proof.conformity.tests.conftest import SECURITY, member
from tandem.proof.conformity.tests.house import House, day, prose, register_of
from tandem.proof.conformity.vocabulary import Result

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def other_text(house: House) -> str:
    """The text of another policy of the house."""
    versions = register_of("document-versions").model.objects.filter(state="approved")
    text: str = versions.get(document__topic="information-security-policy", document__kind="policy").text
    return text


def with_other_numbers(text: str) -> str:
    return "Version 7 of 2026. " + " ".join(f"{word} {at}" for at, word in enumerate(text.split()))


def with_other_words(text: str) -> str:
    words = text.split()
    return " ".join("indeed" if at % 17 == 5 else word for at, word in enumerate(words))


TEXTS: dict[str, Callable[[House], str]] = {
    "lorem": lambda house: (
        LOREM + "magna aliquyam erat sed diam voluptua at vero eos et accusam et justo duo dolores " * 2
    ),
    "later lorem": lambda house: (
        "Phasellus viverra nulla ut metus varius laoreet quisque rutrum aenean imperdiet etiam "
        "ultricies nisi vel augue curabitur ullamcorper ultricies nisi nam eget dui etiam rhoncus maecenas tempus "
        "tellus eget condimentum rhoncus sem quam semper libero sit amet adipiscing sem neque sed ipsum"
    ),
    "bla in German": lambda house: (
        "Bla bla blub blabla blindtext beispiel muster mustertext platzhalter bla blah blub " * 4
    ),
    "keys in Russian": lambda house: "фыва йцукен ячсм тест текст пример абвгд фыва тест ячсм " * 6,
    "keys struck": lambda house: " ".join(f"{a}{b}{c}" for a in "xkwq" for b in "rtpl" for c in "mnbvc"),
    "one Chinese phrase": lambda house: "訪問控制政策" * 60,
    "one endless word": lambda house: "accesscontrol" * 30,
    "a table without words": lambda house: "| --- | --- |\n" * 40 + "Rules apply.",
    "numbers alone": lambda house: " ".join(str(number) for number in range(1000, 1100)),
    "a sentence and empty lines": lambda house: "Access is given by the owner of the system." + "\n \n" * 200,
    "questions of the checks": lambda house: " ".join(
        check.question for check in library().checks if check.key in ("access-rules", "policy-27", "backup-rules")
    ),
    "text of another policy": other_text,
    "that text with other numbers": lambda house: with_other_numbers(other_text(house)),
    "that text with a word changed here and there": lambda house: with_other_words(other_text(house)),
    "the end of that text, behind other words": lambda house: "Access rules of ours. " + other_text(house)[60:],
    "one sentence again and again": lambda house: "Everybody has the access that their work asks for. " * 12,
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_policy_that_says_nothing_of_its_own_is_no_policy(house: House, held: Hold, name: str) -> None:
    assert held("access-rules") == {"access-rules": Result.MET}
    published(house, TEXTS[name](house))
    assert held("access-rules")["access-rules"] is not Result.MET


def test_a_policy_of_substance_in_any_language_is_one(house: House, held: Hold) -> None:
    published(
        house,
        "Zugang zu einem System gibt, wer dafür verantwortlich ist, und nur so viel, wie die Aufgabe verlangt. "
        "Anträge stellt die Leitung der Gruppe; die Leitstelle richtet ein, prüft jedes Quartal alle Konten mit den "
        "Verantwortlichen und sperrt am letzten Arbeitstag. Ausnahmen genehmigt die Leitung Sicherheit auf Zeit.",
    )
    assert held("access-rules") == {"access-rules": Result.MET}


def test_drafts_withdrawn_and_imported_policies_are_not_in_force(house: House, held: Hold, mallory: Any) -> None:
    text = prose("Access as it should be", 80)
    made = published(house, text)
    assert held("access-rules") == {"access-rules": Result.MET}
    house.step("documents", made, "withdraw", house.bea, "Not needed")
    assert held("access-rules")["access-rules"] is not Result.MET
    common = {"title": "Access", "kind": "policy", "topic": "access-control", "owner": house.ben}
    importer = house.actor(mallory, "import")
    states = {"state": "effective", "approved_by": house.bea, "approved_on": day(60), "edition": "1.0"}
    brought_document = writing.create(importer, register_of("documents"), common | states)
    version = {"document": brought_document, "number": "1.0", "text": prose("Brought rules", 80), "author": house.ben}
    version |= {"state": "approved", "approved_by": house.bea, "approved_at": f"{day(60)} 10:00"}
    writing.create(importer, register_of("document-versions"), version)
    assert held("access-rules")["access-rules"] is not Result.MET
    with pytest.raises(NotPermitted):
        brought.confirm(importer.via("page"), brought.waiting().values_list("pk", flat=True))
    brought.confirm(house.actor(house.bea), brought.waiting().values_list("pk", flat=True))
    assert held("access-rules") == {"access-rules": Result.MET}


def second_account(house: House, user: Any, email: str, name: str) -> Any:
    return member(house.organization, email, name, "manager")


def test_one_address_has_one_account_however_it_is_written(house: House, mallory: Any) -> None:
    with pytest.raises(ValidationError):
        second_account(house, mallory, "MALLORY@example.org ", "Mal")
    assert User.objects.filter(email__iexact="mallory@example.org").get() == mallory


@pytest.mark.parametrize(
    ("email", "name"),
    [("mallory+2@example.org", "M. Second"), ("m.second@example.com", "mallory")],
)
def test_a_second_account_of_the_same_person_is_nobody_else(
    house: House, held: Hold, mallory: Any, email: str, name: str
) -> None:
    other = second_account(house, mallory, email, name)
    made = house.add("documents", title="Rules", kind="policy", topic="access-control", owner=mallory)
    version = house.add("document-versions", by=mallory, document=made, number="1", text=prose("Rules", 60))
    house.step("document-versions", version, "submit", mallory)
    with pytest.raises((Invalid, NotPermitted), match="Somebody other than you"):
        house.step("document-versions", version, "approve", other)
    fields = {"requirement": f"{SECURITY}/7.1", "verdict": "met", "until": day(-90)}
    reason = "The budget of the year names people and means for each of the tasks."
    judged = house.add("judgements", by=mallory, reason=reason, **fields)
    with pytest.raises((Invalid, NotPermitted)):
        house.step("judgements", judged, "confirm", other)

"""What a template promises in times and amounts is listed on the first version as yours to decide."""

import json
from typing import Any

from tandem.ground.accounts.models import Membership, User
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import Register
from tandem.ground.ledger.models import Entry
from tandem.proof.conformity.named import NAMED
from tandem.proof.drafting import operations
from tandem.support.documents import templates
from tandem.support.documents.promises import Promise, promises_of
from tandem.support.documents.undecided import undecided
from tandem.support.documents.versions.models import DocumentVersion
from tests.cast import Cast


def register_of(key: str) -> Register:
    register = registers.find(key)
    assert register is not None
    return register


def test_times_and_amounts_are_found_under_their_heading() -> None:
    text = (
        "## Rules\nUpdates are installed within seven days, backups daily and read twice a year.\n"
        "### Shares\nBelow 95 % the manager reminds within two working days.\n"
        "Nobody lends an account to anybody; everybody reads this."
    )
    assert promises_of(text) == [
        Promise("Rules", "within seven days"),
        Promise("Rules", "daily"),
        Promise("Rules", "twice a year"),
        Promise("Shares", "95 %"),
        Promise("Shares", "within two working days"),
    ]


def test_what_is_said_twice_under_one_heading_is_listed_once() -> None:
    assert promises_of("# A\nEvery month.\nevery month, every month.\n# B\nevery month") == [
        Promise("A", "Every month"),
        Promise("A", "every month"),
        Promise("B", "every month"),
    ]


def test_the_templates_make_some_five_hundred_promises() -> None:
    count = sum(len(promises_of(template.body)) for template in templates.every())
    assert 420 <= count <= 560


def test_the_first_version_lists_them_as_yours_to_decide(home: Cast) -> None:
    operations.begin(home.actor("ada"), ["backup"])
    said = DocumentVersion.objects.get().changes
    assert "yours to decide before it is approved:" in said
    assert "within two working days" in said
    assert "for twelve months" in said


def test_the_security_policy_says_how_those_outside_learn_of_it() -> None:
    policy = templates.find("information-security-policy")
    assert policy is not None
    assert policy.holds("customers and suppliers published contract confirm")


def test_the_treatment_plan_holds_the_register_itself(home: Cast) -> None:
    ada, owner = home.actor("ada"), home.users["ada"].pk
    risks, measures, acceptances = (register_of(k) for k in ("risks", "treatment-measures", "risk-acceptances"))
    fields = {"title": "Fire in the room", "availability": True, "likelihood": 2, "impact": 4, "owner": owner}
    plan = {"treatment": "modify", "plan": "Sprinklers", "plan_due": "2026-09-01", "residual_likelihood": 1}
    risk = writing.create(home.actor("ben"), risks, fields | plan | {"residual_impact": 4})
    measure = {"risk": risk.reference, "title": "Pipes and heads", "due": "2026-08-01", "owner": owner}
    writing.create(ada, measures, measure)
    accepted = {"risk": risk.reference, "reason": "The insurer agrees", "until": "2027-02-01"}
    writing.create(ada, acceptances, accepted)
    operations.begin(ada, ["risk-treatment-plan"])
    text = DocumentVersion.objects.get().text
    (row,) = [line for line in text.splitlines() if risk.reference in line]
    for said in ("Fire in the room", "Ada", "Modify", "Sprinklers", "Pipes and heads", "1 Aug 2026", "Planned"):
        assert said in row


def begun(home: Cast, **values: Any) -> DocumentVersion:
    """A version begun from the template on backups, with these values."""
    operations.begin(home.actor("ada"), ["backup"])
    version = DocumentVersion.objects.get()
    changed: DocumentVersion = writing.change(
        home.actor("ada"), register_of("document-versions"), version.reference, values
    )
    return changed


def test_a_text_that_is_still_the_templates_says_so(home: Cast) -> None:
    version = begun(home, number="1.0")
    assert version.undecided.splitlines()[0] == "The text is still the template's, word for word."
    assert "within two working days" in version.undecided


def test_what_was_decided_is_not_listed_any_more(home: Cast) -> None:
    operations.begin(home.actor("ada"), ["backup"])
    text = DocumentVersion.objects.get().text
    register, reference = register_of("document-versions"), DocumentVersion.objects.get().reference
    shorter = text.replace("within two working days", "within one working day")
    version = writing.change(home.actor("ada"), register, reference, {"text": shorter})
    assert "word for word" not in version.undecided
    assert "two working days" not in version.undecided
    assert "for twelve months" in version.undecided
    version = writing.change(home.actor("ada"), register, reference, {"is_decided": True})
    assert version.undecided == ""


def test_ticking_it_does_not_make_the_templates_text_ones_own(home: Cast) -> None:
    assert begun(home, is_decided=True).undecided == "The text is still the template's, word for word."


def test_a_template_that_was_copied_into_a_document_of_ones_own_is_known(home: Cast) -> None:
    ada = home.actor("ada")
    text = operations.preview(ada, templates.find("backup")).text
    document = writing.create(ada, register_of("documents"), {"title": "Copies", "kind": "policy"})
    version = writing.create(
        ada, register_of("document-versions"), {"document": document.reference, "number": "1", "text": text}
    )
    assert "word for word" in version.undecided


def test_a_text_of_ones_own_has_nothing_left_open(home: Cast) -> None:
    ada = home.actor("ada")
    document = writing.create(ada, register_of("documents"), {"title": "Copies", "kind": "policy"})
    text = "\n".join(f"{number}. We copy shelf {number} within {number} days." for number in range(2, 20))
    values = {"document": document.reference, "number": "1", "text": text}
    assert writing.create(ada, register_of("document-versions"), values).undecided == ""


def test_every_template_filled_with_nothing_or_something_is_known_again(home: Cast) -> None:
    of_data = "isms-scope"  # its lines are the organization's own scope, services and places
    for template in (template for template in templates.every() if template.key != of_data):
        text = operations.preview(home.actor("ada"), template).text
        assert "word for word" in undecided(template.key, text, is_decided=True), template.key
        assert undecided(template.key, f"{text}\nAnd we do.", is_decided=True) == "", template.key


def test_what_is_approved_undecided_counts_for_nothing(home: Cast) -> None:
    """The register keeps what was open at the approval, and checks over documents in force leave such a text out."""
    assert NAMED["documents"]["in-force"]["has"]["where"]["undecided"] == {"filled": False}
    version = begun(home, number="1.0")
    register = register_of("document-versions")
    eve = User.objects.create_user("eve@example.org", "Eve", "pass-word-12345")
    Membership.objects.create(organization=home.home, user=eve, role="manager")
    writing.transition(home.actor("ada"), register, version.reference, "submit")
    actor = Actor(home.home.pk, "manager", "Eve", eve.pk, "page", home.home.zone)
    approved = writing.transition(actor, register, version.reference, "approve")
    assert approved.state == "approved"
    entry = Entry.objects.filter(register="document-versions", action="approve").get()
    assert "within two working days" in json.loads(entry.state)["undecided"]


def test_the_scope_does_not_claim_preventive_action_of_2005() -> None:
    scope = templates.find("isms-scope")
    assert scope is not None
    assert "8.3" not in scope.serves["iso-27001:2005"]

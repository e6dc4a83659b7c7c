"""What a template promises in times and amounts is listed on the first version as yours to decide."""

from tandem.proof.drafting import operations
from tandem.support.documents import templates
from tandem.support.documents.promises import Promise, promises_of
from tandem.support.documents.versions.models import DocumentVersion
from tests.cast import Cast


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


def test_the_templates_make_some_three_hundred_promises() -> None:
    count = sum(len(promises_of(template.body)) for template in templates.every())
    assert 260 <= count <= 420


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


def test_the_treatment_plan_is_filed_with_the_print_of_the_register() -> None:
    plan = templates.find("risk-treatment-plan")
    assert plan is not None
    assert plan.holds("printed from the risk register")


def test_the_scope_does_not_claim_preventive_action_of_2005() -> None:
    scope = templates.find("isms-scope")
    assert scope is not None
    assert "8.3" not in scope.serves["iso-27001:2005"]

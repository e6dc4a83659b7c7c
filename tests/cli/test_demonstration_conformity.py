"""What the demonstration organization comes to, written by hand from its story: thirty requirements of each standard.

Each line says the result, what Tandem gives as the reason, and why that is right for Lindfalk.
"""

import pytest

from tandem.faces.cli.demonstration import loading
from tandem.ground.catalogue.loading import load_library
from tandem.ground.kernel import clock
from tandem.proof.conformity.engine import evaluate

pytestmark = pytest.mark.slow

SERVICES = """
4.1 | met | issues for services that somebody watches | Mira's team looks at every issue once a year and decided on
4.2 | not-met | has no need written down | of six parties one was entered and never asked
4.3 | met-as-far-as-checked | scope of service management, approved | the scope is approved; nobody compares it with
4.4 | met | processes with owner, inputs, outputs and neighbours | eight processes have an owner and feed another
5.1 | met | a decision on the service management plan | Ingrid decided on policy, aims, people and plans
5.2.1 | met | is in force | the service policy has a text, an approver and a review to come
5.2.2 | no-data | Missing: 95 % have read the service management policy | nobody was asked to read the service policy
5.3 | met | who sees to conformity | Mira holds the role, Ingrid granted it; all roles are held
6.1.2 | not-met | No risk method is approved and described | the method does not say what its steps mean
6.1.3 | not-met | risks of services above acceptance | three service risks above the line have no plan with a day to
6.2.1 | met | objectives with a figure inside its interval | the objective that is pursued has a figure of last month
6.3 | too-little-to-judge | service management plan says too little | the plan is two sentences long
7.2 | not-met | 1 of 2 trainings was never looked at for its effect | a training of spring was never followed up
7.3 | met-as-far-as-checked | 10 of 11 people took part in awareness | one open person among eleven is allowed
7.4 | cannot-be-judged-yet | communication | the communication plan is not kept yet
7.5.1 | too-little-to-judge | Too little to judge: internal audit programme | six of the wanted documents are a
7.5.2 | met | 42 of 42 documents in force are identified and approved | every document in force went through its
7.5.3 | not-met | No external document | the standards and laws worked by are not listed as documents
7.5.4 | no-data | Missing: service level agreements | no agreement is a document of its own
8.1 | met | processes of daily operation with criteria | each left a trace; the unplanned change was reviewed
8.2.1 | met | 9 of 9 live services | every live service has its owner, hours and those who contribute
8.2.3 | not-met | 2 of 6 other parties were never measured | two suppliers were never reviewed
8.2.4 | not-met | 1 of 9 live services is unpublished | one internal service is not in the catalogue
8.2.5 | not-met | is used beyond its support | one firewall is past the end of its support
8.2.6 | not-met | 1 of 7 configuration items lacks | one item has no relations
8.3.1 | not-met | agreements with other parties, scope included | one contract does not say its scope
8.3.4.1 | not-met | 2 of 5 contracts lack scope | two contracts lack targets
8.5.1.1 | too-little-to-judge | change management policy says too little | one sentence is no policy
8.6.1 | not-met | 1 of 8 open incidents has been open too long | a low one has waited for a month
8.7.3.1 | met | 1 information security policy is in force | the policy is in force and eight of nine confirmed it
"""

SECURITY = """
4.1 | met | issues for information security | the issues are watched and the climate was decided on
4.2 | not-met | leaves open whether the system answers it | one obligation was taken over from a contract and never
4.3 | met | scope of information security, approved | scope, borders and interfaces are written and approved
4.4 | met | processes with owner, inputs, outputs and neighbours | seven processes have an owner and feed another
5.1 | met | a decision on people or money | Ingrid decided on policy, objectives and an engineer this year
5.2 | met | 95 % have read the information security policy | only the security policy counts here, and it is read
5.3 | met | who sees to conformity | Mira holds the role, Ingrid granted it; all roles are held
6.1.1 | not-met | security risks above acceptance | two security risks above the line wait for a plan
6.1.2 | not-met | 1 of 11 security risks lacks owner | one risk of last week has no owner, and no risk says why its
6.1.3 | not-met | No statement of applicability decides | the statement is still a draft
6.2 | met | objectives with a figure inside its interval | both pursued objectives have figures inside their quarter
6.3 | met | 1 of 1 change is in order | the one change of the system was weighed and approved by Ingrid
7.2 | not-met | never looked at for its effect | a training of spring was never followed up
7.3 | met | 10 of 11 people took part in awareness | one open person among eleven is allowed
7.4 | cannot-be-judged-yet | communication | the communication plan is not kept yet
7.5.1 | not-met | Not as it should be: Statement of Applicability | the register of statements is looked at: the
7.5.2 | met | 42 of 42 documents in force | every document in force went through its approval
7.5.3 | not-met | No external document | the standards and laws worked by are not listed
8.1 | met | processes of daily operation with criteria | each left a trace; the unplanned change was reviewed
8.2 | not-met | 1 of 11 security risks is not assessed | a new risk has no level, ten give no reasons
8.3 | not-met | says nothing of what is left | one treated risk gives no figure for what is left
9.1 | met | indicators with a value and a judgement in time | every indicator was taken and judged in its quarter
9.2.1 | cannot-be-judged-yet | audit | audits are not kept yet
9.3.1 | too-little-to-judge | says too little | the minutes are one sentence
10.2 | met | corrective actions judged by their effect | causes and actions are there; one that is overdue is a remark
A.5.1 | too-little-to-judge | is stated only | nothing is linked or attached that shows it
A.5.8 | no-data | There are no controls that answer it | nobody wrote down what is done for projects
A.5.17 | too-little-to-judge | is stated only | only its owner looked, and what shows it is named in words, not linked
A.6.5 | not-met | failed its test | accounts of leavers were open for days
A.8.8 | not-met | failed its test | patches were late
"""


def lines(text: str) -> list[tuple[str, str, str, str]]:
    return [tuple(part.strip() for part in line.split("|")) for line in text.strip().splitlines()]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("standard", "text"), [("iso-20000-1:2018", SERVICES), ("iso-27001:2022", SECURITY)], ids=["services", "security"]
)
def test_thirty_requirements_of_each_come_to_what_their_story_says(db: None, standard: str, text: str) -> None:
    load_library(force=True)
    organization = loading.load()
    found = evaluate(organization.pk, today=clock.today(organization.zone), zone=organization.zone).standard(standard)
    expected = lines(text)
    assert len(expected) == 30
    differences = {
        ref: (found.requirement(ref).result.value, found.requirement(ref).reason)
        for ref, result, reason, _why in expected
        if found.requirement(ref).result.value != result or reason not in found.requirement(ref).reason
    }
    assert differences == {}

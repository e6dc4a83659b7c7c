"""The checks that ship: complete, sound, and in words of their own."""

from collections import Counter

import pytest
from django.core.checks import run_checks

from tandem.ground.catalogue.loading import LIBRARY
from tandem.ground.catalogue.reading import read_framework
from tandem.proof.conformity.library import Library, check_library, library, without_a_required_check
from tandem.proof.conformity.vocabulary import CheckTest, Strength

CHECKS = library().checks
FRAMEWORKS = {"iso-27001:2022": "iso-27001-2022.yaml", "iso-20000-1:2018": "iso-20000-1-2018.yaml"}
CONTROLS = {"iso-27001:2022": 93, "iso-27001:2013": 114, "iso-27001:2005": 133}
EACH = [check for check in CHECKS if check.key.startswith("control-in-place-")]
WRITTEN = [check for check in CHECKS if check not in EACH]


def test_every_kind_of_test_is_used():
    assert Counter(check.test for check in CHECKS if check.answer).keys() == set(CheckTest)


def test_the_files_are_sound():
    assert check_library() == []
    assert [message for message in run_checks() if message.id == "tandem.E020"] == []


@pytest.mark.parametrize(("standard", "file"), FRAMEWORKS.items())
def test_every_requirement_served_exists_and_is_assessable(standard, file):
    path = LIBRARY / "frameworks" / file
    if not path.exists():
        pytest.skip(f"{file} is not in the library")
    assessable = {requirement.ref for requirement in read_framework(path).requirements if requirement.assessable}
    served = {key.partition("/")[2] for check in CHECKS for key in check.serves if key.startswith(standard + "/")}
    assert served <= assessable
    assert {ref for ref in assessable if not ref.startswith("A.")} <= served


def test_nothing_but_controls_serves_any_other_edition():
    assert {key.partition("/")[0] for check in WRITTEN for key in check.serves} == set(FRAMEWORKS)


@pytest.mark.parametrize(("standard", "count"), CONTROLS.items())
def test_every_control_of_every_edition_is_asked_for_once(standard, count):
    path = LIBRARY / "frameworks" / f"{standard.replace(':', '-')}.yaml"
    controls = [
        f"{standard}/{requirement.ref}"
        for requirement in read_framework(path).requirements
        if requirement.kind == "control"
    ]
    asked = [key for check in EACH for key in check.serves if key.startswith(f"{standard}/")]
    assert (asked, len(asked)) == (controls, count)


def test_every_check_says_what_to_do_in_a_sentence_of_its_own():
    questions = Counter(check.question for check in WRITTEN)
    assert all(question.endswith(".") and len(question) > 25 for question in questions)
    assert max(questions.values()) <= 2


def test_annex_a_is_met_by_its_controls_and_everything_else_is_a_remark():
    annex = [check for check in WRITTEN if any("/A." in key for key in check.serves)]
    assert annex
    assert {check.strength for check in annex} == {Strength.INDICATIVE}
    assert {check.strength for check in EACH} == {Strength.REQUIRED}


def test_every_assessable_requirement_has_a_required_check():
    assert [message.msg for message in without_a_required_check(library())] == []


def test_a_requirement_without_a_required_check_is_named():
    fewer = Library(tuple(check for check in CHECKS if check.key != "policy-20"), "fewer")
    assert [message.msg for message in without_a_required_check(fewer)] == [
        "iso-20000-1:2018/5.2.1 has no required check."
    ]


def test_a_required_check_with_an_interval_names_it():
    assert [c.key for c in CHECKS if c.basis == "planned-interval" and not c.interval] == []

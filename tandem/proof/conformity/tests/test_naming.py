"""Checks name registers, and none waits for what is there."""

from dataclasses import replace
from pathlib import Path
from unittest.mock import PropertyMock, patch

from tandem.ground.kernel import registers
from tandem.proof.conformity import naming
from tandem.proof.conformity.library import library

ANSWERED = next(check for check in library().checks if check.answer)
FILE = """format: tandem-checks/1
about: Suppliers.
checks:
  - key: suppliers-owned
    title: Every party has somebody who keeps it
    test: complete
    serves: [iso-20000-1:2018/8.3.4]
    strength: required
    freshness: {basis: continuous}
    question: Name for every party the person who keeps the relationship.
    remedy: {register: suppliers, action: list}
    answer: {over: suppliers, must: {owner: {filled: true}}}
"""


def test_a_check_waits_until_every_register_it_names_is_kept():
    waiting = replace(ANSWERED, key="late", answer=None, records=("risks", "problems-to-come"))
    assert list(naming.overdue([waiting])) == []
    late = replace(waiting, records=("risks", "items"))
    assert list(naming.overdue([late])) == [
        "The check late waits for risks, items, which are all kept by now; write its answer."
    ]


def test_a_check_lies_with_the_register_it_reads_first(tmp_path: Path):
    (tmp_path / "checks.yaml").write_text(FILE)
    with patch.object(registers.Register, "folder", PropertyMock(return_value=tmp_path)):
        assert list(naming.misplaced(registers.find("suppliers"))) == []
        assert list(naming.misplaced(registers.find("items"))) == [
            "The check suppliers-owned lies with items but reads suppliers first; it belongs there."
        ]


def test_no_check_that_ships_lies_elsewhere_or_waits_for_what_is_there():
    assert naming.check_names() == []

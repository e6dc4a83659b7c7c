"""Every requirement of both standards lies in one area, so that nothing is left out of a programme."""

from collections import Counter

import pytest
import yaml

from tandem.evaluation.audits.areas import area_of, areas
from tandem.ground.catalogue.loading import LIBRARY


@pytest.mark.parametrize(("file", "whole"), [("iso-20000-1-2018", 61), ("iso-27001-2022", 123)])
def test_every_requirement_lies_in_one_area(file: str, whole: int) -> None:
    written = yaml.safe_load((LIBRARY / "frameworks" / f"{file}.yaml").read_text(encoding="utf-8"))
    refs = [row["ref"] for row in written["requirements"] if row.get("assessable", True)]
    key = f"{written['key']}:{written['edition']}"
    assert len(refs) == whole
    assert [ref for ref in refs if area_of(f"{key}/{ref}") is None] == []


def test_no_beginning_stands_in_two_areas() -> None:
    named = Counter((standard, start) for area in areas() for standard, starts in area.beginnings for start in starts)
    assert [pair for pair, count in named.items() if count > 1] == []


def test_the_longest_beginning_decides() -> None:
    assert area_of("iso-20000-1:2018/8.7.3.3").title == "Incidents, requests and problems"
    assert area_of("iso-20000-1:2018/8.7.1").title == "Availability and continuity"
    assert area_of("iso-27001:2022/A.5.1").title == "Leadership, policy and roles"
    assert area_of("iso-27001:2022/A.5.15").title == "Access and identities"
    assert area_of("nist-csf:2.0/GV.OC") is None

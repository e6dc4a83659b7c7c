"""Relations between requirements that were once wrong, and what is shown by which kind of document."""

from typing import Any

import pytest
import yaml

from tandem.ground.catalogue.loading import LIBRARY


def rows(name: str) -> list[dict[str, Any]]:
    mapping = yaml.safe_load((LIBRARY / "mappings" / f"{name}.yaml").read_text(encoding="utf-8"))
    entries: list[dict[str, Any]] = mapping["rows"]
    return [row for row in entries if "source" in row]


@pytest.mark.parametrize("ref", ["4.2", "4.4", "6.2", "8.1", "9.1"])
def test_what_the_edition_of_2022_added_to_makes_the_older_clause_a_part(ref: str) -> None:
    pairs = [(row["target"], row["relation"]) for row in rows("iso-27001-2013--iso-27001-2022") if row["source"] == ref]
    assert (ref, "subset-of") in pairs
    assert (ref, "equal") not in pairs


@pytest.mark.parametrize("ref", ["A.5.22", "A.7.9", "A.7.10", "A.8.28", "A.8.32", "A.8.33"])
def test_controls_that_go_beyond_services_are_no_part_of_a_service_clause(ref: str) -> None:
    relations = {row["relation"] for row in rows("iso-27001-2022--iso-20000-1-2018") if row["source"] == ref}
    assert relations == {"intersects"}


def test_personal_data_does_not_sit_in_the_planning_of_service_management() -> None:
    targets = {row["target"] for row in rows("iso-27001-2022--iso-20000-1-2018") if row["source"] == "A.5.34"}
    assert "6.3" not in targets


@pytest.mark.parametrize(("ref", "targets"), [("7.1", {"4.2"}), ("4.5.3", {"6.1.2", "6.1.3"})])
def test_where_clauses_of_2011_went(ref: str, targets: set[str]) -> None:
    assert targets <= {row["target"] for row in rows("iso-20000-1-2011--iso-20000-1-2018") if row["source"] == ref}


def test_the_audit_programme_is_kept_as_evidence() -> None:
    text = (LIBRARY / "frameworks" / "iso-27001-2022.yaml").read_text(encoding="utf-8")
    (clause,) = [requirement for requirement in yaml.safe_load(text)["requirements"] if requirement["ref"] == "9.2.2"]
    assert {evidence["act"] for evidence in clause["documented"]} == {"retain"}

"""Apps are found by wing, and held to the order of imports, without being named anywhere."""

from pathlib import Path

from tandem.ground.kernel.subjects import modules_below, subjects_of
from tests.import_contracts import upward


def test_an_app_is_a_folder_of_a_wing_with_apps() -> None:
    house = Path(__file__).parents[2] / "tandem"
    folders = {path.parent for path in house.glob("*/*/apps.py") if path.parent.parent.name not in ("ground", "faces")}
    assert {name.replace(".", "/") for name in subjects_of()} == {
        path.relative_to(house.parent).as_posix() for path in folders
    }


def test_apps_stand_in_the_order_of_the_house_and_of_their_places() -> None:
    names = subjects_of()
    wings = [name.split(".")[1] for name in names]
    assert wings == sorted(wings, key=["support", "direction", "operation", "evaluation", "proof"].index)
    assert names.index("tandem.operation.services") < names.index("tandem.operation.incidents")


def test_modules_of_every_folder_are_found_but_no_tests(tmp_path: Path) -> None:
    for folder in (".", "evidence", "evidence/transfers", "tests", "migrations"):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / "register.py").touch()
    assert list(modules_below(tmp_path, "house.incidents", "register")) == [
        "house.incidents.register",
        "house.incidents.evidence.register",
        "house.incidents.evidence.transfers.register",
    ]


def test_a_rule_reaches_no_register_even_by_a_detour() -> None:
    imports = {
        "house.evidence.rules": ["house.figures", "house.models"],
        "house.figures": ["house.register"],
        "house.register": ["house.operations"],
        "house.operations": ["house.models"],
        "house.models": [],
    }
    assert upward(imports) == [("house.evidence.rules", "house.figures", "house.register")]

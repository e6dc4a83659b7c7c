"""A part of a register that is missing or wrong is named in a sentence."""

from dataclasses import replace
from pathlib import Path
from unittest.mock import PropertyMock, patch

from tandem.faces.web import icons
from tandem.ground.kernel import declaration_checks, registers
from tandem.ground.kernel.kinds import table

SUPPLIERS = registers.find("suppliers")
assert SUPPLIERS is not None


def test_missing_parts_of_a_folder_are_named(tmp_path: Path) -> None:
    with patch.object(registers.Register, "folder", PropertyMock(return_value=tmp_path)):
        missing = list(declaration_checks.missing_parts(SUPPLIERS))
    assert missing == [
        f"its manual page is missing; write {tmp_path / 'manual.md'}.",
        f"model and declaration lie apart; {tmp_path} has no register.py.",
    ]


def test_a_missing_example_is_named() -> None:
    bare = replace(SUPPLIERS, example=registers.Example())
    assert list(declaration_checks.missing_parts(bare)) == ["it has no example; give one with example=Example({…})."]


def test_an_example_writes_what_people_can_write() -> None:
    wrong = replace(SUPPLIERS, example=registers.Example({"title": "Carrier", "version": 1}))
    assert list(declaration_checks.missing_parts(wrong)) == ["the example writes “version”, which people cannot."]


def test_equal_labels_are_named() -> None:
    views = (*SUPPLIERS.listing.views, SUPPLIERS.listing.views[0])
    twice = replace(SUPPLIERS, listing=replace(SUPPLIERS.listing, views=views))
    title = str(SUPPLIERS.listing.views[0].title)
    mistakes = list(declaration_checks.mistakes(twice))
    assert f"two of its views are called “{title}”." in mistakes
    assert "its title or prefix is that of the register “suppliers” too." in mistakes


def test_an_unknown_icon_is_named() -> None:
    assert list(icons.unknown_icons(replace(SUPPLIERS, icon="no-such-icon"))) == ["no-such-icon"]
    assert icons.check_icons() == []


def test_what_is_kept_for_machines_is_shown_in_words() -> None:
    bare = [
        f"{register.key}: {name}"
        for register in registers.every()
        for name in dict.fromkeys((*register.writable, *register.form.facts, *register.listing.columns))
        if table.of(register.field(name)).name == "structure" and name not in register.form.worded
    ]
    assert bare == []


def test_a_figure_of_one_is_read_as_one() -> None:
    read = {
        str(figure.named(1))
        for register in registers.every()
        for figure in register.place.figures
        if str(figure.words).partition(" ")[0].endswith("s") and not figure.one
    }
    assert read == set()

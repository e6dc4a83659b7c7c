"""The data folder may be named before the command, or behind `demo`."""

from pathlib import Path

import click
import pytest

from tandem.faces.cli.main import tandem


@pytest.mark.parametrize(
    ("arguments", "folder"),
    [
        (["demo", "--data", "here", "--no-serve"], Path("here")),
        (["demo", "--no-serve", "--data=there"], Path("there")),
        (["demo"], None),
        (["check", "--data", "here"], None),
    ],
)
def test_demo_takes_its_folder_behind_its_name(
    arguments: list[str], folder: Path | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Path | None] = []
    monkeypatch.setattr("tandem.faces.cli.main.begin", begun.append)
    context = click.Context(tandem)
    tandem.resolve_command(context, arguments)
    assert begun == [folder]

"""The data folder may be named before the command, or behind `demo`."""

import socket
from pathlib import Path

import click
import pytest

from tandem.faces.cli.main import tandem
from tandem.faces.cli.running import insist_free


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


def test_a_port_that_is_taken_is_said_before_anything_is_done() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(click.ClickException, match="Stop what runs there"):
            insist_free("127.0.0.1", taken.getsockname()[1])

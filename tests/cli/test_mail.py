"""`tandem mail` on the command line."""

import json
from pathlib import Path

from click.testing import CliRunner

from tandem.faces.cli.mail import mail
from tandem.faces.intake.mail.tests.shapes import raw
from tandem.operation.mail.received.models import Received
from tests.cast import Cast


def test_files_are_taken_in_once_and_others_refused_in_words(home: Cast, tmp_path: Path) -> None:
    message, other = tmp_path / "printer.eml", tmp_path / "plan.pdf"
    message.write_bytes(raw())
    other.write_bytes(b"%PDF-1.4")
    first = CliRunner().invoke(mail, ["take", "home", str(message), str(other), "--json"])
    taken, refused = json.loads(first.stdout)["messages"]
    assert first.exit_code == 1
    assert (taken["file"], taken["state"], taken["ticket"]) == ("printer.eml", "taken", "INC-2026-0001")
    assert refused["refused"].startswith("It is no message")
    second = CliRunner().invoke(mail, ["take", "home", str(message)])
    assert (second.exit_code, second.stdout) == (0, "printer.eml: known already as MAIL-1, taken INC-2026-0001\n")
    assert Received.objects.count() == 1


def test_too_large_a_file_is_refused_unread(home: Cast, tmp_path: Path) -> None:
    message = tmp_path / "large.eml"
    message.write_bytes(raw("x" * 30 * 1024 * 1024))
    answer = CliRunner().invoke(mail, ["take", "home", str(message)])
    assert answer.exit_code == 1
    assert "large.eml: refused. It is 31 MB; at most 25 MB are taken in." in answer.stdout


def test_nothing_is_fetched_where_no_mailbox_is_looked_into(home: Cast) -> None:
    answer = CliRunner().invoke(mail, ["fetch", "home"])
    assert (answer.exit_code, answer.stdout) == (0, "No mailbox is looked into.\n")


def test_password_of_a_mailbox_that_is_not_there_is_refused(home: Cast) -> None:
    answer = CliRunner().invoke(mail, ["password", "home", "MBOX-9", "--password", "x"])
    assert answer.exit_code == 1
    assert "There is no MBOX-9 here." in answer.output

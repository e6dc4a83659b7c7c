"""What is in the files that somebody brings, read by a child process that cannot take the server with it."""

import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ground.exchange.unusable import UnusableFile
from tandem.operation.vulnerabilities.reports.child import BEGUN, LENGTH, Answer

CHILD_SECONDS = 120
MOST_TURNS = 5
CHUNK = 2**20
WHY = {
    "empty": gettext_lazy("The file is empty."),
    "empty-list": gettext_lazy(
        "An empty list does not say which tool looked, nor where. Bring SARIF: it says so even when nothing was found."
    ),
    "nothing-in-it": gettext_lazy("There is nothing in it that is a report."),
    "broken-json": gettext_lazy("The JSON is damaged or cut off: %(about)s"),
    "broken-line": gettext_lazy("What begins in line %(about)s is no JSON; the objects before it are."),
    "too-deep": gettext_lazy("The JSON is nested too deeply."),
    "broken-xml": gettext_lazy("The XML is damaged or cut off: %(about)s"),
    "xml-entities": gettext_lazy("The XML declares entities of its own; such files are not opened."),
    "xml-size": gettext_lazy("The XML has too many or too deeply nested elements."),
    "unknown": gettext_lazy(
        "This is no report that is known here. It looks like: %(about)s. What is read: SARIF, CycloneDX, OCSF, CSAF, "
        "OpenVEX, Trivy, Grype, Nmap, OpenVAS, Nuclei, govulncheck, TruffleHog, Gitleaks, Checkov, Hadolint, and the "
        "lists KEV and EPSS. Most other scanners can write SARIF, CycloneDX or OCSF: bring that."
    ),
    "not-text": gettext_lazy("This is no text, so it is no report."),
    "broken-text": gettext_lazy("The text is damaged: its characters cannot be read."),
    "broken-csv": gettext_lazy("The CSV is damaged or cut off: %(about)s"),
    "kev-short": gettext_lazy("The list of exploited vulnerabilities says that it has %(about)s entries, and has not."),
    "epss-empty": gettext_lazy("The list of likelihoods is empty."),
    "epss-entry": gettext_lazy("Entry %(about)s of the list has no CVE number or no likelihood from 0 to 1."),
    "csaf-version": gettext_lazy("CSAF %(about)s is not read; 2.0 and 2.1 are."),
    "unreadable": gettext_lazy("It is not built as its kind should be: %(about)s"),
    "broken-off": gettext_lazy("Reading it took too long or too much memory; bring it in parts."),
    "kev-empty": gettext_lazy("The list of exploited vulnerabilities is empty."),
    "kev-entry": gettext_lazy("Entry %(about)s of the list has no CVE number or no day on which it was added."),
    "no-results": gettext_lazy("The report has no part with results."),
    "sarif-version": gettext_lazy("SARIF %(about)s is not read; 2.1 is."),
    "sarif-empty": gettext_lazy("The SARIF file has no run in it."),
    "too-many": gettext_lazy("The report has more than %(about)s findings; split it."),
    "too-many-files": gettext_lazy("There are more than %(about)s files in the archive."),
    "empty-zip": gettext_lazy("There is no file in the archive."),
    "zip-size": gettext_lazy("Unpacked, this would be too large; it was not opened."),
    "zip-in-zip": gettext_lazy("This is an archive or an office document, no report."),
    "broken-zip": gettext_lazy("The archive is damaged: %(about)s"),
    "encrypted": gettext_lazy("It is protected by a password."),
    "memory": gettext_lazy("It is too large to read."),
}
LEFT_OUT = {
    "twice": gettext_lazy("said more than once"),
    "script": gettext_lazy("scripts without a vulnerability"),
    "no-target": gettext_lazy("without a target"),
    "no-finding": gettext_lazy("that are no findings"),
    "licence": gettext_lazy("about licences"),
    "passed": gettext_lazy("passed"),
    "information": gettext_lazy("mere information"),
    "ignored": gettext_lazy("ignored by the tool"),
    "undecided": gettext_lazy("that the tool left undecided"),
    "much-shorter": gettext_lazy("no longer on the list, which is much shorter than before: left as they were"),
}


def answers(path: Path, name: str) -> list[Answer]:
    """What every file says, or why it says nothing; where the reading of one breaks off, it goes on with the next."""
    read_answers: list[Answer] = []
    for _turn in range(MOST_TURNS):
        read, is_whole = _answers_in(path, name, len(read_answers))
        read_answers += [answer for answer in read if answer.code != BEGUN]
        if is_whole:
            return read_answers
        if not read or read[-1].code != BEGUN:
            break
        read_answers.append(Answer(name=read[-1].name, code="broken-off"))
    raise UnusableFile(_("The file is too large or too involved to read; bring it in parts."))


def _answers_in(path: Path, name: str, skip: int) -> tuple[list[Answer], bool]:
    """What a child process wrote before it ended, and whether it came to the end."""
    command = [sys.executable, "-m", "tandem.operation.vulnerabilities.reports.child"]
    command += [str(path), name, str(settings.TANDEM_IMPORT_LIMIT), str(skip)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=CHILD_SECONDS, check=False)  # noqa: S603  our module
    except subprocess.TimeoutExpired as error:
        return list(_unpacked(error.stdout or b"")), False
    return list(_unpacked(done.stdout)), done.returncode == 0


def _unpacked(written: bytes) -> Iterator[Answer]:
    place = 0
    while place + LENGTH <= len(written):
        end = place + LENGTH + int.from_bytes(written[place : place + LENGTH], "big")
        if end > len(written):
            return
        yield msgspec.msgpack.decode(written[place + LENGTH : end], type=Answer)
        place = end


def why(answer: Answer) -> str:
    """Why a file is refused, in words."""
    return str(WHY[answer.code]) % {"about": answer.about}


def bundled(files: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[bytes]:
    """Several files as one archive, in parts; a second one of a name gets its number before it."""
    names: set[str] = set()
    with tempfile.TemporaryFile() as kept:
        with zipfile.ZipFile(kept, "w") as archive:
            for number, (name, chunks) in enumerate(files, start=1):
                name = f"{number}-{name}" if name in names or not name.strip() else name
                names.add(name)
                with archive.open(name[-200:], "w", force_zip64=True) as member:
                    for chunk in chunks:
                        member.write(chunk)
        kept.seek(0)
        while chunk := kept.read(CHUNK):
            yield chunk


def left_out(counts: dict[str, int]) -> list[list[Any]]:
    """What was read and not taken, in words with its number."""
    return [[str(LEFT_OUT.get(code, code)), count] for code, count in sorted(counts.items()) if count]

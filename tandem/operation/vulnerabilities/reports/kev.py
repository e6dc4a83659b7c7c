"""The list of known exploited vulnerabilities, as JSON or CSV: the same from both."""

import csv
import io
from typing import Any

from tandem.operation.vulnerabilities.identifiers import canonical, is_cve
from tandem.operation.vulnerabilities.reports import contents
from tandem.operation.vulnerabilities.reports.contents import Refused, Report, Weakness
from tandem.operation.vulnerabilities.reports.gathering import Gathering

TOOL = "KEV"
COLUMNS = frozenset({"cveID", "vulnerabilityName", "dateAdded"})


def read_json(content: dict[str, Any]) -> Report:
    """The list from its JSON."""
    entries = content.get("vulnerabilities")
    if not isinstance(entries, list):
        raise Refused("kev-empty")
    count = content.get("count")
    if isinstance(count, int) and count > len(entries):
        raise Refused("kev-short", str(count))
    released = contents.day(content.get("dateReleased"))
    return _read([entry if isinstance(entry, dict) else {} for entry in entries], released)


def read_csv(text: str) -> Report:
    """The list from its CSV."""
    try:
        entries: list[dict[str, Any]] = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise Refused("broken-csv", str(error)) from error
    for entry in entries:
        if None in entry or None in entry.values():
            raise Refused("broken-csv", contents.tidy(entry.get("cveID"), 40))
        entry["cwes"] = [part.strip() for part in str(entry.get("cwes", "")).split(",")]
    return _read(entries)


def _read(entries: list[dict[str, Any]], released: str = "") -> Report:
    """Every entry has a CVE number and the day it was listed; one that has not makes the whole list unusable.

    It is as old as it says, or else as its newest entry: a list that only lost entries is newer all the same.
    """
    if not entries:
        raise Refused("kev-empty")
    gathering = Gathering(Report(kind="kev", tool=TOOL, is_full=False))
    for number, entry in enumerate(entries, start=1):
        gathering.know(_weakness(number, entry))
    report = gathering.done()
    report.scanned_on = max(released, *(weakness.exploited_since for weakness in report.weaknesses))
    return report


def _weakness(number: int, entry: dict[str, Any]) -> Weakness:
    identifier = canonical(contents.line_of(entry.get("cveID"), contents.IDENTIFIER))
    since = contents.day(entry.get("dateAdded"))
    if not is_cve(identifier) or not since:
        raise Refused("kev-entry", str(number))
    notes = contents.tidy(entry.get("notes"), contents.TEXT)
    cwe = entry.get("cwes")
    return Weakness(
        identifier=identifier,
        title=contents.line_of(entry.get("vulnerabilityName"), contents.TITLE) or identifier,
        description=contents.tidy(entry.get("shortDescription"), contents.TEXT),
        cwe=contents.cwe_of(cwe if isinstance(cwe, list) else []),
        vendor=contents.line_of(entry.get("vendorProject"), contents.NAME),
        product=contents.line_of(entry.get("product"), contents.NAME),
        advice=contents.tidy(entry.get("requiredAction"), contents.TEXT),
        sources=contents.addresses(part.strip() for part in notes.split(";")),
        is_exploited=True,
        is_ransomware=contents.tidy(entry.get("knownRansomwareCampaignUse"), 20).casefold() == "known",
        exploited_since=since,
        exploited_due=contents.day(entry.get("dueDate")),
    )

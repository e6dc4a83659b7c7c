"""How likely attacks on vulnerabilities are (EPSS): the daily list as CSV, or an answer of its interface as JSON."""

import csv
import io
from typing import Any

from tandem.operation.vulnerabilities import identifiers
from tandem.operation.vulnerabilities.reports import contents
from tandem.operation.vulnerabilities.reports.contents import Refused, Report

TOOL = "EPSS"
COLUMNS = frozenset({"cve", "epss", "percentile"})
MOST = 1_000_000


def read_csv(text: str) -> Report:
    """The whole list; its first line says of which day it is."""
    head, _end, rest = text.partition("\n") if text.startswith("#") else ("", "", text)
    report = Report(kind="epss", tool=TOOL)
    marks = dict(part.partition(":")[::2] for part in head.lstrip("#").split(","))
    report.when(marks.get("score_date"))
    try:
        for number, row in enumerate(csv.DictReader(io.StringIO(rest, newline=""), strict=True), start=1):
            if None in row or None in row.values():
                raise Refused("broken-csv", str(number))
            _take(report, number, row)
    except csv.Error as error:
        raise Refused("broken-csv", str(error)) from error
    if not report.scores:
        raise Refused("epss-empty")
    return report


def read_json(content: dict[str, Any]) -> Report:
    """Some entries, as the interface gives them; they are not the whole list."""
    report = Report(kind="epss", tool=TOOL, is_full=False)
    for number, row in enumerate(contents.rows(content.get("data")), start=1):
        report.when(report.scanned_at, row.get("date"))
        _take(report, number, row)
    if not report.scores:
        raise Refused("epss-empty")
    return report


def _take(report: Report, number: int, row: dict[str, Any]) -> None:
    identifier = identifiers.canonical(contents.tidy(row.get("cve"), 40))
    share = contents.share_of(row.get("epss"))
    if not identifiers.is_cve(identifier) or not share or number > MOST:
        raise Refused("epss-entry", str(number))
    report.scores[identifier] = share, contents.share_of(row.get("percentile"))

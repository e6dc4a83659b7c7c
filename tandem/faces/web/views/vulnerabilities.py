"""Bringing reports of vulnerabilities, and how the findings stand against their deadlines."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.faces.web import display, findings_summary
from tandem.faces.web.shell import Visit, from_replica, inside, register_of
from tandem.faces.web.views import bringing_files
from tandem.ground.exchange import runs
from tandem.ground.exchange.models import ImportRun
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.kinds.times import day_asked
from tandem.operation.vulnerabilities import coverage as covering
from tandem.operation.vulnerabilities.findings.placing import NEW, NONE
from tandem.operation.vulnerabilities.findings.register import FINDINGS
from tandem.operation.vulnerabilities.models import SEVERITIES
from tandem.operation.vulnerabilities.reports import background as brought

MOST_FILES = 100
MOST_TARGETS = 500
MOST_SAMPLES = 30
SUMS = ("new", "seen_again", "changed", "reopened", "gone", "unchanged")
READ_HERE = (
    "SARIF 2.1",
    "CycloneDX",
    "OCSF",
    "CSAF",
    "OpenVEX",
    "Trivy",
    "Grype",
    "Nmap",
    "OpenVAS",
    "Nuclei",
    "govulncheck",
    "TruffleHog",
    "Gitleaks",
    "Checkov",
    "Hadolint",
    "KEV",
    "EPSS",
)
COVERED = (
    (covering.NEVER, _l("Never scanned")),
    (covering.FAILED, _l("Failed")),
    (covering.SCANNED, _l("Scanned")),
    (covering.UNKNOWN, _l("Not in the inventory")),
)
MOST_ROWS = 1_000


def _insist(visit: Visit) -> None:
    register_of(visit, FINDINGS.key)
    permissions.insist(visit.actor.role in permissions.WRITERS, _("Your role does not include imports."))


@require_http_methods(["GET", "POST"])
@inside
def bring(visit: Visit) -> HttpResponse:
    """Choose the files of one or several reports."""
    _insist(visit)
    problem = ""
    if visit.request.method == "POST":
        run, problem = bringing_files.receive(visit, brought, MOST_FILES)
        if run is not None:
            return redirect(visit.url("brought-report", run.pk))
    screen: dict[str, Any] = {"register": FINDINGS, "problem": problem, "kinds": READ_HERE}
    screen["earlier"] = runs.earlier(visit.actor, FINDINGS, brought.KIND)
    return visit.page("vulnerabilities/bring.html", title=_("Upload a scan"), status=422 if problem else 200, **screen)


@require_GET
@inside
def show(visit: Visit, import_id: int) -> HttpResponse:
    """What is in the files and what it would change, or what came of it."""
    _insist(visit)
    run = brought.find(visit.actor, import_id)
    if run.state in (ImportRun.State.TAKING_BACK, ImportRun.State.TAKEN_BACK):
        return redirect(visit.url("brought-file", run.pk))
    screen: dict[str, Any] = {"run": run, "register": FINDINGS}
    if run.state in bringing_files.BUSY:
        address = visit.url("brought-report-progress", run.pk)
        return visit.page(
            "imports/progress.html", title=_("Upload a scan"), progress=address, **bringing_files.bar(run), **screen
        )
    return visit.page("vulnerabilities/brought.html", title=_("Upload a scan"), **screen, **_screen(visit, run))


def _screen(visit: Visit, run: ImportRun) -> dict[str, Any]:
    reports = run.outcome.get("reports", [])
    taken = [one for one in reports if not one["refusal"] and not one["known_as"]]
    targets: dict[str, dict[str, Any]] = {}
    for report in taken:
        for target in report["targets"]:
            before = targets.setdefault(target["name"], {**target, "findings": 0})
            before["findings"] += target["findings"]
    items = registers.find("items")
    return {
        "reports": reports,
        "taken": taken,
        "refused": [one for one in reports if one["refusal"] and not one["asks_target"]],
        "asking": [one for one in reports if one["asks_target"]],
        "no_longer_listed": sum(one["no_longer_listed"] for one in taken),
        "known": [one for one in reports if one["known_as"]],
        "sums": [(name, sum(one[name] for one in taken)) for name in SUMS],
        "samples": sorted((row for one in taken for row in one["samples"]), key=lambda row: row["severity"])[
            :MOST_SAMPLES
        ],
        "now_exploited": sum(one["now_exploited"] for one in taken),
        "vulnerabilities_new": sum(one["vulnerabilities_new"] for one in taken),
        "targets": list(targets.values())[:MOST_TARGETS],
        "chosen": run.mapping,
        "options": brought.options_of(run),
        "items": display.suggested(visit.actor, FINDINGS, "item") if items else (),
        "owners": display.suggested(visit.actor, FINDINGS, "owner"),
        "severities": {number: str(word) for number, word in SEVERITIES},
        "tones": FINDINGS.listing.tones["severity"],
        "new_word": NEW,
        "none_word": NONE,
    }


@require_POST
@inside
def decide(visit: Visit, import_id: int) -> HttpResponse:
    """Keep how the reports are to be taken and which items they mean, and look again at what would change."""
    _insist(visit)
    run = brought.find(visit.actor, import_id)
    if run.state not in (ImportRun.State.UPLOADED, ImportRun.State.PREVIEWED):
        return redirect(visit.url("brought-report", run.pk))
    posted = visit.request.POST
    names, choices = posted.getlist("target"), posted.getlist("choice")
    chosen = {
        name: word
        for name, choice in zip(names, choices, strict=False)
        if (word := choice.strip().partition(" ")[0]) and len(word) <= 40
    }
    day = _day(posted.get("scanned_on", ""))
    owner = posted.get("owner", "")
    told = {
        "proposes_fixed": "proposes_fixed" in posted,
        "takes_information": "takes_information" in posted,
        "scanned_on": day,
        "owner": int(owner) if owner.isascii() and owner.isdigit() and len(owner) < 10 else None,
        "targets": _named(posted),
    }
    runs.note(
        run,
        mapping={name: word.lower() if word.lower() in (NEW, NONE) else word.upper() for name, word in chosen.items()},
        fixed=told,
    )
    _go_on(visit, run, keep=False)
    return redirect(visit.url("brought-report", run.pk))


def _named(posted: Any) -> dict[str, str]:
    """What each report looked at that does not say it itself."""
    files, names = posted.getlist("asking_file"), posted.getlist("asking_target")
    return {file: name.strip()[:300] for file, name in zip(files, names, strict=False) if name.strip()}


def _day(text: str) -> str:
    day = day_asked(text)
    return day.isoformat() if day else ""


def _go_on(visit: Visit, run: ImportRun, *, keep: bool) -> None:
    try:
        brought.start(visit.actor, run, keep=keep)
    except (UnusableFile, Invalid) as error:
        runs.note(run, state=ImportRun.State.UPLOADED)
        messages.error(visit.request, str(error))


@require_POST
@inside
def run(visit: Visit, import_id: int) -> HttpResponse:
    """Import what was looked through."""
    _insist(visit)
    found = brought.find(visit.actor, import_id)
    if found.state != ImportRun.State.PREVIEWED:
        messages.warning(visit.request, _("Look through the reports first."))
    else:
        _go_on(visit, found, keep=True)
    return redirect(visit.url("brought-report", found.pk))


@require_GET
@inside
def progress(visit: Visit, import_id: int) -> HttpResponse:
    """How far it is, for the page that waits; tells the browser to load anew once it is over."""
    _insist(visit)
    return bringing_files.progress(visit, brought.find(visit.actor, import_id), _give_up)


def _give_up(actor: Actor, run: ImportRun) -> None:
    runs.note(run, state=ImportRun.State.UPLOADED if run.arrival is None else ImportRun.State.DONE)


@require_GET
@inside
@from_replica
def summary(visit: Visit) -> HttpResponse:
    """Open findings by severity against their deadlines, where they gather, and month by month."""
    register = register_of(visit, FINDINGS.key)
    findings = permissions.visible(visit.actor, register)
    told = findings_summary.told(findings, visit.actor.today, visit.url("list", register.key))
    return visit.page(
        "vulnerabilities/summary.html", title=_("Vulnerability findings: summary"), register=register, **told
    )


@require_GET
@inside
@from_replica
def coverage(visit: Visit) -> HttpResponse:
    """What was scanned, failed, was never scanned, and what is in no inventory."""
    register = register_of(visit, FINDINGS.key)
    covered = covering.coverage(visit.actor)
    counts, today = covered.counts(), visit.actor.today
    groups = [
        {"key": state, "title": title, "count": counts[state], "rows": covered.of(state)[:MOST_ROWS]}
        for state, title in COVERED
    ]
    whole = sum(counts[state] for state in (covering.SCANNED, covering.FAILED, covering.NEVER))
    old = sum(one.is_old(today) for one in covered.items)
    told: dict[str, Any] = {"groups": groups, "counts": counts, "whole": whole, "old": old, "today": today}
    told["outside"] = covered.outside
    return visit.page("vulnerabilities/coverage.html", title=_("What was scanned"), register=register, **told)

"""Reports that are brought: compared, taken whole, only once, and nothing closed by itself."""

from dataclasses import asdict
from datetime import date

import pytest

from tandem.ground.kernel import registers
from tandem.ground.kernel.errors import NotPermitted
from tandem.ground.kernel.models import Action
from tandem.ground.ledger.models import Entry
from tandem.operation.vulnerabilities.findings.models import VulnerabilityFinding
from tandem.operation.vulnerabilities.models import Vulnerability
from tandem.operation.vulnerabilities.reports.bringing import Options, preview
from tandem.operation.vulnerabilities.reports.child import answer
from tandem.operation.vulnerabilities.reports.models import VulnerabilityReport
from tandem.operation.vulnerabilities.tests import samples
from tandem.operation.vulnerabilities.tests.steps import TODAY, brought, findings, found, item, on, step, vulnerability
from tests.cast import Cast

LATER = "2026-02-27T08:00:00Z"
NUMBERS = ("CVE-2026-0001", "CVE-2026-0006")


def kept() -> int:
    """How much was ever written."""
    return Entry.objects.count()


@pytest.mark.parametrize("kind", samples.EVERY)
def test_same_report_again_changes_nothing(home: Cast, kind: str) -> None:
    (first,) = brought(home, samples.EVERY[kind])
    assert (first.refusal, first.known_as) == ("", "")
    before = kept()
    (again,) = brought(home, samples.EVERY[kind])
    assert again.known_as == first.reference
    assert kept() == before


def test_new_report_is_kept_with_what_it_says(home: Cast) -> None:
    (outcome,) = brought(home, samples.trivy("openssl", "zlib"))
    report = VulnerabilityReport.objects.get(reference=outcome.reference)
    assert (report.title, report.kind, report.scanned_on) == ("Trivy: shop:2.1", "trivy", date(2026, 2, 22))
    assert (report.new, report.left_out, report.is_full) == (4, 3, True)
    first = findings()[0]
    assert (first.vulnerability.identifier, first.component, first.severity) == ("CVE-2026-0006", "openssl", 1)
    assert (first.first_seen, first.due, first.report) == (date(2026, 2, 22), date(2026, 3, 1), report)
    assert (first.title, first.tool, first.created_by_id) == (
        "Image is too open (openssl)",
        "Trivy",
        home.users["ben"].pk,
    )
    assert Entry.objects.filter(register="vulnerability-findings", through="import").count() == 4


def test_preview_tells_the_same_and_keeps_nothing(home: Cast) -> None:
    before = kept()
    answers = [answer("a", samples.trivy("openssl")), answer("b", samples.kev(*NUMBERS))]
    tried = preview(home.actor("ben"), answers, Options())
    assert (kept(), findings()) == (before, [])
    done = brought(home, samples.trivy("openssl"), samples.kev(*NUMBERS))
    assert [(outcome.kind, outcome.new, outcome.vulnerabilities_new) for outcome in tried] == [
        (outcome.kind, outcome.new, outcome.vulnerabilities_new) for outcome in done
    ]


def test_seen_again_moves_the_last_day_only(home: Cast) -> None:
    brought(home, samples.trivy("openssl"))
    (outcome,) = brought(home, samples.trivy("openssl", day=LATER))
    assert (outcome.new, outcome.seen_again, outcome.gone) == (0, 3, 0)
    first = findings()[0]
    assert (first.first_seen, first.last_seen, first.due) == (date(2026, 2, 22), date(2026, 2, 27), date(2026, 3, 1))
    assert first.report.reference == outcome.reference


def test_older_report_moves_the_first_day_only(home: Cast) -> None:
    brought(home, samples.trivy("openssl", day=LATER))
    brought(home, samples.trivy("openssl"))
    first = findings()[0]
    assert (first.first_seen, first.last_seen, first.due) == (date(2026, 2, 22), date(2026, 2, 27), date(2026, 3, 1))


def test_graver_severity_is_taken_over_and_a_milder_one_is_not(home: Cast) -> None:
    brought(home, samples.trivy("openssl", severity="MEDIUM"))
    brought(home, samples.trivy("openssl", severity="HIGH", day=LATER))
    assert (findings()[0].severity, findings()[0].due) == (2, date(2026, 3, 24))
    brought(home, samples.trivy("openssl", severity="LOW", day="2026-02-28T08:00:00Z"))
    assert findings()[0].severity == 2


def test_what_a_later_full_report_lacks_is_proposed_not_closed(home: Cast) -> None:
    brought(home, samples.trivy("openssl", "zlib"))
    (outcome,) = brought(home, samples.trivy("openssl", day=LATER))
    assert outcome.gone == 1
    zlib = findings(component="zlib")[0]
    assert (zlib.state, zlib.is_gone, zlib.gone_on) == ("open", True, date(2026, 2, 27))
    assert step(home, zlib, "fix").is_gone is False
    (back,) = brought(home, samples.trivy("zlib", day="2026-03-01T08:00:00Z"))
    assert (back.gone, back.seen_again, back.reopened) == (1, 3, 0)
    openssl = findings(component="openssl")[0]
    assert openssl.is_gone
    still = step(home, openssl, "still-there")
    assert (still.is_gone, still.last_seen) == (False, TODAY)


def test_report_of_a_part_of_the_same_day_or_of_another_target_misses_nothing(home: Cast) -> None:
    brought(home, samples.nmap(80, 443))
    brought(home, samples.nmap(80, services=1, start=1772265600))
    assert not VulnerabilityFinding.objects.filter(is_gone=True).exists()
    (same_day,) = brought(home, samples.nmap(80))
    assert same_day.gone == 0
    brought(home, samples.nmap(80, start=1772352000).replace(b"10.0.0.8", b"10.0.0.77"))
    assert not VulnerabilityFinding.objects.filter(is_gone=True).exists()
    (kept_open,) = brought(home, samples.nmap(80, start=1772265601), proposes_fixed=False)
    assert kept_open.gone == 0
    (later,) = brought(home, samples.nmap(80, start=1772352001))
    assert later.gone == 1


def test_fixed_and_seen_again_opens_with_its_days_anew(home: Cast) -> None:
    brought(home, samples.trivy("openssl"))
    with on(date(2026, 2, 24)):
        step(home, findings()[0], "fix")
    (older,) = brought(home, samples.trivy("openssl", day="2026-02-23T08:00:00Z"))
    assert (older.reopened, findings()[0].state) == (0, "fixed")
    (outcome,) = brought(home, samples.trivy("openssl", day=LATER))
    again = findings()[0]
    assert (outcome.reopened, again.state, again.reopened) == (1, "open", 1)
    assert (again.first_seen, again.due, again.fixed_on) == (date(2026, 2, 27), date(2026, 3, 6), None)


def test_false_positive_stays_one(home: Cast) -> None:
    brought(home, samples.trivy("openssl"))
    step(home, findings()[0], "dismiss", justification="Not compiled in")
    brought(home, samples.trivy("openssl", day=LATER))
    assert (findings()[0].state, findings()[0].last_seen) == ("false-positive", date(2026, 2, 27))


def test_what_the_maker_says_decides_new_findings_and_proposes_for_known_ones(home: Cast) -> None:
    brought(home, samples.cyclonedx())
    first, second = findings()
    assert (first.state, second.state) == ("open", "false-positive")
    assert second.justification == "not affected: code not reachable"
    changed = samples.cyclonedx().replace(b'"Update to 1.3",', b'"x", "analysis": {"state": "resolved"},')
    (outcome,) = brought(home, changed.replace(b"2026-02-21", b"2026-02-25"))
    first.refresh_from_db()
    assert (outcome.gone, first.state, first.is_gone) == (1, "open", True)


def test_item_is_known_by_name_host_address_or_number(home: Cast) -> None:
    owner = home.users["ben"].pk
    web = item(home, "Web server", identifier="SN-1, 10.0.0.8", owner=owner)
    shop = item(home, "shop")
    database = item(home, "Database", external_id="DB01")
    brought(home, samples.nmap(80), samples.trivy("openssl"), samples.OPENVAS_XML, name="ada")
    placed = {finding.target: finding.item for finding in findings()}
    assert placed == {"10.0.0.8": web, "shop:2.1": shop, "10.0.0.9": database}
    assert findings(target="10.0.0.8")[0].owner_id == owner


def test_unknown_and_ambiguous_targets_stay_in_words_and_nothing_is_added(home: Cast) -> None:
    items = registers.find("items")
    assert items is not None
    item(home, "shop")
    item(home, "Shop")
    (outcome, _other) = brought(home, samples.trivy("openssl"), samples.nmap(80))
    assert outcome.targets[0]["is_ambiguous"] or _other.targets[0]["is_ambiguous"]
    assert [finding.item for finding in findings()] == [None] * 4
    assert items.model.objects.count() == 2


def test_item_can_be_chosen_added_or_left_out(home: Cast) -> None:
    chosen = item(home, "Container host")
    item(home, "10.0.0.9")
    brought(
        home,
        samples.trivy("openssl"),
        samples.nmap(80),
        samples.OPENVAS_XML,
        items={"shop:2.1": chosen.reference, "10.0.0.8": "new", "10.0.0.9": "none"},
        owner=home.users["ada"].pk,
    )
    assert findings(target="shop:2.1")[0].item == chosen
    made = findings(target="10.0.0.8")[0].item
    assert (made.title, made.kind, made.is_ci, made.owner_id) == (
        "web01.example.org",
        "hardware",
        True,
        home.users["ada"].pk,
    )
    assert (findings(target="10.0.0.9")[0].item, findings(target="10.0.0.9")[0].owner_id) == (
        None,
        home.users["ada"].pk,
    )


def test_choice_of_an_item_holds_for_the_next_report(home: Cast) -> None:
    brought(home, samples.trivy("openssl"))
    chosen = item(home, "Container host")
    brought(home, samples.trivy("openssl", day=LATER), items={"shop:2.1": chosen.reference})
    assert findings()[0].item == chosen
    brought(home, samples.trivy("openssl", "zlib", day="2026-03-01T08:00:00Z"))
    assert findings(component="zlib")[0].item == chosen


def test_items_are_added_where_asked_and_only_once(home: Cast) -> None:
    items = registers.find("items")
    assert items is not None
    brought(home, samples.nmap(80), creates_items=True)
    brought(home, samples.nmap(80, start=1772265600), creates_items=True)
    assert [item_kept.title for item_kept in items.model.objects.all()] == ["web01.example.org"]


def test_report_is_taken_whole_or_not_at_all(home: Cast) -> None:
    before = kept()
    refused, good = brought(
        home, samples.trivy("openssl", day="2026-03-01T08:00:00Z"), samples.sarif(), items={"shop:2.1": "ITEM-99"}
    )[::-1]
    assert (good.refusal, good.new) == ("", 2)
    assert "ITEM-99" in refused.refusal
    assert not Vulnerability.objects.filter(identifier="CVE-2026-0006").exists()
    after = kept()
    (future,) = brought(home, samples.trivy("openssl", day="2026-09-01T08:00:00Z"))
    assert future.refusal
    assert (kept(), after > before) == (after, True)


def test_undated_report_is_of_today_or_of_the_day_that_is_stated(home: Cast) -> None:
    raw = samples.cyclonedx(metadata={"component": {"name": "portal"}})
    brought(home, raw)
    assert findings()[0].last_seen == TODAY
    before = kept()
    with on(date(2026, 3, 9)):
        brought(home, raw)
        assert kept() == before
        brought(home, raw, scanned_on=date(2026, 3, 9))
    assert findings()[0].last_seen == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2026-03-01T23:30:00Z", date(2026, 3, 2)),
        ("2026-03-03T08:00:00+13:00", date(2026, 3, 2)),
        ("2026-03-03T08:00:00", date(2026, 3, 2)),
        ("2026-02-27T08:00:00-05:00", date(2026, 2, 27)),
    ],
)
def test_a_report_is_of_the_day_that_it_was_here(home: Cast, told: str, day: date) -> None:
    (outcome,) = brought(home, samples.trivy("openssl", day=told))
    assert (outcome.refusal, VulnerabilityReport.objects.get().scanned_on) == ("", day)


def test_a_report_of_a_day_to_come_is_refused_in_words_and_the_next_is_taken(home: Cast) -> None:
    later, now = brought(home, samples.trivy("openssl", day="2035-01-01T08:00:00Z"), samples.trivy("zlib"))[::-1]
    assert later.refusal.startswith("It speaks of 1 Jan 2035, a day to come")
    assert (now.refusal, now.new > 0) == ("", True)


def test_mere_information_can_be_left_out_and_is_not_missed(home: Cast) -> None:
    (outcome,) = brought(home, samples.nmap(80, 443, findings=samples.VULNERS), takes_information=False)
    assert (outcome.new, outcome.left_out) == (1, [["mere information", 2]])
    assert not Vulnerability.objects.filter(identifier="Nmap: open port").exists()
    brought(home, samples.nmap(80, 443, findings=samples.VULNERS, start=1772265600))
    (later,) = brought(home, samples.nmap(80, findings=samples.VULNERS, start=1772352000), takes_information=False)
    assert later.gone == 0


def test_list_of_exploited_shortens_open_findings_and_tells_once(home: Cast) -> None:
    brought(home, samples.trivy("openssl", severity="MEDIUM"), name="ada", owner=home.users["ben"].pk)
    assert (findings()[0].due, Action.objects.count()) == (date(2026, 5, 23), 0)
    (outcome,) = brought(home, samples.kev(*NUMBERS))
    assert (outcome.vulnerabilities_new, outcome.vulnerabilities_changed, outcome.now_exploited) == (1, 1, 1)
    finding = findings()[0]
    assert (finding.due, finding.deadline_by) == (date(2026, 3, 11), "exploited")
    (action,) = Action.objects.all()
    assert (action.owner_id, action.due) == (home.users["ben"].pk, date(2026, 3, 11))
    before = kept()
    brought(home, samples.kev_csv(*NUMBERS))
    assert kept() == before
    brought(home, samples.kev(*NUMBERS, "CVE-2026-0007"))
    assert Action.objects.count() == 1
    assert Vulnerability.objects.count() == 5


def test_list_marks_what_is_known_under_several_numbers(home: Cast) -> None:
    brought(home, samples.OPENVAS_XML)
    brought(home, samples.kev("CVE-2026-0005"))
    finding = findings(severity=1)[0]
    assert (finding.vulnerability.is_exploited, finding.is_exploited) == (True, True)
    assert (finding.due, finding.deadline_by) == (date(2026, 2, 26), "severity")


def test_report_after_the_list_finds_what_is_exploited_already(home: Cast) -> None:
    brought(home, samples.kev("CVE-2026-0005"))
    brought(home, samples.OPENVAS_XML)
    finding = findings(severity=1)[0]
    assert (finding.vulnerability.is_exploited, finding.vulnerability.exploited_since) == (True, date(2026, 2, 25))
    assert finding.is_exploited


def test_what_is_known_is_not_overwritten(home: Cast) -> None:
    ours = vulnerability(home, "CVE-2026-0006", 3, title="Our words", description="Ours", aliases="OURS-1")
    brought(home, samples.trivy("openssl"))
    brought(home, samples.kev("CVE-2026-0006"))
    ours.refresh_from_db()
    assert (ours.title, ours.description, ours.severity) == ("Our words", "Ours", 3)
    assert (ours.score, ours.vendor, ours.cwe) == ("9.8", "Maker", ["CWE-78", "CWE-79", "CWE-94"])
    assert findings()[0].severity == 1


def test_written_by_hand_is_no_part_of_a_comparison(home: Cast) -> None:
    by_hand = found(
        home, vulnerability(home, "CVE-2026-0006"), target="shop:2.1", tool="Trivy", first_seen="2026-02-01"
    )
    (outcome,) = brought(home, samples.trivy("openssl"))
    by_hand.refresh_from_db()
    assert (outcome.new, outcome.gone, by_hand.version) == (3, 0, 1)


@pytest.mark.parametrize("name", ["cleo", "finn", "gil"])
def test_readers_staff_and_auditors_bring_nothing(home: Cast, name: str) -> None:
    before = kept()
    with pytest.raises(NotPermitted):
        brought(home, samples.trivy("openssl"), name=name)
    assert kept() == before


def test_refused_files_are_named_beside_the_good_ones(home: Cast) -> None:
    outcomes = brought(home, b"nonsense", samples.trivy("openssl"))
    assert [(outcome.file, bool(outcome.refusal)) for outcome in outcomes] == [("file-0", True), ("file-1", False)]
    assert asdict(outcomes[1])["new"] == 3

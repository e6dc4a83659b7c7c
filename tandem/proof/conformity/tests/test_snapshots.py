"""How the standards stood, kept day by day."""

from datetime import date, timedelta

from tandem.ground.kernel import clock
from tandem.ground.kernel.comparison.findings import What
from tandem.proof.conformity import signing
from tandem.proof.conformity.models import Snapshot
from tandem.proof.conformity.snapshots import results_on, snapshot, trend
from tandem.proof.conformity.tests.conftest import NOW, SECURITY, TODAY


def test_a_day_is_kept_once_with_its_last_state(organization, both, keep):
    keep("management-systems", title="Security", standard=SECURITY)
    snapshot(organization)
    first = results_on(TODAY)
    assert first[f"{SECURITY}/4.1"] == "no-data"
    keep("context-issues", title="The river rises higher every year")
    report = snapshot(organization)
    assert Snapshot.objects.count() == 1
    assert results_on(TODAY) == report.results
    assert results_on(TODAY)[f"{SECURITY}/4.1"] == "not-met"


def test_the_trend_gives_totals_from_the_oldest(organization, both, keep):
    keep("management-systems", title="Security", standard=SECURITY)
    for days in (0, 2):
        with clock.fixed(NOW + timedelta(days=days)):
            snapshot(organization)
    points = trend(SECURITY, date(2026, 6, 1))
    assert [point.day for point in points] == [date(2026, 6, 15), date(2026, 6, 17)]
    assert [point.totals.met for point in points] == [0, 0]
    assert results_on(date(2026, 6, 14)) == {}
    assert results_on(date(2026, 6, 16)) == Snapshot.objects.get(day=date(2026, 6, 15)).results


def test_a_day_that_somebody_made_better_is_named(organization, both, keep):
    keep("management-systems", title="Security", standard=SECURITY)
    snapshot(organization)
    assert list(signing.differences(organization.pk)) == []
    kept = Snapshot.objects.get()
    better = dict.fromkeys(kept.results, "met")
    for changed in ({"results": better}, {"day": kept.day - timedelta(days=30)}, {"signature": b""}):
        Snapshot.objects.filter(pk=kept.pk).update(**changed)
        (found,) = signing.differences(organization.pk)
        assert (found.what, found.row_id) == (What.FORGED, kept.pk)
        kept.save()
    Snapshot.objects.create(organization=organization, standard=SECURITY, day=date(2026, 1, 1), results=better)
    assert [found.reference for found in signing.differences(organization.pk)] == [f"{SECURITY} 2026-01-01"]


def test_the_day_is_the_organizations(organization, both, keep):
    keep("management-systems", title="Security", standard=SECURITY)
    organization.time_zone = "Pacific/Auckland"
    with clock.fixed(NOW):
        snapshot(organization)
    assert Snapshot.objects.get().day == date(2026, 6, 16)

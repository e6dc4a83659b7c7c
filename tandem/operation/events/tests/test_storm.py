"""A storm of 10,000 alerts in a minute becomes one incident with its events."""

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOW
from tandem.ground.kernel import clock
from tandem.ground.kernel.patterns.acting import tandem
from tandem.operation.events.formats.reading import read
from tandem.operation.events.models import Event
from tandem.operation.events.taking import take
from tandem.operation.events.tests.conftest import Open
from tandem.operation.events.tests.messages import alert, group
from tandem.operation.events.tests.others import Incident
from tests.cast import Cast


@pytest.mark.slow
def test_ten_thousand_alerts_in_a_minute_are_one_incident(home: Cast, source: Any, open_after: Open) -> None:
    for number in range(400):
        alerts = (alert(f"host-{number}-{place}") for place in range(25))
        with clock.fixed(NOW + timedelta(seconds=number * 0.15)):
            take(tandem(home.home, "api"), source, read(group(*alerts), source))
    for minutes in (1, 2, 3, 4):
        open_after(minutes)
    assert Event.objects.count() == 10_000
    assert Incident.objects.get().events.count() == 10_000

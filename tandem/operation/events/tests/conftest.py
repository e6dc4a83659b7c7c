"""A source of the platform's alerts at home, and what it sends."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from conftest import NOW
from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.patterns.acting import tandem
from tandem.operation.events.operations import open_due
from tandem.operation.events.sources.register import EVENT_SOURCES
from tests.cast import Cast

Open = Callable[[float], None]


@pytest.fixture
def source(home: Cast) -> Any:
    """Alerts of the platform; incidents after two minutes, from warnings on, ten at once are a storm."""
    values = {"title": "Platform", "tool": "alertmanager", "hold_down": 2, "storm_from": 10, "group": "Night watch"}
    return writing.create(home.actor("ada"), EVENT_SOURCES, values)


@pytest.fixture
def open_after(home: Cast) -> Open:
    """Let the minute's work be done, so many minutes after the beginning."""

    def opened(minutes: float) -> None:
        with clock.fixed(NOW + timedelta(minutes=minutes)):
            open_due(tandem(home.home))

    return opened

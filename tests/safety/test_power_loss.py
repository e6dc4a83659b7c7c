"""The power may go at any moment: what was acknowledged is there afterwards."""

from pathlib import Path

import pytest

from tandem.configuration import Configuration

power = pytest.importorskip("tests.safety.power", reason="simulated power losses need apsw")


def test_the_setting_is_the_one_that_is_tried_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TANDEM_DATA", str(tmp_path))
    monkeypatch.setenv("TANDEM_DATABASE_URL", "")
    assert "synchronous=FULL" in str(Configuration().databases()["default"]["OPTIONS"])


def test_nothing_acknowledged_is_lost_in_a_thousand_power_losses(tmp_path: Path) -> None:
    assert power.lose_power(tmp_path, "FULL", 1_000) == power.Losses(1_000, 0, 0)


@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
def test_the_trial_can_fail(tmp_path: Path, synchronous: str) -> None:
    told = power.lose_power(tmp_path, synchronous, 1_000)
    assert told.lost + told.damaged > 100


@pytest.mark.slow_suite
def test_nothing_acknowledged_is_lost_in_a_hundred_thousand_power_losses(tmp_path: Path) -> None:
    assert power.lose_power(tmp_path, "FULL", 100_000) == power.Losses(100_000, 0, 0)

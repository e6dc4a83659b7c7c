"""What lasts: kills and power losses, counted. TANDEM_KILLS and TANDEM_POWER_LOSSES say how many."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Figure
from tests.safety.installation import Installation
from tests.safety.power import lose_power
from tests.safety.test_kill import kill_again_and_again

KILLS = int(os.environ.get("TANDEM_KILLS", "20"))
LOSSES = int(os.environ.get("TANDEM_POWER_LOSSES", "10000"))


def trials() -> Iterator[Figure]:
    """Kill and lose power so often; whatever was lost is counted."""
    with tempfile.TemporaryDirectory() as folder:
        site = Installation(Path(folder) / "data")
        site.prepare()
        counts = kill_again_and_again(site, Path(folder), KILLS)  # fails where anything is lost
        yield Figure("kills of server and worker on SQLite, nothing acknowledged lost", counts.kills, "kills")
        yield Figure("writes acknowledged before them", counts.writes, "writes")
        yield Figure("imports acknowledged before them", counts.imports, "imports")
    for synchronous in ("FULL", "NORMAL", "OFF"):
        with tempfile.TemporaryDirectory() as folder:
            told = lose_power(Path(folder), synchronous, LOSSES)
        wrong, holds = told.lost + told.damaged, synchronous == "FULL"
        budget = "0" if holds else "> 0, or the trial could not fail"
        what = f"of {told.images} power losses with synchronous={synchronous}, those that lost something"
        yield Figure(what, wrong, "images", budget, (wrong == 0) is holds)

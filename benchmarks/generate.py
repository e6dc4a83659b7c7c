"""An organization of a given size, written through the gate, its ledger sealed: two years of incidents and the rest.

`python -m benchmarks.generate --rows 100000 --data DIR` makes one in a folder of that size, or finds it there.
"""

import argparse
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import django

SLUG = "bench"
STANDARDS = ("iso-20000-1:2018", "iso-27001:2022")
PEOPLE, SERVICES, MONTHS = 20, 50, 24
CHUNK = 5_000
WORDS = [
    "mail",
    "network",
    "printer",
    "login",
    "backup",
    "server",
    "database",
    "disk",
    "certificate",
    "vpn",
    "router",
    "switch",
    "update",
    "license",
    "phone",
    "screen",
    "session",
    "report",
    "invoice",
    "portal",
    "timeout",
    "capacity",
    "firewall",
    "laptop",
    "storage",
    "mailbox",
    "account",
    "queue",
    "cluster",
    "gateway",
]
GROUPS = ("service desk", "network", "platform", "workplace", "security")


def open_folder(data: Path, rows: int) -> None:
    """Load the product for the folder of this many rows, generated when it is not there yet."""
    folder = data / str(rows)
    finished = folder / "generated"
    os.environ["TANDEM_DATA"] = str(folder.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.settings")
    django.setup()
    if finished.exists():
        from tandem.faces.cli.running import prepare

        prepare()  # a folder of an older version is brought up to date
        return
    if (folder / "tandem.sqlite3").exists():
        raise SystemExit(f"{folder} holds half an organization; remove it and start again.")
    from benchmarks.organization import fill

    fill(rows)
    finished.touch()


def incidents(count: int, seed: int, people: list[Any], services: list[str]) -> Iterator[dict[str, Any]]:
    """Values of incidents as an import would give them."""
    chance = Random(seed)
    for _ in range(count):
        yield {
            "title": " ".join(chance.choices(WORDS, k=5)).capitalize(),
            "description": " ".join(chance.choices(WORDS, k=20)) + ".",
            "service": chance.choice(services),
            "impact": chance.randint(1, 3),
            "urgency": chance.randint(1, 3),
            "category": chance.choice(WORDS),
            "group": chance.choice(GROUPS),
            "assignee": chance.choice(people),
            "owner": chance.choice(people),
            "reported_by": f"Caller {chance.randint(1, 900)}",
            "is_security": chance.random() < 0.05,
        }


def chunks(rows: int) -> Iterator[tuple[datetime, int]]:
    """Moments over two years, ending a day ago, with how many rows each brings."""
    pieces = max(MONTHS, rows // CHUNK)
    end = datetime.now(UTC) - timedelta(days=1)
    step = timedelta(days=730) / pieces
    for piece in range(pieces):
        count = rows * (piece + 1) // pieces - rows * piece // pieces
        yield end - step * (pieces - 1 - piece), count


def main() -> None:
    """Generate from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--data", type=Path, default=Path(".cache/benchmarks"))
    asked = parser.parse_args()
    open_folder(asked.data, asked.rows)
    print(asked.data / str(asked.rows))


if __name__ == "__main__":
    main()

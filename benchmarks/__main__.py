"""`python -m benchmarks [NAME…] [--rows 100000] [--data DIR]` prints every figure as one JSON document.

Each benchmark runs in a process of its own on an organization that is generated once and kept in the folder. The
import is measured last, because it makes the organization larger; remove its folder to start afresh.
"""

import argparse
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

NAMES = (
    "list",
    "api",
    "search",
    "verify",
    "as-of",
    "conformity",
    "risks",
    "statement",
    "write",
    "start",
    "quantitative",
    "growth",
    "lasting",
    "import",
)
SMALL, LARGE, MOST_GROWTH = 10_000, 1_000_000, 1.5


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"Of {', '.join(NAMES)}; all without one.")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--data", type=Path, default=Path(".cache/benchmarks"))
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(NAMES):
        parser.error(f"There is no benchmark “{unknown.pop()}”. There are: {', '.join(NAMES)}.")
    names = asked.names or NAMES
    told = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "machine": platform.machine(),
        "rows": asked.rows,
        "figures": [figure for name in names for figure in _measured(name, asked.rows, asked.data)],
    }
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n")


def _measured(name: str, rows: int, data: Path) -> list[dict[str, Any]]:
    return _growth(data) if name == "growth" else _one(name, rows, data)


def _one(name: str, rows: int, data: Path) -> list[dict[str, Any]]:
    words = [sys.executable, "-m", "benchmarks.one", name, str(rows), str(data.resolve())]
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE)
    figures: list[dict[str, Any]] = msgspec.json.decode(done.stdout)
    return figures


def _growth(data: Path) -> list[dict[str, Any]]:
    """The list at a million beside the list at ten thousand, in turn, five times."""
    taken = [[_one("list-time", rows, data)[0]["value"] for rows in (SMALL, LARGE)] for _ in range(5)]
    small, large = (sorted(values)[2] for values in zip(*taken, strict=True))
    ratio = round(large / small, 2)
    what, budget = "list at 1,000,000 beside 10,000", f"≤ {MOST_GROWTH} × floor"
    return [
        {
            "what": what,
            "value": large,
            "unit": "ms",
            "floor": small,
            "ratio": ratio,
            "budget": budget,
            "holds": ratio <= MOST_GROWTH,
        }
    ]


if __name__ == "__main__":
    main()

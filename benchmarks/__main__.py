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
    "pages",
    "filters",
    "api",
    "search",
    "verify",
    "as-of",
    "conformity",
    "risks",
    "impact",
    "promises",
    "desk",
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
    return _growth(data) if name == "growth" else _in_own_process(name, rows, data)


def _in_own_process(name: str, rows: int, data: Path) -> list[dict[str, Any]]:
    words = [sys.executable, "-m", "benchmarks.one", name, str(rows), str(data.resolve())]
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE)
    figures: list[dict[str, Any]] = msgspec.json.decode(done.stdout)
    return figures


def _growth(data: Path) -> list[dict[str, Any]]:
    """Lists at a million rows beside ten thousand: plain, by each column, and searched."""
    runs = (_in_own_process("list-time", rows, data) for rows in (SMALL, LARGE))
    small, large = ({each["what"]: each["value"] for each in run} for run in runs)
    return [_grown(what, small[what], large[what]) for what in small]


def _grown(what: str, small: float, large: float) -> dict[str, Any]:
    ratio = round(large / small, 2)
    told = {"what": f"{what}: 1,000,000 rows beside 10,000", "value": large, "unit": "ms", "at 10,000": small}
    return told | {"ratio": ratio, "budget": f"≤ {MOST_GROWTH} ×", "holds": ratio <= MOST_GROWTH}


if __name__ == "__main__":
    main()

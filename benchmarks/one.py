"""One benchmark in a process of its own; prints its figures as JSON."""

import sys
from pathlib import Path

import msgspec

from benchmarks import lasting, quantitative
from benchmarks.generate import open_folder
from benchmarks.measuring import Figure

AT_FIRST = 500  # incidents that go through the gate before they are copied


def main() -> None:
    """Arguments: name, rows, folder."""
    name, rows, data = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    if name == "quantitative":  # looks at no records
        found = quantitative.figures()
    elif name == "lasting":
        found = list(lasting.trials())
    elif name == "desk":  # a folder of its own: what is copied there is no history
        open_folder(data / f"desk-{rows}", AT_FIRST)
        found = _figures(name, rows)
    else:
        open_folder(data, rows)
        found = _figures(name, rows)
    print(msgspec.json.encode([figure.as_data() for figure in found]).decode())


def _figures(name: str, rows: int) -> list[Figure]:
    from benchmarks import desk, impact, promises, proving, reading, risks, starting, stating, writing

    benchmarks = {
        "pages": reading.pages,
        "filters": reading.filters,
        "list-time": reading.list_time,
        "api": reading.api_list,
        "search": reading.full_text,
        "write": writing.guarded_write,
        "import": lambda: writing.bulk(min(rows, 100_000)),
        "verify": proving.verification,
        "as-of": proving.as_of,
        "conformity": proving.conformity,
        "risks": risks.pages,
        "impact": impact.figures,
        "promises": promises.figures,
        "desk": lambda: desk.figures(rows),
        "statement": stating.figures,
        "start": starting.start,
    }
    return list(benchmarks[name]())


if __name__ == "__main__":
    main()

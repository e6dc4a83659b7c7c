"""What is recorded and reviewed as a difference: `make snapshots` writes it anew."""

import os
from pathlib import Path

import pytest


def held(path: Path, found: str) -> None:
    """Fail when what was found differs from what is recorded."""
    if os.environ.get("TANDEM_SNAPSHOTS"):
        path.write_text(found, encoding="utf-8")
    recorded = path.read_text(encoding="utf-8") if path.exists() else ""
    if found != recorded:
        lines = set(found.splitlines()) ^ set(recorded.splitlines())
        told = "\n".join(sorted(lines)[:20])
        pytest.fail(f"{path.name} is not what is recorded; look, then run `make snapshots`:\n{told}")

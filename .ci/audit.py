"""Known holes in what we depend on: pip-audit, where an index can be reached; skipped in words where none can.

It lives in an environment of its own, so that what it needs is no part of what it looks at.
"""

import json
import subprocess
import sys
import sysconfig
from pathlib import Path

HOME = Path(__file__).parents[1] / ".venv-audit"
AUDIT = HOME / "bin" / "pip-audit"
WANTED = "pip-audit==2.10.1"


def main() -> int:
    """0 when nothing is known or nobody could be asked, 1 when a hole is known."""
    if not AUDIT.exists() and not _installed():
        return _skipped("it could not be installed")
    audit = subprocess.run(_command(), capture_output=True, text=True, timeout=600)
    try:
        told = json.loads(audit.stdout)
    except json.JSONDecodeError:
        return _skipped((audit.stderr.strip().splitlines() or ["no answer"])[-1])
    return _report(told["dependencies"])


def _installed() -> bool:
    steps = (
        [sys.executable, "-m", "venv", str(HOME)],
        [str(HOME / "bin" / "python"), "-m", "pip", "install", "--quiet", WANTED],
    )
    return all(subprocess.run(step, capture_output=True, timeout=300).returncode == 0 for step in steps)


def _command() -> list[str]:
    places = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    paths = [word for place in sorted(places) for word in ("--path", place)]
    return [str(AUDIT), *paths, "--skip-editable", "--progress-spinner", "off", "--format", "json"]


def _report(dependencies: list[dict]) -> int:
    holes = [(one, hole) for one in dependencies for hole in one.get("vulns", ())]
    for one, hole in holes:
        fixed = ", ".join(hole.get("fix_versions", ())) or "no version yet"
        print(f"{one['name']} {one['version']}: {hole['id']}, mended in {fixed}")
    print(f"pip-audit: {len(holes)} known holes in {len(dependencies)} packages.")
    return 1 if holes else 0


def _skipped(why: str) -> int:
    print(f"pip-audit was skipped: no index could be asked ({why}).")
    return 0


if __name__ == "__main__":
    sys.exit(main())

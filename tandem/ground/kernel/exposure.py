"""What lies open that should not: settings meant for development, and files that others on the machine may read."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _


def faults() -> list[str]:
    """What is exposed, in words; nothing where all is well."""
    problems = []
    if settings.DEBUG:
        problems.append(_("TANDEM_DEBUG is on: error pages show settings and data to whoever sees them. Turn it off."))
    if "*" in settings.ALLOWED_HOSTS:
        problems.append(_("TANDEM_ALLOWED_HOSTS names every host; write the names under which people reach Tandem."))
    words = _(
        "%(path)s can be read by others on this machine (mode %(mode)s); only its owner may. Run: chmod %(right)s"
    )
    for path, mode, right in _open():
        problems.append(words % {"path": path, "mode": f"{mode:04o}", "right": f"{right:o} {path}"})
    return problems


def _open() -> Iterator[tuple[Path, int, int]]:
    """Folders and files of the installation that others may read: each with its mode and the right one."""
    data = Path(settings.DATA)
    kept = [data, Path(settings.TANDEM_LEDGER_KEY), data / "secret.key", *sorted(data.glob("tandem.sqlite3*"))]
    for path in dict.fromkeys(kept):
        if path.exists():
            mode, right = path.stat().st_mode & 0o777, 0o700 if path.is_dir() else 0o600
            if mode & ~right:
                yield path, mode, right

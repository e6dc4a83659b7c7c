"""Subjects of the house: each is a small Django app in the folder of its wing, found there and nowhere listed."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from django.apps import AppConfig

WINGS = ("support", "direction", "operation", "evaluation", "proof")
TANDEM = Path(__file__).parents[2]
LAST = 50


class Subject(AppConfig):
    """An app about one subject. What it keeps, declares and does by itself is read from every folder below it.

    `place` orders the subjects of a wing in navigation and manual; a smaller one stands first.
    """

    place = LAST

    def import_models(self) -> None:
        """Know the models of every folder."""
        super().import_models()
        self._read("models")

    def ready(self) -> None:
        """Declare the registers and the work that is done in the background."""
        self._read("register")
        self._read("background")

    def _read(self, name: str) -> None:
        for module in modules_below(Path(self.path), self.name, name):
            import_module(module)


def modules_below(folder: Path, package: str, name: str) -> Iterator[str]:
    """Every module of this name in a package, that of the package itself first."""
    for path in sorted(folder.rglob(f"{name}.py"), key=lambda path: (len(path.parts), path)):
        inside = path.relative_to(folder).with_suffix("").parts
        if not {"tests", "migrations"} & set(inside):
            yield ".".join((package, *inside))


def subjects_of(root: Path = TANDEM, package: str = "tandem") -> list[str]:
    """Every subject in the folders of the wings, in the order of the house."""
    return [name for wing in WINGS for name in _in_order(root / wing, f"{package}.{wing}")]


def _in_order(wing: Path, package: str) -> list[str]:
    names = sorted(f"{package}.{path.parent.name}" for path in wing.glob("*/apps.py"))
    return sorted(names, key=_place)


def _place(name: str) -> int:
    apps = import_module(f"{name}.apps")
    return min(int(vars(config).get("place", LAST)) for config in vars(apps).values() if isinstance(config, type))

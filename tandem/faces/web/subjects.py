"""Addresses of the pages of each subject, found in the folders of the wings and listed nowhere."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

from django.urls import URLPattern

from tandem.ground.kernel.registers import WINGS

WEB = Path(__file__).parent


def inside() -> list[URLPattern]:
    """What each subject's `addresses` declares as INSIDE: pages in an organization."""
    return [pattern for module in _modules() for pattern in getattr(module, "INSIDE", ())]


def outside() -> list[URLPattern]:
    """What it declares as OUTSIDE: pages whose address does not begin with an organization."""
    return [pattern for module in _modules() for pattern in getattr(module, "OUTSIDE", ())]


def _modules() -> Iterator[ModuleType]:
    for wing in WINGS:
        for path in sorted((WEB / wing).glob("*/addresses.py")):
            yield import_module(f"tandem.faces.web.{wing}.{path.parent.name}.addresses")

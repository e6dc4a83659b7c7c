"""Every operation of the API, gathered from the modules of its wings."""

from functools import cache
from importlib import import_module
from pkgutil import walk_packages

from tandem.faces import api
from tandem.faces.api.operations import Operation
from tandem.ground.kernel.registers import WINGS


@cache
def operations() -> tuple[Operation, ...]:
    """What each module of a wing declares as OPERATIONS, in the order of the wings."""
    names = [module.name for module in walk_packages(api.__path__, f"{api.__name__}.") if not module.ispkg]
    wings = {f"{api.__name__}.{wing}.": place for place, wing in enumerate(WINGS)}
    placed = [(wings[start], name) for name in names for start in wings if name.startswith(start)]
    return tuple(
        operation for _place, name in sorted(placed) for operation in getattr(import_module(name), "OPERATIONS", ())
    )

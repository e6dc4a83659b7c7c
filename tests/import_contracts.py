"""What import-linter is to know of the house beyond its ready-made contracts."""

from collections import deque
from collections.abc import Mapping
from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, output

RANKS = {"models": 0, "rules": 1, "operations": 2, "register": 3}


class SubjectContract(Contract):
    """Inside a subject, in every folder of it: register, operations, rules, models; no app needs to be named."""

    type_name = "subject"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Look for a module that reaches one of a higher rank within its subject."""
        chains = [chain for subject in subjects(graph) for chain in upward(inside(graph, subject))]
        return ContractCheck(kept=not chains, metadata={"chains": chains})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print each chain of imports that leads upward."""
        for chain in check.metadata["chains"]:
            output.print_error(" imports ".join(chain))


def subjects(graph: ImportGraph) -> list[str]:
    """Every app of the house: the package of each module called `apps` in a wing."""
    return sorted(
        name.removesuffix(".apps") for name in graph.modules if name.endswith(".apps") and name.count(".") == 3
    )


def inside(graph: ImportGraph, subject: str) -> dict[str, list[str]]:
    """What each module of a subject imports of the same subject, tests left out."""
    modules = {name for name in graph.find_descendants(subject) if ".tests" not in name and ".migrations" not in name}
    return {name: sorted(graph.find_modules_directly_imported_by(name) & modules) for name in modules}


def upward(imports: Mapping[str, list[str]]) -> list[tuple[str, ...]]:
    """The shortest chain from each ranked module to one of a higher rank."""
    return [
        chain
        for name in sorted(imports)
        if (rank := rank_of(name)) is not None and (chain := _chain(imports, name, rank))
    ]


def rank_of(module: str) -> int | None:
    """How high a module stands in its subject; None when it stands nowhere."""
    return RANKS.get(module.rpartition(".")[2])


def _chain(imports: Mapping[str, list[str]], start: str, rank: int) -> tuple[str, ...]:
    waiting: deque[tuple[str, ...]] = deque([(start,)])
    seen: set[Any] = {start}
    while waiting:
        chain = waiting.popleft()
        for name in imports[chain[-1]]:
            if (rank_of(name) or 0) > rank:
                return (*chain, name)
            if name not in seen:
                seen.add(name)
                waiting.append((*chain, name))
    return ()

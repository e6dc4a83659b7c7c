"""Bad years that come together: a Gaussian copula over annual losses; each risk's own losses stay as they are."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tandem.direction.losses.simulation import checking
from tandem.direction.losses.simulation.years import stream

SLACK = 1e-10
CAUSE = "\x00cause of "
REACH, STEPS = 6.0, 65_535  # scores are put in order by 65,536 steps between -6 and 6
Matrix = tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Grouped:
    """Risks of one group correlate as the diagonal of `matrix` says, risks of two groups as their cell says.

    `members` name the group of each risk; a risk that is not named stays independent. Each group has one cause that its
    risks share; the causes are mixed so that every pair of risks gets its correlation. `nearest` allows a matrix that
    no risks can have to be replaced by a near one (negative eigenvalues set to zero, diagonal restored).
    """

    groups: tuple[str, ...]
    matrix: Matrix
    members: tuple[tuple[str, str], ...] = ()
    nearest: bool = False

    def __post_init__(self) -> None:
        size = len(self.groups)
        if len(set(self.groups)) != size:
            raise checking.InvalidEstimate("groups", checking.NAMED_TWICE)
        if not size or len(self.matrix) != size or any(len(row) != size for row in self.matrix):
            raise checking.InvalidEstimate("matrix", checking.WRONG_SIZE, size=max(size, 1))
        self._check_numbers(np.array(self.matrix, dtype=float))
        if unknown := sorted({group for _key, group in self.members} - set(self.groups)):
            raise checking.InvalidEstimate("members", checking.UNKNOWN_GROUP, key=unknown[0])
        lowest = float(np.linalg.eigvalsh(self._causes)[0])
        if lowest < -SLACK and not self.nearest:
            raise checking.InvalidEstimate("matrix", checking.CONTRADICTION, lowest=f"{lowest:.4g}")

    @staticmethod
    def _check_numbers(matrix: NDArray[np.float64]) -> None:
        if not np.isfinite(matrix).all() or (np.abs(matrix) > 1).any() or (np.diag(matrix) < 0).any():
            raise checking.InvalidEstimate("matrix", checking.NOT_CORRELATIONS)
        if not np.array_equal(matrix, matrix.T):
            raise checking.InvalidEstimate("matrix", checking.NOT_SYMMETRIC)

    @cached_property
    def _weights(self) -> NDArray[np.float64]:
        """How much of a risk's year its group's cause decides."""
        return np.sqrt(np.diag(np.array(self.matrix, dtype=float)))

    @cached_property
    def _causes(self) -> NDArray[np.float64]:
        """How the causes correlate so that two risks correlate as the matrix says."""
        matrix, between = np.array(self.matrix, dtype=float), np.outer(self._weights, self._weights)
        with np.errstate(divide="ignore", invalid="ignore"):
            causes = np.where(between > 0, matrix / between, np.where(matrix == 0, 0.0, np.sign(matrix) * 2))
        np.fill_diagonal(causes, 1.0)
        return causes

    def used(self) -> NDArray[np.float64]:
        """The correlations between risks that are simulated, in the order of the groups."""
        used: NDArray[np.float64] = self._root() @ self._root().T * np.outer(self._weights, self._weights)
        return used

    def _root(self) -> NDArray[np.float64]:
        values, vectors = np.linalg.eigh(self._causes)
        root: NDArray[np.float64] = vectors * np.sqrt(np.maximum(values, 0))
        lengths: NDArray[np.float64] = np.linalg.norm(root, axis=1, keepdims=True)
        return root / lengths

    def scores(self, years: int, seed: int) -> "Scores":
        """The causes of each year. Memory: four bytes for each group and year."""
        own = [
            stream(seed, CAUSE + group, "dependence").standard_normal(years, dtype=np.float32) for group in self.groups
        ]
        causes = self._root().astype(np.float32) @ np.array(own)
        places = {group: place for place, group in enumerate(self.groups)}
        members = {key: places[group] for key, group in self.members}
        return Scores(seed, years, causes, self._weights, members)


@dataclass(frozen=True, eq=False)
class Scores:
    """For each risk of a group how bad each year is, as a standard normal number."""

    seed: int
    years: int
    causes: NDArray[np.float32]
    weights: NDArray[np.float64]
    members: dict[str, int]

    def of(self, key: str) -> NDArray[np.float32]:
        """How bad each year is for this risk."""
        weight = self.weights[self.members[key]]
        score: NDArray[np.float32] = self.causes[self.members[key]] * np.float32(weight)
        if weight < 1:
            own = stream(self.seed, key, "dependence").standard_normal(self.years, dtype=np.float32)
            score += own * np.float32((1 - weight**2) ** 0.5)
        return score

    def order(self, key: str) -> NDArray[np.intp] | None:
        """The years from the best to the worst one for this risk; None for one without a group."""
        if key not in self.members:
            return None
        steps = (np.clip(self.of(key), -REACH, REACH) + np.float32(REACH)) * np.float32(STEPS / (2 * REACH))
        return np.argsort(steps.astype(np.uint16), kind="stable")

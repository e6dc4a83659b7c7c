"""Bad years that come together: a Gaussian copula over annual losses; each risk's own losses stay as they are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tandem.direction.risks.quantitative import checking
from tandem.direction.risks.quantitative.years import stream

SLACK = 1e-10
COMMON = "\x00common"


@dataclass(frozen=True)
class OneFactor:
    """Every pair of risks correlates by `correlation` through one common cause."""

    correlation: float

    def __post_init__(self) -> None:
        checking.share(correlation=self.correlation)

    def scores(self, keys: list[str], years: int, seed: int) -> "Scores":
        """The common cause of each year."""
        common = stream(seed, COMMON, "dependence").standard_normal(years, dtype=np.float32)
        weight, own = np.float32(self.correlation**0.5), np.float32((1 - self.correlation) ** 0.5)
        return Scores(seed, years, np.array([common]), {key: (np.array([weight]), own) for key in keys})


@dataclass(frozen=True)
class Correlation:
    """Named risks correlate as the matrix says; risks it does not name stay independent.

    Memory: four bytes for each named risk and year. `nearest` allows a matrix that no risks can have to be replaced
    by a near one (negative eigenvalues set to zero, diagonal restored to one).
    """

    keys: tuple[str, ...]
    matrix: tuple[tuple[float, ...], ...]
    nearest: bool = False

    def __post_init__(self) -> None:
        if len(set(self.keys)) != len(self.keys):
            raise checking.InvalidEstimate("keys", "must name each risk once")
        size = len(self.keys)
        if not size or len(self.matrix) != size or any(len(row) != size for row in self.matrix):
            raise checking.InvalidEstimate("matrix", f"must have {max(size, 1)} rows of {max(size, 1)} numbers")
        matrix = np.array(self.matrix, dtype=float)
        if not np.isfinite(matrix).all() or (np.abs(matrix) > 1).any() or (np.diag(matrix) != 1).any():
            raise checking.InvalidEstimate("matrix", "must hold numbers from -1 to 1, with 1 on the diagonal")
        if not np.array_equal(matrix, matrix.T):
            raise checking.InvalidEstimate("matrix", "must be symmetric")
        lowest = float(np.linalg.eigvalsh(matrix)[0])
        if lowest < -SLACK and not self.nearest:
            raise checking.InvalidEstimate(
                "matrix",
                f"is not positive semidefinite (smallest eigenvalue {lowest:.4g}): these correlations "
                "contradict each other; change them, or ask for the nearest matrix",
            )

    def used(self) -> NDArray[np.float64]:
        """The matrix that is simulated."""
        return self._root() @ self._root().T

    def _root(self) -> NDArray[np.float64]:
        values, vectors = np.linalg.eigh(np.array(self.matrix, dtype=float))
        root: NDArray[np.float64] = vectors * np.sqrt(np.maximum(values, 0))
        return root / np.linalg.norm(root, axis=1, keepdims=True)

    def scores(self, keys: list[str], years: int, seed: int) -> "Scores":
        """One independent cause per named risk, mixed by the root of the matrix."""
        causes = np.array(
            [stream(seed, key, "dependence").standard_normal(years, dtype=np.float32) for key in self.keys]
        )
        rows = self._root().astype(np.float32)
        return Scores(
            seed, years, causes, {key: (row, np.float32(0)) for key, row in zip(self.keys, rows, strict=True)}
        )


@dataclass(frozen=True, eq=False)
class Scores:
    """For each risk how bad each year is, as a standard normal number."""

    seed: int
    years: int
    causes: NDArray[np.float32]
    weights: dict[str, tuple[NDArray[np.float32], np.float32]]

    def of(self, key: str) -> NDArray[np.float32]:
        """How bad each year is for this risk."""
        shares, own = self.weights[key]
        score = shares @ self.causes
        if own:
            score = score + own * stream(self.seed, key, "dependence").standard_normal(self.years, dtype=np.float32)
        return score

    def arranged(self, key: str, losses: NDArray[np.float64]) -> NDArray[np.float64]:
        """The same losses, the largest in this risk's worst year."""
        if key not in self.weights:
            return losses
        arranged = np.empty_like(losses)
        arranged[np.argsort(self.of(key))] = np.sort(losses)
        return arranged

"""Drawing a sample so that another machine draws the same: a function of the seed and the references alone.

Every reference is hashed with the seed, as SHA-256 of `SEED:REFERENCE` in UTF-8; the references in the order of these
hashes are the draw, and its first ones the sample. With a file of references, one a line, any shell repeats it:

    while read r; do printf '%s %s\\n' "$(printf '%s:%s' "$SEED" "$r" | sha256sum | cut -c1-64)" "$r"; done | sort
"""

import secrets
from collections.abc import Iterable
from hashlib import sha256

SEED_BYTES = 8


def new_seed() -> str:
    """A seed that nobody can foresee."""
    return secrets.token_hex(SEED_BYTES)


def place_of(seed: str, reference: str) -> str:
    """By which a reference stands in the draw."""
    return sha256(f"{seed}:{reference}".encode()).hexdigest()


def draw(seed: str, population: Iterable[str], wanted: int) -> list[str]:
    """The sample: so many of the references, each once, in the order of the draw; all where there are no more."""
    ordered = sorted(set(population), key=lambda reference: (place_of(seed, reference), reference))
    return ordered[:wanted]


def digest_of(population: Iterable[str]) -> str:
    """By which a population is known: SHA-256 of its references, sorted, one a line."""
    return sha256("\n".join(sorted(set(population))).encode()).hexdigest()

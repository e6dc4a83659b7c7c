"""Merkle trees as in RFC 9162, section 2.1: hashing, roots, inclusion and consistency proofs."""

from collections.abc import Sequence
from hashlib import sha256

EMPTY_ROOT = sha256().digest()


def leaf_hash(data: bytes) -> bytes:
    """Hash of a leaf: SHA-256 over 0x00 and the data."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node: SHA-256 over 0x01 and both children."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a growing tree: enough to add leaves and to compute the root, in O(log n) space."""

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        """`peaks` are the roots of the perfect subtrees, largest first, one for each bit set in `size`."""
        if len(peaks) != size.bit_count():
            raise ValueError("A frontier has one peak for each bit of its size.")
        self.size = size
        self.peaks = list(peaks)

    def add(self, leaf: bytes) -> None:
        """Append a leaf, given by its hash."""
        node, bit = leaf, self.size
        while bit & 1:
            node = node_hash(self.peaks.pop(), node)
            bit >>= 1
        self.peaks.append(node)
        self.size += 1

    def root(self) -> bytes:
        """Root of the tree so far."""
        if not self.peaks:
            return EMPTY_ROOT
        node = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            node = node_hash(peak, node)
        return node


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Root of a tree over these leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.add(leaf)
    return frontier.root()


def _split(size: int) -> int:
    """The largest power of two below a size of at least two."""
    return int(1 << ((size - 1).bit_length() - 1))


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Path from the leaf at `index` to the root, lowest first (RFC 9162, 2.1.3.1)."""
    if not 0 <= index < len(leaves):
        raise IndexError(f"There is no leaf {index} in a tree of {len(leaves)}.")
    path: list[bytes] = []
    while len(leaves) > 1:
        middle = _split(len(leaves))
        if index < middle:
            path.append(root_of(leaves[middle:]))
            leaves = leaves[:middle]
        else:
            path.append(root_of(leaves[:middle]))
            leaves, index = leaves[middle:], index - middle
    path.reverse()
    return path


def inclusion_holds(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """True when the path proves that this leaf stands at `index` in the tree of this size and root (2.1.3.2)."""
    if not 0 <= index < size:
        return False
    node, position, last = leaf, index, size - 1
    for sibling in path:
        if last == 0:
            return False
        if position & 1 or position == last:
            node = node_hash(sibling, node)
            while position and not position & 1:
                position >>= 1
                last >>= 1
        else:
            node = node_hash(node, sibling)
        position >>= 1
        last >>= 1
    return last == 0 and node == root


def consistency_proof(leaves: Sequence[bytes], earlier: int) -> list[bytes]:
    """Proof that the tree over the first `earlier` leaves is the beginning of this one (2.1.4.1)."""
    if not 0 < earlier <= len(leaves):
        raise IndexError(f"There is no tree of {earlier} leaves in one of {len(leaves)}.")
    return _subproof(leaves, earlier, True)


def _subproof(leaves: Sequence[bytes], earlier: int, whole: bool) -> list[bytes]:
    if earlier == len(leaves):
        return [] if whole else [root_of(leaves)]
    middle = _split(len(leaves))
    if earlier <= middle:
        return [*_subproof(leaves[:middle], earlier, whole), root_of(leaves[middle:])]
    return [*_subproof(leaves[middle:], earlier - middle, False), root_of(leaves[:middle])]


def consistency_holds(earlier: int, size: int, path: Sequence[bytes], earlier_root: bytes, root: bytes) -> bool:
    """True when the path proves that the larger tree continues the earlier one (2.1.4.2)."""
    if not 0 < earlier <= size:
        return False
    if earlier == size:
        return not path and earlier_root == root
    steps = list(path)
    if earlier & (earlier - 1) == 0:
        steps.insert(0, earlier_root)
    if not steps:
        return False
    position, last = earlier - 1, size - 1
    while position & 1:
        position >>= 1
        last >>= 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while position and not position & 1:
                position >>= 1
                last >>= 1
        else:
            new = node_hash(new, step)
        position >>= 1
        last >>= 1
    return last == 0 and old == earlier_root and new == root

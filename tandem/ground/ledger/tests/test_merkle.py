"""The tree is that of RFC 9162, and its proofs prove exactly what they say."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.ground.ledger.merkle import (
    EMPTY_ROOT,
    WIDTH,
    Frontier,
    Tree,
    consistency_holds,
    inclusion_holds,
    leaf_hash,
    node_hash,
    root_of,
)

# Leaves and roots of the test vector that Certificate Transparency implementations share.
PUBLISHED = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
MANY = b"".join(leaf_hash(bytes([number])) for number in range(256))
TREE = Tree(MANY)


def hashes(count: int) -> bytes:
    return MANY[: WIDTH * count]


def leaf(index: int) -> bytes:
    return MANY[WIDTH * index : WIDTH * (index + 1)]


def plainly(leaves: list[bytes]) -> bytes:
    """The root as RFC 9162 defines it, word by word."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(plainly(leaves[:split]), plainly(leaves[split:]))


def test_the_published_vector_of_eight_leaves():
    leaves = b"".join(leaf_hash(bytes.fromhex(data)) for data in PUBLISHED)
    assert [root_of(leaves[: WIDTH * size]).hex() for size in range(1, 9)] == ROOTS
    assert [Tree(leaves).root(size).hex() for size in range(1, 9)] == ROOTS


def test_an_empty_tree_has_the_hash_of_nothing():
    assert root_of(b"") == Tree(b"").root() == EMPTY_ROOT == sha256(b"").digest()


def test_frontier_tree_and_definition_agree():
    for size in range(1, 65):
        expected = plainly([leaf(index) for index in range(size)])
        assert root_of(hashes(size)) == Tree(hashes(size)).root() == TREE.root(size) == expected


@given(st.lists(st.integers(0, 40), max_size=6))
def test_a_frontier_grows_alike_in_any_batches(batches):
    frontier, size = Frontier(), 0
    for batch in batches:
        size += batch
        frontier.extend(MANY[WIDTH * (size - batch) : WIDTH * size])
        frontier = Frontier(frontier.size, frontier.peaks)
    assert (frontier.size, frontier.root()) == (size, root_of(hashes(size)))


def test_a_frontier_with_the_wrong_number_of_peaks_is_refused():
    with pytest.raises(ValueError, match="one peak for each bit"):
        Frontier(3, bytes(WIDTH))


def test_every_inclusion_proof_up_to_256_leaves_holds():
    for size in range(1, 257):
        root = TREE.root(size)
        for index in range(size):
            path = TREE.inclusion_proof(index, size)
            assert inclusion_holds(leaf(index), index, size, path, root)
            assert not inclusion_holds(leaf_hash(b"another"), index, size, path, root)


def test_every_consistency_proof_up_to_256_leaves_holds():
    roots = [TREE.root(size) for size in range(257)]
    for size in range(1, 257):
        for earlier in range(1, size + 1):
            path = TREE.consistency_proof(earlier, size)
            assert consistency_holds(earlier, size, path, roots[earlier], roots[size])
            if earlier > 1:
                assert not consistency_holds(earlier, size, path, roots[earlier - 1], roots[size])


@given(st.data())
def test_a_changed_inclusion_proof_does_not_hold(data):
    size = data.draw(st.integers(2, 256))
    index = data.draw(st.integers(0, size - 1))
    path, root = TREE.inclusion_proof(index, size), TREE.root(size)
    place = data.draw(st.integers(0, len(path) - 1))
    changed = [*path[:place], sha256(path[place]).digest(), *path[place + 1 :]]
    assert not inclusion_holds(leaf(index), index, size, changed, root)
    assert not inclusion_holds(leaf(index), index, size, path[:-1], root)
    assert not inclusion_holds(leaf(index), index, size, [*path, root], root)
    assert not inclusion_holds(leaf(index), size, size, path, root)
    elsewhere = data.draw(st.integers(0, size - 1).filter(lambda other: other != index))
    assert not inclusion_holds(leaf(index), elsewhere, size, path, root)


@given(st.data())
def test_a_changed_consistency_proof_does_not_hold(data):
    size = data.draw(st.integers(2, 256))
    earlier = data.draw(st.integers(1, size - 1))
    path = TREE.consistency_proof(earlier, size)
    place = data.draw(st.integers(0, len(path) - 1))
    changed = [*path[:place], sha256(path[place]).digest(), *path[place + 1 :]]
    assert not consistency_holds(earlier, size, changed, TREE.root(earlier), TREE.root(size))
    assert not consistency_holds(earlier, size, path[:-1], TREE.root(earlier), TREE.root(size))
    assert not consistency_holds(earlier, size, [*path, path[0]], TREE.root(earlier), TREE.root(size))
    assert not consistency_holds(0, size, path, EMPTY_ROOT, TREE.root(size))


@pytest.mark.parametrize(("index", "size"), [(-1, 4), (4, 4), (0, 257), (0, 0)])
def test_there_is_no_proof_of_a_leaf_that_is_not_there(index, size):
    with pytest.raises(IndexError):
        TREE.inclusion_proof(index, size)


@pytest.mark.parametrize(("earlier", "size"), [(0, 4), (5, 4), (1, 257)])
def test_there_is_no_proof_from_a_tree_that_is_not_there(earlier, size):
    with pytest.raises(IndexError):
        TREE.consistency_proof(earlier, size)

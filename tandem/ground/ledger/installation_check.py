"""Is the installation's log still what was signed, and does it hold the heads of an organization?"""

from collections.abc import Mapping, Sequence

from tandem.ground.ledger import heads, naming
from tandem.ground.ledger.installation import leaf_text, size_and_root
from tandem.ground.ledger.merkle import WIDTH, Frontier, leaf_hash
from tandem.ground.ledger.models import Checkpoint, InstallationLeaf
from tandem.ground.ledger.problems import Broken


def entered() -> int:
    """How many heads the installation's log has taken by now."""
    newest = InstallationLeaf.objects.order_by("-leaf_index").values_list("leaf_index", flat=True).first()
    return 0 if newest is None else newest + 1


def check(size: int) -> Checkpoint | None:
    """The signed head of the installation's log over at least `size` leaves; Broken unless every leaf is in place."""
    signed = list(Checkpoint.objects.filter(organization=None).order_by("size"))
    _insist_chain(signed)
    sealed = b"".join(bytes(checkpoint.leaves) for checkpoint in signed)
    leaves = InstallationLeaf.objects.filter(leaf_index__lt=len(sealed) // WIDTH).order_by("leaf_index")
    place = 0
    for leaf_index, leaf in leaves.values_list("leaf_index", "leaf").iterator():
        if leaf_index != place or leaf_hash(leaf.encode()) != sealed[WIDTH * place : WIDTH * (place + 1)]:
            raise Broken(f"Leaf {place} of the installation's log is missing or was changed.")
        place += 1
    if place < max(size, len(sealed) // WIDTH):
        raise Broken(f"The installation's log ends at {place} heads, but more were entered.")
    return signed[-1] if signed else None


def check_names() -> None:
    """Every leaf still belongs to the head of the organization that its salted name stands for."""
    rows = InstallationLeaf.objects.order_by("leaf_index").values_list(
        "leaf_index", "leaf", "salt", "checkpoint__organization_id", "checkpoint__size", "checkpoint__root"
    )
    expected = 0
    with naming.door(naming.HEADS):
        for place, leaf, salt, organization_id, size, root in rows.iterator():
            if place != expected or leaf != leaf_text(organization_id, bytes(salt), size, bytes(root)):
                break
            expected += 1
    if expected < entered():
        raise Broken(f"Leaf {expected} of the installation's log tells of a head that is gone or was changed.")


def check_heads(organization_id: int, roots: Mapping[int, bytes], entered_before: int) -> None:
    """The log holds exactly the heads that this organization has; those taken since `entered_before` do not count."""
    missed, newest = set(roots), 0
    logged = InstallationLeaf.objects.filter(leaf_index__lt=entered_before).order_by("leaf_index")
    for leaf, salt in logged.values_list("leaf", "salt").iterator():
        size, root = size_and_root(leaf)
        if leaf != leaf_text(organization_id, bytes(salt), size, root):
            continue
        if roots.get(size) != root:
            end = max(roots, default=0)
            raise Broken(f"The ledger ends at {end} entries, but a head at {size} was signed before.", min(size, end))
        missed.discard(size)
        newest = max(newest, size)
    if left_out := sorted(size for size in missed if size < newest):
        raise Broken(f"The installation's log leaves out the head at {left_out[0]} entries.")


def _insist_chain(signed: Sequence[Checkpoint]) -> None:
    frontier, before = Frontier(), None
    if signed and (wrong := heads.fault(signed[-1])):
        raise Broken(f"In the installation's log {wrong}.")
    for checkpoint in signed:
        wrong = heads.fault_in_chain(checkpoint, before)
        frontier.extend(bytes(checkpoint.leaves))
        if wrong or frontier.root() != bytes(checkpoint.root):
            raise Broken(f"In the installation's log {wrong or 'the leaves are not those that were signed'}.")
        before = checkpoint

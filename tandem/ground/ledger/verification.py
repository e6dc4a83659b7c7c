"""Does the ledger still hold? Every entry, every place, every signed head; the first that does not is named."""

from dataclasses import dataclass
from hashlib import sha256

from tandem.ground.ledger import merkle, notes
from tandem.ground.ledger.keys import public_key
from tandem.ground.ledger.leaves import Row, fault, rows
from tandem.ground.ledger.merkle import Frontier
from tandem.ground.ledger.models import Checkpoint, InstallationLeaf
from tandem.ground.ledger.origins import organization_origin


@dataclass(frozen=True, slots=True)
class Verification:
    """What `verify` found. `place` is the position in the tree (from 0) of the first entry that does not hold."""

    holds: bool
    entries: int
    waiting: int
    problem: str = ""
    place: int | None = None
    entry_id: int | None = None
    head: str = ""


@dataclass(slots=True)
class Broken(Exception):
    """The first thing that does not hold."""

    problem: str
    place: int | None = None
    entry_id: int | None = None


def verify(organization_id: int, known_head: str = "") -> Verification:
    """Read the whole ledger of an organization and check it against its signed heads.

    `known_head` is a checkpoint kept elsewhere: a ledger that is shorter or different since then has been rolled back.
    """
    checkpoints = list(Checkpoint.objects.filter(organization_id=organization_id).order_by("size"))
    frontier = Frontier()
    known = notes.read(known_head, organization_origin(organization_id), public_key()) if known_head else None
    try:
        for checkpoint in checkpoints:
            _check_signature(checkpoint, organization_id)
        _walk(organization_id, checkpoints, frontier, known)
        _check_installation(organization_id, checkpoints)
        waiting = _check_waiting(organization_id)
    except Broken as broken:
        return Verification(False, frontier.size, 0, broken.problem, broken.place, broken.entry_id)
    return Verification(True, frontier.size, waiting, head=checkpoints[-1].note if checkpoints else "")


def _check_signature(checkpoint: Checkpoint, organization_id: int | None) -> None:
    try:
        head = notes.read(checkpoint.note, organization_origin(organization_id), public_key())
    except notes.BadNote as error:
        raise Broken(
            f"The checkpoint at {checkpoint.size} entries is not signed by this installation: {error}"
        ) from None
    if (head.size, head.root) != (checkpoint.size, bytes(checkpoint.root)):
        raise Broken(f"The checkpoint at {checkpoint.size} entries does not say what was signed.")


def _walk(organization_id: int, checkpoints: list[Checkpoint], frontier: Frontier, known: notes.Head | None) -> None:
    """Rebuild the tree leaf by leaf and compare it at every checkpoint."""
    ahead = iter(checkpoints)
    target = next(ahead, None)
    batch: list[tuple[bytes, Row]] = []
    for row in rows("organization_id = %s AND leaf_index IS NOT NULL", [organization_id], order="leaf_index"):
        if target is None:
            raise Broken(_told(row, "it has a place in the tree that no checkpoint covers"), row.leaf_index, row.id)
        if row.leaf_index != frontier.size:
            raise Broken(
                f"The entry at place {frontier.size} is missing; the next one is {_named(row)}.", frontier.size, None
            )
        leaf = sha256(b"\x00" + row.leaf.encode()).digest()
        if wrong := fault(row):
            raise Broken(_told(row, wrong), row.leaf_index, row.id)
        frontier.add(leaf)
        batch.append((leaf, row))
        if frontier.size == target.size:
            _compare(target, frontier, batch)
            batch = []
            target = next(ahead, None)
        if known and frontier.size == known.size and frontier.root() != known.root:
            raise Broken(f"The first {known.size} entries are not those of the head that was kept elsewhere.")
    if target is not None:
        raise Broken(
            f"The ledger ends at {frontier.size} entries, but {checkpoints[-1].size} were signed.", frontier.size, None
        )
    if known and known.size > frontier.size:
        raise Broken(
            f"The head kept elsewhere has {known.size} entries; this ledger was rolled back to {frontier.size}."
        )


def _compare(checkpoint: Checkpoint, frontier: Frontier, batch: list[tuple[bytes, Row]]) -> None:
    if frontier.root() == bytes(checkpoint.root):
        return
    sealed = bytes(checkpoint.leaves)
    for place, (leaf, row) in enumerate(batch):
        if leaf != sealed[32 * place : 32 * place + 32]:
            raise Broken(_told(row, "it is not the entry that was sealed"), row.leaf_index, row.id)
    row = batch[0][1]
    raise Broken(_told(row, "from here on the tree is not the one that was signed"), row.leaf_index, row.id)


def _check_installation(organization_id: int, checkpoints: list[Checkpoint]) -> None:
    """Each checkpoint stands in the installation's log as it was entered there."""
    entered = InstallationLeaf.objects.filter(checkpoint__organization_id=organization_id)
    roots = {checkpoint.pk: bytes(checkpoint.root).hex() for checkpoint in checkpoints}
    for leaf in entered.order_by("leaf_index"):
        if f'"root":"{roots.get(leaf.checkpoint_id)}"' not in leaf.leaf:
            raise Broken(f"Leaf {leaf.leaf_index} of the installation's log names another head.")


def _check_waiting(organization_id: int) -> int:
    """Entries not sealed yet must at least be what they committed to."""
    waiting = 0
    for row in rows("organization_id = %s AND leaf_index IS NULL", [organization_id]):
        if wrong := fault(row):
            raise Broken(_told(row, wrong), None, row.id)
        waiting += 1
    return waiting


def verify_installation() -> Verification:
    """Check the installation's own log against its signed heads."""
    checkpoints = list(Checkpoint.objects.filter(organization=None).order_by("size"))
    frontier, sizes = Frontier(), {checkpoint.size: bytes(checkpoint.root) for checkpoint in checkpoints}
    try:
        for checkpoint in checkpoints:
            _check_signature(checkpoint, None)
        for leaf in InstallationLeaf.objects.order_by("leaf_index"):
            if leaf.leaf_index != frontier.size:
                raise Broken(f"Leaf {frontier.size} of the installation's log is missing.", frontier.size)
            frontier.add(merkle.leaf_hash(leaf.leaf.encode()))
            if sizes.get(frontier.size, frontier.root()) != frontier.root():
                raise Broken("The installation's log is not the one that was signed.", leaf.leaf_index)
        if checkpoints and frontier.size < checkpoints[-1].size:
            raise Broken(f"The installation's log ends at {frontier.size}, but {checkpoints[-1].size} were signed.")
    except Broken as broken:
        return Verification(False, frontier.size, 0, broken.problem, broken.place)
    return Verification(True, frontier.size, 0, head=checkpoints[-1].note if checkpoints else "")


def _named(row: Row) -> str:
    return f"entry {row.id} ({row.register} {row.reference}, {row.action})"


def _told(row: Row, wrong: str) -> str:
    return f"{_named(row)[0].upper()}{_named(row)[1:]} does not hold: {wrong}."

"""Does the ledger still hold? Every entry, every place, every signed head; the first that does not is named."""

from dataclasses import dataclass

from tandem.ground.ledger import erasure, installation_check, naming, notes, tail, unreadable
from tandem.ground.ledger.keys import KeyTrouble, public_key
from tandem.ground.ledger.merkle import WIDTH, root_of
from tandem.ground.ledger.models import Checkpoint
from tandem.ground.ledger.origins import organization_origin
from tandem.ground.ledger.problems import Broken, broken
from tandem.ground.ledger.unreadable import UNREADABLE
from tandem.ground.ledger.walking import Walk


@dataclass(frozen=True, slots=True)
class Verification:
    """What `verify` found. `place` is the position in the tree (from 0) of the first entry that does not hold.

    `entries` are those that were checked and hold; `erased` says how many of these lost values to privacy, while
    their position stays proven; `waiting` entries are not sealed yet. `head` is the signed head they stand under.
    """

    holds: bool
    entries: int
    waiting: int
    problem: str = ""
    place: int | None = None
    entry_id: int | None = None
    head: str = ""
    erased: int = 0


def verify(organization_id: int, known_head: str = "") -> Verification:
    """Read the whole ledger of an organization and check it against its signed heads and the installation's log.

    `known_head` is a checkpoint kept elsewhere: a ledger that is shorter or different since then has been rolled back.
    Raises BadNote when that text is no head of this ledger. Nothing is locked; what is written meanwhile is read too.
    """
    try:
        known = notes.read(known_head, organization_origin(organization_id), public_key()) if known_head else None
    except KeyTrouble as trouble:
        return Verification(False, 0, 0, str(trouble))
    with naming.organization(organization_id):
        return _verify(organization_id, known)


def _verify(organization_id: int, known: notes.Head | None) -> Verification:
    walk = Walk(organization_id)
    try:
        entered = installation_check.entered()
        walk.run()
        _insist_known(walk, known)
        _insist_erasures(walk)
        installation_check.check(entered)
        installation_check.check_heads(organization_id, walk.roots, entered)
        waiting = tail.check(organization_id)
    except Broken as fault:
        return Verification(False, walk.checked, 0, fault.problem, fault.place, fault.entry_id)
    except KeyTrouble as trouble:
        return Verification(False, walk.checked, 0, str(trouble))
    except UNREADABLE as error:
        return Verification(False, walk.checked, 0, unreadable.where(organization_id, error))
    head = walk.last.note if walk.last else ""
    return Verification(True, walk.checked, waiting, head=head, erased=len(walk.withheld))


def verify_installation() -> Verification:
    """Check the installation's own log against its signed heads and the heads of the organizations."""
    try:
        entered = installation_check.entered()
        last = installation_check.check(entered)
        installation_check.check_names()
    except Broken as fault:
        return Verification(False, 0, 0, fault.problem)
    except KeyTrouble as trouble:
        return Verification(False, 0, 0, str(trouble))
    except UNREADABLE as error:
        return Verification(False, 0, 0, unreadable.where(None, error))
    return Verification(True, last.size if last else 0, 0, head=last.note if last else "")


def _insist_known(walk: Walk, known: notes.Head | None) -> None:
    """The ledger goes on from a head that was kept elsewhere."""
    if known is None:
        return
    if known.size > walk.checked:
        sentence = f"The head kept elsewhere has {known.size} entries; this ledger was rolled back to {walk.checked}."
        raise Broken(sentence, walk.checked)
    if (walk.roots.get(known.size) or _root_at(walk.organization_id, known.size)) != known.root:
        raise Broken(f"The first {known.size} entries are not those of the head that was kept elsewhere.")


def _root_at(organization_id: int, size: int) -> bytes:
    batches = Checkpoint.objects.filter(organization_id=organization_id).order_by("size")
    leaves = b"".join(map(bytes, batches.values_list("leaves", flat=True)))
    return root_of(leaves[: WIDTH * size])


def _insist_erasures(walk: Walk) -> None:
    """A value is gone only where an erasure, itself in the ledger, says so."""
    approved = erasure.approved(walk.organization_id)
    for row, names in walk.withheld:
        for name in names:
            if approved.get((row.register, row.record_id, name), 0) < row.id:
                raise broken(row, f"“{name}” is gone without an erasure that says why")

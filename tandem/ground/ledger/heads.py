"""The signed heads of a ledger: what each says, and whether it is still what was signed.

Beside origin, size and root (C2SP tlog-checkpoint) a head has lines of its own: `time`, when it was signed; `entries`,
the hash of the primary keys of the entries it added, so that none can change places with another; `before`, the hash
of the head before it, so that one signature proves all earlier heads too.
"""

import struct
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from tandem.ground.ledger import notes
from tandem.ground.ledger.keys import public_key, signing_key
from tandem.ground.ledger.leaves import moment
from tandem.ground.ledger.merkle import WIDTH, Frontier
from tandem.ground.ledger.models import Checkpoint
from tandem.ground.ledger.origins import organization_origin


def sign(
    organization_id: int | None,
    last: Checkpoint | None,
    frontier: Frontier,
    leaves: bytes,
    numbers: str,
    now: datetime,
) -> Checkpoint:
    """Let the tree grow by these leaf hashes, sign its head and keep it."""
    frontier.extend(leaves)
    origin = organization_origin(organization_id)
    head = notes.Head(origin, frontier.size, frontier.root(), lines(now, numbers, last.note if last else ""))
    return Checkpoint.objects.create(
        organization_id=organization_id,
        size=head.size,
        root=head.root,
        peaks=frontier.peaks,
        leaves=leaves,
        note=notes.sign(head, origin, signing_key()),
        created_at=now,
    )


def lines(signed_at: datetime, numbers: str, before: str) -> tuple[str, ...]:
    """The further lines of a head; without `numbers`, or a note before it, there is no such line."""
    return tuple(line for line in (f"time {moment(signed_at)}", numbers, before_line(before)) if line)


def before_line(note: str) -> str:
    """The line that names the head before; empty for the first one."""
    return f"before {sha256(note.encode()).hexdigest()}" if note else ""


def numbers_line(numbers: Sequence[int]) -> str:
    """The line that fixes which primary key stands at which place."""
    return f"entries {sha256(struct.pack(f'>{len(numbers)}q', *numbers)).hexdigest()}"


def frontier_of(checkpoint: Checkpoint | None) -> Frontier:
    """The tree from which a checkpoint goes on."""
    return Frontier(checkpoint.size, bytes(checkpoint.peaks)) if checkpoint else Frontier()


def fault(checkpoint: Checkpoint) -> str:
    """What is wrong with a head by itself, in words; empty when it is signed and says what it keeps."""
    try:
        head = notes.read(checkpoint.note, organization_origin(checkpoint.organization_id), public_key())
    except notes.BadNote as error:
        return f"the checkpoint at {checkpoint.size} entries is not signed by this installation: {error}"
    if not notes.is_as_signed(checkpoint.note):
        return f"the checkpoint at {checkpoint.size} entries holds more than what was signed"
    return _unlike(checkpoint, head)


def fault_in_chain(checkpoint: Checkpoint, before: Checkpoint | None) -> str:
    """What is wrong with a head that a later, signed head vouches for; empty when it follows the one before it."""
    try:
        head = notes.unverified(checkpoint.note)
    except notes.BadNote as error:
        return f"the checkpoint at {checkpoint.size} entries cannot be read: {error}"
    follows = [line for line in head.lines if line.startswith("before ")]
    if follows != [line for line in [before_line(before.note if before else "")] if line]:
        return f"the checkpoint before the one at {checkpoint.size} entries was changed, added or removed"
    if len(checkpoint.leaves) != WIDTH * (checkpoint.size - (before.size if before else 0)):
        return f"the checkpoint at {checkpoint.size} entries keeps another number of leaves than it added"
    return _unlike(checkpoint, head)


def numbers_told(checkpoint: Checkpoint) -> str:
    """The line of a head that fixes which primary key stands at which place."""
    return next((line for line in notes.unverified(checkpoint.note).lines if line.startswith("entries ")), "")


def _unlike(checkpoint: Checkpoint, head: notes.Head) -> str:
    """How the columns of a checkpoint differ from its note, in words."""
    columns = (organization_origin(checkpoint.organization_id), checkpoint.size, bytes(checkpoint.root))
    if columns != (head.origin, head.size, head.root) or head.lines[:1] != (f"time {moment(checkpoint.created_at)}",):
        return f"the checkpoint at {checkpoint.size} entries does not say what was signed"
    peaks = bytes(checkpoint.peaks)
    if len(peaks) != WIDTH * head.size.bit_count() or Frontier(head.size, peaks).root() != head.root:
        return f"the checkpoint at {checkpoint.size} entries keeps another tree than the one that was signed"
    return ""

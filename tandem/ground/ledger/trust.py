"""Whether this installation still has the key under which its ledger was signed so far."""

from tandem.ground.ledger import notes
from tandem.ground.ledger.keys import MISSING, REPLACED, KeyTrouble, make_first_key, mark_of_file, public_key
from tandem.ground.ledger.models import Checkpoint, Entry

_trusted: set[tuple[int, int, int]] = set()


def insist_writable(organization_id: int) -> None:
    """Raise KeyTrouble unless the key is there and is the one that signed before; the very first write makes it."""
    try:
        mark = mark_of_file()
    except KeyTrouble:
        _begin(organization_id)
        mark = mark_of_file()
    if mark not in _trusted:
        insist_signed_before(organization_id)
        _trusted.add(mark)


def insist_signed_before(organization_id: int) -> None:
    """Raise KeyTrouble when the newest head of the organization, or of the installation, bears another key's name."""
    public = public_key()
    for whose in (organization_id, None):
        newest = Checkpoint.objects.filter(organization=whose).order_by("-size").first()
        if newest and not _names(newest.note, public):
            raise KeyTrouble(REPLACED)


def _names(note: str, public: bytes) -> bool:
    try:
        return notes.names_key(note, public)
    except notes.BadNote:
        return True  # a head that cannot be read is for the verification to report


def _begin(organization_id: int) -> None:
    """Make the key where nothing was ever written."""
    if Entry.objects.exists() or Checkpoint.objects.exists():
        raise KeyTrouble(MISSING)
    make_first_key()

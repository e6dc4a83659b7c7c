"""A mark on each entry that only this installation can make, so that a row slipped in by SQL is never sealed.

Between its writing and its sealing, seconds later, an entry is covered by no signature yet. Its tag is an HMAC over
its leaf under a key derived from SECRET_KEY, which every process of an installation shares and no database holds.
"""

import hmac
from functools import cache
from hashlib import sha256

from django.conf import settings

PURPOSE = b"tandem ledger entry\n"


def tag(leaf: bytes) -> bytes:
    """The tag of a leaf, 32 bytes."""
    return hmac.digest(_key(settings.SECRET_KEY), leaf, "sha256")


def is_tagged(leaf: bytes, tag: bytes) -> bool:
    """True when this installation made the tag, with its secret key of today or a fallback still listed."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(hmac.compare_digest(hmac.digest(_key(key), leaf, "sha256"), tag) for key in keys)


@cache
def _key(secret: str) -> bytes:
    return sha256(PURPOSE + secret.encode()).digest()

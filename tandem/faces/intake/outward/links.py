"""Links for people who do not sign in: each carries its own proof of what it is for, so nothing is kept for it."""

from typing import Any

from django.core import signing

from tandem.faces.web.prefix import absolute

SALT = "tandem.outward."
LONGEST = 1_000  # characters of a link that is looked at at all


def sealed(purpose: str, *parts: Any) -> str:
    """What a link of this purpose says, with its proof."""
    return signing.Signer(salt=SALT + purpose).sign_object(list(parts), compress=True)


def opened(purpose: str, secret: str, parts: int) -> list[Any] | None:
    """What a link of ours says; None for one that was made up, cut off, or is for something else."""
    if len(secret) > LONGEST:
        return None
    try:
        said = signing.Signer(salt=SALT + purpose).unsign_object(secret)
    except (signing.BadSignature, ValueError):
        return None
    return said if isinstance(said, list) and len(said) == parts else None


def address(name: str, *arguments: Any) -> str:
    """The whole address of a page."""
    return absolute(name, *arguments)

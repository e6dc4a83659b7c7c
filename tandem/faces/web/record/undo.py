"""Taking a change back: what stood in the fields before, signed, so that nobody can have it say anything else."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.messages import get_messages
from django.core import signing

from tandem.faces.web import display
from tandem.faces.web.shell import Visit
from tandem.ground.kernel.registers import Register

SALT = "tandem.undo"
LASTS = 600  # seconds for those without script; the page itself offers it for ten
MARK = "undo:"
LARGEST = 4_000  # letters that a message carries well


def offer(visit: Visit, register: Register, before: Any, saved: Any, words: str) -> None:
    """Say what was saved, with the way back where there is one."""
    if token := token_for(register, before, saved):
        messages.success(visit.request, words, extra_tags=MARK + token)
    else:
        messages.success(visit.request, words)


def token_for(register: Register, before: Any, saved: Any) -> str:
    """What takes the change from `before` to `saved` back; empty where nothing or too much was changed."""
    was = display.form_values(register, before, register.writable)
    now = display.form_values(register, saved, register.writable)
    changed = {name: display.as_sent(value) for name, value in was.items() if now.get(name) != value}
    if not changed:
        return ""
    payload = [register.key, saved.reference, saved.version, changed]
    token = signing.dumps(payload, salt=SALT, compress=True)
    return token if len(token) <= LARGEST else ""


def read(register: Register, reference: str, token: str) -> tuple[int, Mapping[str, Any]] | None:
    """The version that a change made and the values before it; None for what is not ours, or too old."""
    try:
        key, of, version, changed = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    return (version, changed) if (key, of) == (register.key, reference) else None


def offered(visit: Visit) -> str:
    """The token of the change that this page has just said, if it can be taken back."""
    tags = [str(message.extra_tags or "") for message in get_messages(visit.request)]
    return next((tag.removeprefix(MARK) for tag in tags if tag.startswith(MARK)), "")

"""Letting signed heads leave the machine: into a folder that somebody else keeps, and by mail.

A head kept elsewhere is what finds a ledger whose end was cut off, or a whole database put back to an older copy.
"""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _

from tandem.ground.kernel import clock, jobs
from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.ledger import notes
from tandem.ground.ledger.operations import newest_checkpoint

ENDING = ".head"


@jobs.task("heads-into-folder", schedule="10 * * * *")
def write_heads(progress: jobs.Progress) -> dict[str, Any]:
    """Every hour: each head that is new, into the folder that is set."""
    folder = settings.TANDEM_HEADS_FOLDER
    return {"written": _written(Path(folder)) if folder else 0}


@jobs.task("heads-by-mail", schedule="20 3 * * *")
def mail_heads(progress: jobs.Progress) -> dict[str, Any]:
    """Every night: all heads, to the addresses that are set."""
    addresses = settings.TANDEM_HEADS_MAIL
    heads = newest_heads()
    if not addresses or not heads:
        return {"mailed": 0}
    text = _("Keep this message: it proves later that nothing before it was altered.")
    body = "\n\n".join([text, *(f"{slug}\n{note}" for slug, note in heads.items())])
    subject = _("Signed heads of %(host)s, %(day)s") % {"host": settings.BASE_URL, "day": clock.today().isoformat()}
    return {"mailed": send_mail(subject, body, None, addresses)}


def newest_heads() -> dict[str, str]:
    """The newest signed head of each organization by its short name."""
    heads = {}
    for organization in apps.get_model("accounts", "Organization").objects.order_by("slug"):
        with organization_active(organization.pk):
            checkpoint = newest_checkpoint(organization.pk)
        if checkpoint:
            heads[organization.slug] = checkpoint.note
    return heads


def kept_head(slug: str) -> str:
    """The largest head of an organization that lies in the folder; empty when none does."""
    folder = settings.TANDEM_HEADS_FOLDER
    heads = [path.read_text() for path in Path(folder).glob(f"{slug}@*{ENDING}")] if folder else []
    return max(heads, key=_size, default="")


def _written(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for slug, note in newest_heads().items():
        target = folder / f"{slug}@{_size(note):012}{ENDING}"
        if not target.exists():
            beside = target.with_suffix(".new")
            beside.write_text(note)
            beside.replace(target)
            written += 1
    return written


def _size(note: str) -> int:
    try:
        return notes.unverified(note).size
    except notes.BadNote:
        return -1

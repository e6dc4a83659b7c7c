"""What the ledger calls a deed and the way it came by, in words."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel import registers
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.states import Words

WORDS: Final[dict[str, Words]] = {
    "created": _("Added"),
    "changed": _("Changed"),
    "deleted": _("Deleted"),
    "erased": _("Erased"),
    "linked": _("Linked"),
    "unlinked": _("Link removed"),
    "attached": _("File attached"),
    "detached": _("File removed"),
    "commented": _("Commented"),
    "joined": _("Joined"),
    "left": _("Left"),
    "migrated": _("Migrated"),
    "measured": _("Measured"),
    "counted": _("Counted"),
    "frozen": _("Frozen"),
    "reviewed": _("Reviewed"),
    "tested": _("Tested"),
    "audited": _("Audited"),
    "planned": _("Planned"),
    "done": _("Done"),
    "begun": _("Begun"),
    "begun from a template": _("Begun from a template"),
    "article begun": _("Article begun"),
    "opened": _("Opened"),
    "used": _("Used"),
    "looked at": _("Looked at"),
    "handed over": _("Handed over"),
    "handed-over": _("Handed over"),
    "problem named": _("Problem named"),
    "version approved": _("Version approved"),
    "approved": _("Approved"),
    "accepted": _("Accepted"),
    "rejected": _("Rejected"),
    "refused": _("Refused"),
    "superseded": _("Superseded"),
    "expired": _("Expired"),
    "to be assessed again": _("To be assessed again"),
    "operates": _("In operation"),
    "effective": _("Effective"),
    "ineffective": _("Not effective"),
    "late": _("Late"),
    "deadline": _("Deadline set"),
    "delayed": _("Delayed"),
    "sent": _("Sent"),
    "failed": _("Failed"),
    "withheld": _("Withheld"),
    "try": _("Tried"),
    "taken": _("Taken"),
    "new-secret": _("New secret"),
}
WAYS: Final[dict[str, Words]] = {
    "page": _("Page"),
    "api": _("API"),
    "import": _("Import"),
    "cli": _("Command line"),
    "job": _("Job"),
    "mail": _("Mail"),
    "event": _("Event"),
    "webhook": _("Webhook"),
    "migration": _("Migration"),
    "restore": _("Restore"),
}


def deed(register: Register | None, action: str) -> str:
    """What was done: the label of a step, the word for what every register has, else the name as it was kept."""
    step = register.workflow.transition(action) if register and register.workflow else None
    return str(step.label if step else WORDS.get(action, action.replace("-", " ").capitalize()))


def deed_in(register_key: str, action: str) -> str:
    """The same by the key of the register, which may be gone by now."""
    return deed(registers.find(register_key), action)


def way(through: str) -> str:
    """By which way it came."""
    return str(WAYS.get(through, through))

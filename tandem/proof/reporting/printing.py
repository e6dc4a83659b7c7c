"""What can be printed, declared once: of which register, of one record or all, in which forms, and what it says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.accounts import speaking
from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import permissions, registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid, NotFound
from tandem.proof.reporting import prints
from tandem.proof.reporting.paper import Paper, as_pdf
from tandem.proof.reporting.paper_docx import as_docx
from tandem.proof.reporting.paper_xlsx import as_xlsx
from tandem.proof.reporting.statement import EXCEL, WORD

Words = Any  # a str or a lazily translated one
MEDIA_TYPES = {"pdf": "application/pdf", "docx": WORD, "xlsx": EXCEL}
FORM_WORDS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for a print, in which organization, and of which record where it is one of a record."""

    actor: Actor
    organization: Organization
    record: Any = None

    def seen(self, key: str) -> Any:
        """The records of a register that this actor sees; none where they do not see the register."""
        register = registers.find(key)
        if register is None:
            raise LookupError(f"A print asks for a register that is not there: {key}.")
        if not permissions.may_view_register(self.actor, register):
            return register.model._default_manager.none()
        return permissions.visible(self.actor, register)


def papers(say: Callable[[Asked], Paper]) -> Mapping[str, Callable[[Asked], bytes]]:
    """The three forms of what is a document of parts."""
    return {
        "pdf": lambda asked: as_pdf(say(asked)),
        "docx": lambda asked: as_docx(say(asked)),
        "xlsx": lambda asked: as_xlsx(say(asked)),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A document that follows from the records; `forms` say how each ending is written.

    One that is not of a record is of a whole register. `concerns` leaves out records that it says nothing about.
    """

    key: str
    register: str
    title: Words
    forms: Mapping[str, Callable[[Asked], bytes]]
    is_of_record: bool = True
    concerns: Callable[[Any], bool] | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A print as it leaves the house."""

    name: str
    media_type: str
    content: bytes


@cache
def every() -> dict[str, Print]:
    """Every print by its key, as the modules of `prints` declare them."""
    names = sorted(module.name for module in iter_modules(prints.__path__))
    modules = [import_module(f"{prints.__name__}.{name}") for name in names]
    return {declared.key: declared for module in modules for declared in module.PRINTS}


def of_record(key: str, record: Any) -> list[Print]:
    """What can be printed of a record."""
    own = (declared for declared in every().values() if declared.is_of_record and declared.register == key)
    return [declared for declared in own if declared.concerns is None or declared.concerns(record)]


def of_register(key: str) -> list[Print]:
    """What can be printed of a whole register."""
    return [declared for declared in every().values() if not declared.is_of_record and declared.register == key]


def printed(actor: Actor, organization: Organization, key: str, form: str, reference: str = "") -> File:
    """A print as a file, in the language of the organization's documents.

    NotFound for what the actor does not see, Invalid for a form it does not have.
    """
    declared = every().get(key)
    register = registers.find(declared.register) if declared else None
    if declared is None or register is None or not permissions.may_view_register(actor, register):
        raise NotFound(_("There is no print “%(key)s”.") % {"key": key})
    write = declared.forms.get(form)
    if write is None:
        known = ", ".join(declared.forms)
        raise Invalid({"form": [_("“%(form)s” is no form of it; write %(known)s.") % {"form": form, "known": known}]})
    record = _record(actor, register, declared, reference)
    with speaking.as_documents(organization):
        content = write(Asked(actor, organization, record))
    stem = "-".join(filter(None, (organization.slug, record.reference.lower() if record else "", declared.key)))
    return File(f"{stem}.{form}", MEDIA_TYPES[form], content)


def _record(actor: Actor, register: Any, declared: Print, reference: str) -> Any:
    if not declared.is_of_record:
        return None
    if not reference:
        raise Invalid({"record": [_("Say which: %(what)s.") % {"what": register.singular}]})
    record = writing.find(actor, register, reference, with_named=True)
    if declared.concerns and not declared.concerns(record):
        raise NotFound(_("%(reference)s has no such print.") % {"reference": record.reference})
    return record

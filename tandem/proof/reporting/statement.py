"""Every form in which a statement leaves the house, and what its file is called."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from tandem.direction.controls.statements.sheet import Sheet
from tandem.proof.reporting import letterhead, oscal, statement_data
from tandem.proof.reporting.cover import Cover
from tandem.proof.reporting.statement_docx import as_docx
from tandem.proof.reporting.statement_xlsx import as_xlsx

Words = Any  # a str or a lazily translated one
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its key in addresses and on the command line, the ending of its files, how it is written."""

    key: str
    title: Words
    ending: str
    media_type: str
    write: Callable[[Sheet, Cover], bytes]


def as_pdf(sheet: Sheet, cover: Cover) -> bytes:
    """The printed document: cover, figures, a table for each theme, the exclusions."""
    return letterhead.pdf("statement", statement_data.for_printing(sheet, cover))


FORMS = (
    Form("pdf", "PDF", "pdf", "application/pdf", as_pdf),
    Form("docx", "Word", "docx", WORD, as_docx),
    Form("xlsx", "Excel", "xlsx", EXCEL, as_xlsx),
    Form("csv", "CSV", "csv", "text/csv; charset=utf-8", lambda sheet, cover: statement_data.as_csv(sheet)),
    Form("json", "JSON", "json", "application/json", statement_data.as_json),
    Form(
        "oscal-catalog",
        _("OSCAL catalog"),
        "catalog.json",
        "application/json",
        lambda sheet, cover: oscal.encoded(oscal.catalog, sheet, cover),
    ),
    Form(
        "oscal-profile",
        _("OSCAL profile"),
        "profile.json",
        "application/json",
        lambda sheet, cover: oscal.encoded(oscal.profile, sheet, cover),
    ),
    Form(
        "oscal-component-definition",
        _("OSCAL component definition"),
        "component-definition.json",
        "application/json",
        lambda sheet, cover: oscal.encoded(oscal.component_definition, sheet, cover),
    ),
)
BY_KEY = {form.key: form for form in FORMS}


def form_of(name: str) -> Form | None:
    """The form that a file name asks for; the longest ending counts, so that x.profile.json is OSCAL."""
    endings = sorted(FORMS, key=lambda form: -len(form.ending))
    return next((form for form in endings if name.lower().endswith(f".{form.ending}")), None)


def file_name(sheet: Sheet, cover: Cover, form: Form) -> str:
    """What a downloaded file is called, such as `lindfalk-soa-2.pdf`."""
    return f"{oscal.file_stem(sheet, cover)}.{form.ending}"

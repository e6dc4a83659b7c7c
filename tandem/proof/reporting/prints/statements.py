"""The Statement of Applicability on paper (27001 6.1.3 d), for the house and for customers outside it."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy

from tandem.direction.controls.statements import sheet
from tandem.proof.reporting.cover import Edition, cover_of
from tandem.proof.reporting.printing import Asked, Print
from tandem.proof.reporting.statement import BY_KEY

FORMS = ("pdf", "docx", "xlsx")


def _written(form: str, edition: Edition) -> Callable[[Asked], bytes]:
    def write(asked: Asked) -> bytes:
        cover = cover_of(asked.organization, asked.record.framework, asked.actor.today, edition)
        return BY_KEY[form].write(sheet.read(asked.record), cover)

    return write


PRINTS = (
    Print(
        key="statement",
        register="statements",
        title=gettext_lazy("Statement of Applicability"),
        forms={form: _written(form, "inside") for form in FORMS},
    ),
    Print(
        key="statement-outside",
        register="statements",
        title=gettext_lazy("Statement of Applicability for outside"),
        forms={form: _written(form, "outside") for form in FORMS},
    ),
)

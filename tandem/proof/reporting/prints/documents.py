"""A version of a document as a controlled PDF (7.5.3 of either standard)."""

from django.utils.translation import gettext_lazy

from tandem.proof.reporting import document
from tandem.proof.reporting.printing import Asked, Print


def _controlled(asked: Asked) -> bytes:
    return document.as_pdf(asked.record, asked.organization, asked.actor.today)


PRINTS = (
    Print(
        key="controlled-document",
        register="document-versions",
        title=gettext_lazy("Controlled document"),
        forms={"pdf": _controlled},
    ),
)

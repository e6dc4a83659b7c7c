"""Asking a supplier how it protects information."""

from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.suppliers.answers.models import SupplierAnswer
from tandem.operation.suppliers.answers.questions import QUESTIONS


def ask_questions(actor: Actor, review: Any) -> None:
    """Put every question that the review does not have yet."""
    known = set(review.answers.values_list("topic", flat=True))
    rows = [{"review": review, "topic": topic, "title": str(title)} for topic, title in QUESTIONS if topic not in known]
    if rows:
        writing.create_many(as_tandem(actor), declared_for(SupplierAnswer), rows)

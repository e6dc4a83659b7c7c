"""Answers of suppliers, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
    Example,
    Exchange,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    View,
    declare,
)
from tandem.operation.suppliers.answers import rules
from tandem.operation.suppliers.answers.models import SupplierAnswer

SUPPLIER_ANSWERS = declare(
    Register(
        key="supplier-answers",
        model=SupplierAnswer,
        prefix="SANS",
        title=_("Answers of suppliers"),
        singular=_("Answer of a supplier"),
        about=_("What suppliers were asked about security, what they answered, and what shows it."),
        icon="list-checks",
        place=Place(home="services", tab=_("Suppliers"), parent="review"),
        listing=Listing(
            columns=("reference", "title", "topic", "answer", "review"),
            search=("evidence",),
            views=(View("open", _("No or in part"), {"answer": "no,partly"}, "title"),),
            tones={"answer": {"yes": "good", "partly": "waiting", "no": "bad"}},
        ),
        form=Form(sections=(Section(_("The question"), ("review", "topic", "title", "answer", "evidence")),)),
        exchange=Exchange(synonyms={"title": ("question", "Frage"), "answer": ("reply", "Antwort")}),
        rules=Rules(validate=rules.check_answer, locked=rules.locked),
        example=Example(
            {"topic": "other", "title": "Who may open the racks?", "answer": "yes", "evidence": "List of May"},
            change={"answer": "partly"},
            whole={"kind": "security"},
        ),
    )
)

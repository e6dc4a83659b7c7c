"""Acknowledgements and reviews of document versions, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import EVERYBODY, MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Exchange,
    Figure,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    View,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import (
    Transition,
    Workflow,
)
from tandem.support.documents.reading import rules
from tandem.support.documents.reading.models import ACKNOWLEDGEMENT_STATES, Acknowledgement

NOBODY: frozenset[str] = frozenset()

ACKNOWLEDGEMENTS = declare(
    Register(
        key="acknowledgements",
        model=Acknowledgement,
        prefix="ACK",
        title=_("Acknowledgements"),
        singular=_("Acknowledgement"),
        about=_("Who has to read which version of a document, and when they confirmed it."),
        icon="book-check",
        place=Place(
            home="documents",
            tab=_("Who has read"),
            figures=(Figure("asked", _("not read yet")),),
            parent="document",
            under="documents",
        ),
        listing=Listing(
            columns=("reference", "document", "owner", "edition", "state", "due", "read_at"),
            search=("edition",),
            views=(
                View("asked", _("Not read yet"), {"state": "asked"}, "due"),
                View("read", _("Read"), {"state": "read"}, "-read_at"),
            ),
            empty=_("Say on the document who must read it; they are asked as soon as a version is in force."),
        ),
        form=Form(
            sections=(Section(_("Who reads what"), ("document", "owner", "due")),),
            facts=("title", "edition", "read_at"),
        ),
        waiting=(Waiting(what=_("Read and confirm"), date="due", states=("asked",), page="acknowledgement-read"),),
        workflow=Workflow(
            states=ACKNOWLEDGEMENT_STATES,
            transitions=(
                Transition(
                    key="confirm",
                    label=_("I have read it"),
                    sources=("asked",),
                    target="read",
                    roles=NOBODY,
                    by_owner=True,
                    guard=rules.still_in_force,
                    effect=rules.confirm,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "edition", "read_at"),
        ),
        access=Access(
            create=EVERYBODY,
            edit=MANAGERS,
        ),
        rules=Rules(
            derive=rules.derive,
            validate=rules.check,
            locked=rules.locked,
        ),
        example=Example({"owner": "ben@example.org"}, whole={"state": "effective", "edition": "1.0"}),
    )
)

"""Received mail, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
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
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.mail.received import operations, rules
from tandem.operation.mail.received.models import RECEIVED_STATES, Received
from tandem.operation.mail.tickets import NAMES, there_for

READ = ("message_id", "thread", "key", "digest", "proof", "proof_words", "size", "remarks", "reason", "answer", "kind")

RECEIVED = declare(
    Register(
        key="received-mail",
        model=Received,
        prefix="MAIL",
        title=_("Received mail"),
        singular=_("Received message"),
        about=_("Every message that came by mail, what became of it, and what waits in quarantine for a decision."),
        icon="mail",
        place=Place(home="desk", tab=_("Queue"), beside=NAMES),
        listing=Listing(
            columns=("reference", "title", "sender", "state", "reason", *NAMES, "created_at"),
            search=("sender", "sender_name", "text", "message_id"),
            views=(
                View("quarantine", _("Quarantine"), {"state": "quarantine"}, "-created_at"),
                View("set-aside", _("Lies set aside"), {"state": "set-aside"}, "-created_at"),
                View("became", _("Became tickets"), {"state": "taken,joined"}, "-created_at"),
            ),
            empty=_("Nothing came yet. Set up a mailbox, or take in a file with tandem mail take."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The message"), ("title", "mailbox", "sender", "sender_name", "recipients", "sent_on", "text")
                ),
            ),
            facts=(*NAMES, "reason", "kind", "proof", "proof_words", "remarks", "message_id", "size"),
        ),
        workflow=Workflow(
            states=RECEIVED_STATES,
            transitions=(
                Transition(
                    key="take-in",
                    label=_("Make it an incident"),
                    sources=("quarantine", "set-aside"),
                    by_owner=False,
                    afterwards=operations.take_in,
                ),
                Transition(
                    key="take-in-as-request",
                    label=_("Make it a service request"),
                    sources=("quarantine", "set-aside"),
                    by_owner=False,
                    afterwards=operations.take_in_as_request,
                ),
                Transition(
                    key="join",
                    label=_("Join a ticket"),
                    sources=("quarantine", "set-aside"),
                    by_owner=False,
                    fields=NAMES,
                    guard=rules.may_join,
                    afterwards=operations.join,
                ),
                Transition(
                    key="throw-away",
                    label=_("Throw away"),
                    sources=("quarantine", "set-aside"),
                    target="thrown-away",
                    by_owner=False,
                    needs_reason=True,
                ),
                Transition(
                    key="put-back",
                    label=_("Put back"),
                    sources=("thrown-away",),
                    target="quarantine",
                    by_owner=False,
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(importable=(*READ, "state")),
        access=Access(create=MANAGERS, edit=MANAGERS, delete=frozenset(), seen_by=there_for),
        rules=Rules(locked=rules.locked),
        example=Example(
            {"title": "Printer on fire", "sender": "kari@berglund.example", "text": "It smokes."}, change={}
        ),
    )
)

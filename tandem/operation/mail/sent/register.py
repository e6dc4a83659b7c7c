"""Sent mail, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS, WRITERS
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
from tandem.operation.mail.sent import rules
from tandem.operation.mail.sent.models import SENT_STATES, Sent
from tandem.operation.mail.tickets import NAMES, there_for

SENT = declare(
    Register(
        key="sent-mail",
        model=Sent,
        prefix="SENT",
        title=_("Sent mail"),
        singular=_("Sent message"),
        about=_("Every message that went out: about which ticket, to whom, when, and whether it was accepted."),
        icon="send",
        place=Place(home="desk", tab=_("Queue"), beside=(*NAMES, "customer")),
        listing=Listing(
            columns=("reference", "title", "recipient", "state", *NAMES, "sent_at"),
            search=("recipient", "text", "message_id"),
            views=(
                View("on-the-way", _("To be sent still"), {"state": "waiting,sending"}, "created_at"),
                View("not-arrived", _("Did not arrive"), {"state": "refused,failed,returned"}, "-created_at"),
            ),
            empty=_("Answers that are also for who asked go out by themselves once there is a mailbox."),
        ),
        form=Form(
            sections=(Section(_("The message"), (*NAMES, "customer", "mailbox", "recipient", "title", "text")),),
            facts=("sent_at", "attempts", "next_at", "problem", "message_id", "asks"),
        ),
        workflow=Workflow(
            states=SENT_STATES,
            transitions=(
                Transition(
                    key="try-again",
                    label=_("Send again"),
                    sources=("refused", "failed", "returned"),
                    target="waiting",
                    roles=WRITERS,
                    by_owner=False,
                    effect=rules.try_again,
                ),
            ),
        ),
        exchange=Exchange(importable=("entry", "asks", "leave")),
        access=Access(
            create=MANAGERS,
            edit=MANAGERS,
            delete=frozenset(),
            seen_by=there_for,
            customer="customer",
            site="incident__contact__site",
        ),
        rules=Rules(locked=rules.locked, validate=rules.check_sent),
        example=Example(
            {"title": "Your printer", "recipient": "kari@berglund.example", "text": "It works again."}, change={}
        ),
    )
)

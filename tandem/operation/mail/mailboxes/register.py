"""Mailboxes, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Form,
    Listing,
    PageLink,
    Place,
    Register,
    Rules,
    Section,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.mail.mailboxes import rules
from tandem.operation.mail.mailboxes.models import MAILBOX_STATES, Mailbox

MAILBOXES = declare(
    Register(
        key="mailboxes",
        model=Mailbox,
        prefix="MBOX",
        title=_("Mailboxes"),
        singular=_("Mailbox"),
        about=_("Addresses under which people reach the organization by mail, and from which they are answered."),
        icon="mailbox",
        place=Place(
            home="desk",
            tab=_("Incidents"),
            is_set_up=True,
            pages=(PageLink(_("Sign in with a code"), "mailbox-consent", "key-round", of_record=True, roles=MANAGERS),),
        ),
        listing=Listing(
            columns=("reference", "title", "address", "state", "host", "strangers", "group"),
            search=("address", "host"),
            empty=_("Add the address that people write to; without a server its mail can be taken in from files."),
        ),
        form=Form(
            sections=(
                Section(_("The address"), ("title", "address", "owner")),
                Section(
                    _("Where its mail is fetched"),
                    ("host", "port", "security", "user_name", "folder", "proving_server"),
                    _("The password is set on the command line and never shown: tandem mail password."),
                ),
                Section(
                    _("How we sign in there"),
                    ("sign_in", "token_address", "code_address", "client", "token_scope"),
                    _("A client's secret is set as the password is; a person's consent has a page of its own."),
                ),
                Section(_("What becomes of its mail"), ("opens", "strangers", "most_per_hour", "group")),
                Section(
                    _("How answers end"),
                    ("signature", "asks_content"),
                    _("A signature of the ticket's group goes before."),
                ),
            ),
            only_for={
                **dict.fromkeys(("token_address", "client", "token_scope"), ("sign_in", ("token", "consent"))),
                "code_address": ("sign_in", ("consent",)),
            },
        ),
        workflow=Workflow(
            states=MAILBOX_STATES,
            transitions=(
                Transition(
                    key="open",
                    label=_("Look into it"),
                    sources=("off",),
                    target="on",
                    roles=MANAGERS,
                    fields=("host", "user_name"),
                    guard=rules.may_open,
                ),
                Transition(
                    key="stop", label=_("Stop looking"), sources=("on",), target="off", roles=MANAGERS, by_owner=False
                ),
            ),
        ),
        access=Access(create=MANAGERS, edit=MANAGERS),
        rules=Rules(derive=rules.derive_mailbox, validate=rules.check_mailbox),
        example=Example({"title": "Service desk", "address": "desk@provider.example"}),
    )
)

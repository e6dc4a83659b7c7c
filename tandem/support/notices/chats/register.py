"""Chats, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import Access, Example, Form, Listing, Place, Register, Rules, Section, declare
from tandem.ground.kernel.states import Transition, Workflow
from tandem.support.notices.chats import rules
from tandem.support.notices.chats.models import CHAT_STATES, Chat

CHATS = declare(
    Register(
        key="chats",
        model=Chat,
        prefix="CHAT",
        title=_("Chats"),
        singular=_("Chat"),
        about=_("Rooms in Slack, Teams, Mattermost, Matrix and others in which people are told what is new for them."),
        icon="message-circle",
        place=Place(home="organization", is_set_up=True),
        listing=Listing(
            columns=("reference", "title", "state", "owner", "updated_at"),
            empty=_("Add the room in which people shall be told; each of them chooses mail, chat or both."),
        ),
        form=Form(
            masked=("address",),
            sections=(
                Section(
                    _("The room"),
                    ("title", "address", "owner"),
                    _(
                        "The address as apprise writes it, such as slack://, workflows:// (Teams), mmosts:// "
                        "(Mattermost) or matrixs://. Messages name people and records, never what is written in them."
                    ),
                ),
            ),
        ),
        workflow=Workflow(
            states=CHAT_STATES,
            transitions=(
                Transition(
                    key="stop",
                    label=_("Stop"),
                    sources=("in-use",),
                    target="stopped",
                    roles=MANAGERS,
                    by_owner=False,
                ),
                Transition(
                    key="use",
                    label=_("Use again"),
                    sources=("stopped",),
                    target="in-use",
                    roles=MANAGERS,
                    by_owner=False,
                ),
            ),
        ),
        access=Access(view=MANAGERS, create=MANAGERS, edit=MANAGERS),
        rules=Rules(validate=rules.check_chat),
        example=Example(
            {"title": "Desk", "address": "mmosts://chat.example.org/3ccdd113474722377935511fc85d3dd4"},
        ),
    )
)

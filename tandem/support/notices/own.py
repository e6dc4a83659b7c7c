"""Chats of a member's own: kept once something was said in them, named without their secret, taken away again."""

from typing import Final
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from tandem.ground.accounts import notices
from tandem.ground.accounts.models import Membership
from tandem.ground.accounts.notices import OwnChat
from tandem.ground.kernel.calling import NotCalled
from tandem.ground.kernel.errors import Invalid
from tandem.support.notices.chat import say, unusable

MOST: Final = 5
WITH_HOST: Final = frozenset({"mmosts", "matrixs", "rockets", "nctalks"})  # of the others the host is a secret, too
NAMES: Final = {
    "slack": "Slack",
    "workflows": "Microsoft Teams",
    "msteams": "Microsoft Teams",
    "mmosts": "Mattermost",
    "matrixs": "Matrix",
    "rockets": "Rocket.Chat",
    "discord": "Discord",
    "gchat": "Google Chat",
    "zulip": "Zulip",
    "nctalks": "Nextcloud Talk",
    "wxteams": "Webex",
}


def add(membership: Membership, address: str) -> OwnChat:
    """Say something in the chat of this address and keep it; Invalid says why the chat did not take it."""
    address, known = address.strip(), notices.of(membership).chats
    problem = unusable(address)
    if not problem and len(known) >= MOST:
        problem = _("There are %(count)d already; remove one first.") % {"count": MOST}
    if not problem and address in {chat.address for chat in known}:
        problem = _("This chat is here already.")
    if problem:
        raise Invalid({"address": [problem]})
    chat = OwnChat(address, name_of(address))
    try_out(membership, chat)
    notices.keep_chats(membership, [*known, chat])
    return chat


def try_out(membership: Membership, chat: OwnChat) -> None:
    """Say in a chat that this is where somebody is told of things; Invalid says why it was not taken."""
    organization = membership.organization.name
    title = _("Tandem of %(organization)s") % {"organization": organization}
    try:
        say(chat.address, title, _("This is a trial: here you are told what you chose in your settings."))
    except NotCalled as why:
        raise Invalid({"address": [_("The chat did not take it: %(reason)s") % {"reason": why}]}) from None


def numbered(membership: Membership, number: int) -> OwnChat:
    """One of a member's own chats by its number on the page, from 1; Invalid where there is none."""
    chats = notices.of(membership).chats
    if not 0 < number <= len(chats):
        raise Invalid({"address": [_("This chat is no longer here.")]})
    return chats[number - 1]


def remove(membership: Membership, chat: OwnChat) -> None:
    """Say nothing there any more, and forget its address."""
    notices.keep_chats(membership, [other for other in notices.of(membership).chats if other != chat])


def name_of(address: str) -> str:
    """Which chat it is, without anything that would let others write there."""
    parts = urlsplit(address)
    name = NAMES[parts.scheme]
    return f"{name}, {parts.hostname}" if parts.scheme in WITH_HOST else name

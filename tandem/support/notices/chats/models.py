"""Chats that the organization connected."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField

CHAT_STATES = (State("in-use", _("In use"), "good", next=""), State("stopped", _("Stopped"), "quiet"))


class Chat(Record):
    """A room in a chat of the organization in which people are told what is new for them."""

    title = models.CharField(_("name"), max_length=100)
    address = models.CharField(_("address"), max_length=500)
    state = StateField(CHAT_STATES, max_length=8)

    class Meta(Record.Meta):
        indexes = indexed("title", "state")

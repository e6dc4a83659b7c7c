"""Where a webhook may be sent, and about what."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from tandem.ground.kernel import registers
from tandem.ground.kernel.calling import NotCalled, insist_public
from tandem.ground.kernel.states import Words
from tandem.support.webhooks.secrets import KEYS_OF_OURS


def register_titles() -> Mapping[str, Words]:
    """What each register is called, by its key."""
    return {register.key: register.title for register in registers.every()}


def check_webhook(webhook: Any, before: Any, today: date) -> Mapping[str, str]:
    """An https address of the open Internet, and registers that there are."""
    problems = {}
    is_new = before is None or before.address != webhook.address
    if is_new and (why := _unusable(webhook.address)):
        problems["address"] = why
    unknown = [key for key in webhook.about if registers.find(key) is None or key in KEYS_OF_OURS]
    if unknown or not webhook.about:
        words = _("There is no register “%(key)s”; write keys such as incidents or changes.")
        problems["about"] = words % {"key": unknown[0] if unknown else ""}
    return problems


def _unusable(address: str) -> str:
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError:
        return _("This is no address; write for example https://chat.example.org/hooks/tandem.")
    if parts.scheme != "https" or not parts.hostname:
        return _("Write an address that begins with https://; what is sent is not for others to read.")
    if parts.username or parts.password:
        return _("Leave name and password out; what is sent is signed instead.")
    try:
        insist_public(parts.hostname)
    except NotCalled as why:
        return str(why)
    return ""

"""What a notice says: which records, why, and where they are; never what is written in them where few may read it."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from tandem.ground.accounts import notices, speaking
from tandem.ground.accounts.access import acting
from tandem.ground.accounts.models import Membership
from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.actor import READER, Actor
from tandem.ground.kernel.registers import Register


def text(member: Membership, notice: Any) -> str:
    """The message in its reader's language; empty where nothing of it is left that they may see."""
    with speaking.to(member.user, member.organization):
        lines = list(_lines(member, notice))
        if not lines:
            return ""
        where = f"{settings.BASE_URL}/{member.organization.slug}/"
        below = _("What waits for you: %(address)s") % {"address": f"{where}work/"}
        change = _("Of what you are told: %(address)s") % {"address": f"{where}settings/mine/"}
        return "\n".join((*lines, "", below, change))


def _lines(member: Membership, notice: Any) -> Iterator[str]:
    person, before = acting(member, "job"), ""
    for told in notice.about:
        kind, key, reference = [*told.split(" "), "", ""][:3]
        register = registers.find(key)
        record = permissions.visible(person, register).filter(reference=reference).first() if register else None
        if register is None or record is None:
            continue
        if kind != before:
            yield f"{heading(kind)}:"
            before = kind
        yield f"- {_named(register, record, by_mail=notice.way == notices.MAIL)}"
        yield f"  {settings.BASE_URL}/{member.organization.slug}/{register.key}/{reference}/"


def heading(kind: str) -> str:
    """What a kind of line is about, in words."""
    return str(notices.KINDS.get(kind, _("What waits for you")))


def _named(register: Register, record: Any, *, by_mail: bool) -> str:
    """Kind and reference; by mail the title too, unless the record is confidential or only some may see it."""
    named = f"{register.singular} {record.reference}"
    return f"{named}: {getattr(record, register.headline)}" if by_mail and not _is_for_few(register, record) else named


def _is_for_few(register: Register, record: Any) -> bool:
    """Whether a record, or what it belongs to, is confidential, or not everybody inside may see it."""
    above = getattr(record, register.place.parent, None) if register.place.parent else None
    anybody = Actor(record.organization_id, READER, "", None)
    seen_by_all = register.model.objects.filter(register.confined_to(anybody), pk=record.pk).exists()
    return not seen_by_all or any(getattr(one, "is_confidential", False) for one in (record, above) if one is not None)

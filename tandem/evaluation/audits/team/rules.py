"""Who may be in the team of an audit."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tandem.evaluation.audits.impartiality import conflict_of, parts_in, topics_of
from tandem.evaluation.audits.rules import ENDED, LONGEST_CONFLICT
from tandem.ground.accounts.models import Membership
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.tenancy import active_organization_id


def derive_member(member: Any, before: Any, actor: Actor) -> None:
    """Named as the person is, and independent of what is audited or not; the name of a member is that member."""
    if not member.person_id:
        member.person_id = _member_named(member.title)
    if member.person_id and not member.title:
        member.title = member.person.name
    if member.audit_id and (before is None or member.audit.state not in ENDED):
        member.conflict = conflict_of(member.person_id, parts_in(topics_of(member.audit)))[:LONGEST_CONFLICT]


def _member_named(name: str) -> int | None:
    """The user of this organization who goes by a name or address; None for somebody from outside."""
    known = Q(user__name__iexact=name.strip()) | Q(user__email__iexact=name.strip())
    members: QuerySet[Any] = Membership.objects.filter(known, organization_id=active_organization_id())
    return members.order_by("pk").values_list("user_id", flat=True).first() if name.strip() else None


def check_member(member: Any, before: Any, today: date) -> Mapping[str, str]:
    """Somebody is named, and nobody audits their own work; who only looks on may have a part in it."""
    if not member.title.strip():
        return {"title": _("Choose a person, or write the name of who comes from outside.")}
    is_chosen = before is None or (before.person_id, before.part) != (member.person_id, member.part)
    if is_chosen and member.conflict and member.part != "observer":
        words = {"name": member.title, "part": member.conflict}
        return {"person": _("Nobody audits their own work; %(name)s %(part)s.") % words}
    return {}


def member_locked(member: Any) -> str | None:
    """What was reported stays as it was reported."""
    return _("The audit is reported; its team stays.") if member.audit.state in ENDED else None

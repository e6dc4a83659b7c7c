"""Saved views: a list as somebody likes it, for themselves or for all."""

from urllib.parse import parse_qsl

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tandem.ground.kernel import lists, permissions
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.collation import in_order
from tandem.ground.kernel.comparison.entering import enter
from tandem.ground.kernel.comparison.held import Held, declare
from tandem.ground.kernel.errors import Invalid, NotFound
from tandem.ground.kernel.models import SavedView
from tandem.ground.kernel.permissions import insist
from tandem.ground.kernel.registers import Register

APART = ("q", "sort", "columns")
VIEWS = declare(Held(key="saved-views", model=SavedView, gone=frozenset({"dropped"})))


def of(actor: Actor, register: Register) -> list[SavedView]:
    """The actor's own views of a register and those shared with everybody."""
    mine = Q(user_id=actor.user_id) | Q(is_shared=True)
    return in_order(SavedView.objects.filter(mine, register=register.key), lambda view: view.name)


def save(actor: Actor, register: Register, name: str, query: str, *, is_shared: bool) -> SavedView:
    """Keep a query under a name; Invalid unless the list understands it. Only writers share with everybody."""
    insist(actor.user_id is not None and permissions.may_view_register(actor, register), _("You may not keep views."))
    insist(not is_shared or actor.role in permissions.WRITERS, _("You may not keep views for everybody."))
    name = name.strip()[:80]
    if not name:
        raise Invalid({"name": [_("Give the view a name.")]})
    asked = dict(parse_qsl(query)[:40])
    wanted = lists.Query(
        filters={key: value for key, value in asked.items() if key not in (*APART, "view", "cursor")},
        search=asked.get("q", ""),
        sort=asked.get("sort", ""),
    )
    lists.page(actor, register, lists.Query(filters=wanted.filters, search=wanted.search, sort=wanted.sort, size=1))
    kept = {key: value for key, value in asked.items() if key not in ("view", "cursor")}
    with transaction.atomic():
        view: SavedView
        view, is_new = SavedView.objects.update_or_create(
            organization_id=actor.organization_id,
            register=register.key,
            user_id=actor.user_id,
            name=name,
            defaults={"query": kept, "is_shared": is_shared},
        )
        view.query = kept | {"view": f"saved-{view.pk}"}
        view.save(update_fields=["query"])
        enter(actor, VIEWS, view, _name(view), "saved" if is_new else "changed")
    return view


def drop(actor: Actor, register: Register, view_id: int) -> None:
    """Forget one's own view."""
    with transaction.atomic():
        view = SavedView.objects.filter(register=register.key, user_id=actor.user_id, pk=view_id).first()
        if view is None:
            raise NotFound(_("There is no such view of yours."))
        enter(actor, VIEWS, view, _name(view), "dropped")
        view.delete()


def _name(view: SavedView) -> str:
    return f"VIEW-{view.pk}"

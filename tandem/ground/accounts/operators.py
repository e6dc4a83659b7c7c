"""What the operators of an installation do: who may sign in anywhere, and who else operates it.

What concerns a person is entered in the ledger of every organization that they belong to.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.ground.accounts import operations
from tandem.ground.accounts.models import ApiToken, Membership, User
from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.actor import system_actor
from tandem.ground.kernel.errors import WHOLE, Invalid, NotFound
from tandem.ground.kernel.permissions import insist
from tandem.ground.kernel.tenancy import organization_active


def insist_operator(user: User) -> None:
    """Raise NotPermitted unless the user operates this installation."""
    insist(user.is_active and user.is_operator, _("This page is for those who operate the installation."))


def may_sign_in(operator: User, user_id: int, may: bool) -> User:
    """Let a person in again, or shut them out of every organization at once; their API tokens end with it."""
    user = _another(operator, user_id)
    with transaction.atomic():
        if user.is_active != may:
            user.is_active = may
            user.save(update_fields=["is_active"])
            if not may:
                ApiToken.objects.filter(user=user, revoked_at=None).update(revoked_at=clock.now())
            _note(operator, user, "let in" if may else "shut out")
    return user


def may_operate(operator: User, user_id: int, may: bool) -> User:
    """Let a person operate the installation, or end that."""
    user = _another(operator, user_id)
    with transaction.atomic():
        if user.is_operator != may:
            user.is_operator = may
            user.save(update_fields=["is_operator"])
            _note(operator, user, "operates" if may else "no longer operates")
    return user


def link_for(operator: User, user_id: int, base_url: str) -> str:
    """An address that signs a person in once, for a lost password or second factor; it is entered in the ledger."""
    insist_operator(operator)
    user = _known(user_id)
    if not user.is_active:
        raise Invalid({WHOLE: [_("%(name)s is shut out; let them in first.") % {"name": user.name}]})
    with transaction.atomic():
        _note(operator, user, "was given a sign-in link")
        return operations.sign_in_link(user, base_url)


def _another(operator: User, user_id: int) -> User:
    insist_operator(operator)
    if operator.pk == user_id:
        raise Invalid({WHOLE: [_("Somebody else has to change this for you.")]})
    return _known(user_id)


def _known(user_id: int) -> User:
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise NotFound(_("There is no such person."))
    return user


def _note(operator: User, user: User, action: str) -> None:
    for membership in Membership.objects.filter(user=user).select_related("organization"):
        with organization_active(membership.organization_id):
            actor = system_actor(membership.organization_id, operator.name, "page", membership.organization.zone)
            state = {"email": user.email, "may_sign_in": user.is_active, "operates": user.is_operator}
            writing.note(actor, "users", user.pk, f"USER-{user.pk}", action, state)

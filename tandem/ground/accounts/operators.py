"""What the operators of an installation do: who may sign in anywhere, and who else operates it.

What concerns a person is entered in the ledger of every organization that they belong to.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.ground.accounts import operations
from tandem.ground.accounts.models import User
from tandem.ground.accounts.noting import note_everywhere
from tandem.ground.kernel.errors import WHOLE, Invalid, NotFound
from tandem.ground.kernel.permissions import insist


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
            note_everywhere(operator.name, user, "let in" if may else "shut out", end_access=not may)
    return user


def may_operate(operator: User, user_id: int, may: bool) -> User:
    """Let a person operate the installation, or end that."""
    user = _another(operator, user_id)
    with transaction.atomic():
        if user.is_operator != may:
            user.is_operator = may
            user.save(update_fields=["is_operator"])
            note_everywhere(operator.name, user, "operates" if may else "no longer operates")
    return user


def appoint_first(user: User, label: str) -> None:
    """Let somebody operate the installation who asks on the machine itself; `label` says on whose behalf."""
    with transaction.atomic():
        user.is_operator = True
        user.save(update_fields=["is_operator"])
        note_everywhere(label, user, "operates")


def link_for(operator: User, user_id: int, base_url: str) -> str:
    """An address that signs a person in once, for a lost password or second factor; it is entered in the ledger."""
    insist_operator(operator)
    user = _known(user_id)
    if not user.is_active:
        raise Invalid({WHOLE: [_("%(name)s is shut out; let them in first.") % {"name": user.name}]})
    with transaction.atomic():
        note_everywhere(operator.name, user, "was given a sign-in link")
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

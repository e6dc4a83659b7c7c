"""Adding own fields to a register and retiring them; each is entered in the ledger whole."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.comparison.entering import enter
from tandem.ground.kernel.comparison.held import Held, State, declare
from tandem.ground.kernel.errors import Invalid, NotFound
from tandem.ground.kernel.models import FieldDefinition
from tandem.ground.kernel.permissions import insist


def _earlier(state: State, action: str) -> State:
    """Former releases told little of a definition, and of a retired one only its key."""
    retired = {"retired": {"is_retired": True}, "revived": {"is_retired": False}}
    return state if "position" in state else dict(state) | retired.get(action, {})


OWN_FIELDS = declare(Held(key="own-fields", model=FieldDefinition, earlier=_earlier))


def define(
    actor: Actor,
    register_key: str,
    label: str,
    kind: str,
    *,
    choices: Sequence[str] = (),
    help_text: str = "",
    is_required: bool = False,
) -> FieldDefinition:
    """Add an own field to a register; Invalid names what is wrong."""
    _insist_manager(actor)
    label = label.strip()
    if problems := _problems(register_key, label, kind, choices):
        raise Invalid(problems)
    try:
        with transaction.atomic():
            made: FieldDefinition = FieldDefinition.objects.create(
                organization_id=actor.organization_id,
                register=register_key,
                key=slugify(label)[:40],
                label=label[:80],
                kind=kind,
                choices=list(choices),
                help=help_text[:300],
                is_required=is_required,
            )
            enter(actor, OWN_FIELDS, made, f"FIELD-{made.pk}", "created")
    except IntegrityError:
        raise Invalid({"label": [_("This register has a field of that name.")]}) from None
    return made


def retire(actor: Actor, field_id: int) -> FieldDefinition:
    """Stop using an own field, or take it up again; its values stay."""
    _insist_manager(actor)
    with transaction.atomic():
        definition: FieldDefinition | None = FieldDefinition.objects.select_for_update().filter(pk=field_id).first()
        if definition is None:
            raise NotFound(_("There is no such field."))
        definition.is_retired = not definition.is_retired
        definition.save(update_fields=["is_retired"])
        enter(
            actor, OWN_FIELDS, definition, f"FIELD-{definition.pk}", "retired" if definition.is_retired else "revived"
        )
    return definition


def _problems(register_key: str, label: str, kind: str, choices: Sequence[str]) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {}
    if registers.find(register_key) is None:
        problems["register"] = [_("Choose a register.")]
    if kind not in FieldDefinition.Kind.values:
        problems["kind"] = [_("Choose a kind.")]
    if kind == FieldDefinition.Kind.CHOICE and len(choices) < 2:
        problems["choices"] = [_("Write at least two choices, separated by commas.")]
    if not slugify(label):
        problems["label"] = [_("Give the field a name with letters.")]
    return problems


def _insist_manager(actor: Actor) -> None:
    insist(actor.may_write and actor.role in permissions.MANAGERS, _("Only managers may change this."))

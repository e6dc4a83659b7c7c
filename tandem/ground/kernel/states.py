"""The states a record goes through, said once beside the model that keeps them, and the steps between them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.actor import CONTRIBUTOR, Actor
from tandem.ground.kernel.permissions import WRITERS

Words = Any  # a str or a lazily translated one


@dataclass(frozen=True, slots=True)
class State:
    """One state of a workflow. `tone` is one of quiet, active, waiting, good, bad.

    `next` names the step that people naturally take from here, empty for none; unless it is said, that is the first
    step that ends nothing. A step that ends a record without its having come well is never offered as the next.
    """

    key: str
    label: Words
    tone: str = "quiet"
    final: bool = False
    next: str | None = None


if TYPE_CHECKING:
    Text = models.CharField[str, str]
else:
    Text = models.CharField


class StateField(Text):
    """The field `state` of a model: its choices are the declared states, it begins with the first or `initial`."""

    def __init__(self, states: tuple[State, ...], *, max_length: int = 20, initial: str = "") -> None:
        self.states = states
        super().__init__(
            _("state"),
            max_length=max_length,
            default=initial or states[0].key,
            choices=[(state.key, state.label) for state in states],
        )

    def deconstruct(self) -> Any:
        """Migrations know a plain text field with choices."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def clone(self) -> Any:
        """The plain field that migrations compare with."""
        _name, _path, args, kwargs = self.deconstruct()
        return models.CharField(*args, **kwargs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """A named step from one state to another; with no `target` it leaves the state as it is, such as an assessment.

    `fields` may be filled in with the step, `required` must be. Records that a step does not concern do not show it;
    `guard` gives the reason why a shown one is not open to this actor now, or None; it is asked of the record as the
    step fills it in, and gives a `Lacking` for what is still to be filled in. `effect` changes the record itself
    before it is saved; `afterwards` writes other records through the gate in the same transaction. What these need and
    takes long is worked out `beforehand`, while nobody waits: it writes nothing, and its result is found again.
    `proposes` gives values that the step's form begins with instead of the present ones.
    A step of contributors may be taken by the owner too, whatever their role; one of managers, or one that approves,
    only where `by_owner` says so. `approves` marks a step of approval, acceptance, verification or closing as
    effective: whoever has one of the parts in `apart_from` (fields that name a user or a person, or `writer` for
    whoever wrote the record since it was last decided upon) may not take it, and what it `gives` is brought by
    managers alone and marked. `together` says why a step that approves needs nobody else.
    """

    key: str
    label: Words
    sources: tuple[str, ...]
    target: str = ""
    roles: frozenset[str] = WRITERS
    by_owner: bool | None = None
    approves: bool = False
    apart_from: tuple[str, ...] = ()
    together: str = ""
    gives: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    needs_reason: bool = False
    concerns: Callable[[Any], bool] | None = None
    guard: Callable[[Any, Actor], "Words | Lacking | None"] | None = None
    effect: Callable[[Any, Actor], None] | None = None
    afterwards: Callable[[Actor, Any], None] | None = None
    beforehand: Callable[[Actor], object] | None = None
    proposes: Callable[[Any], Mapping[str, Any]] | None = None

    @property
    def is_owners(self) -> bool:
        """True when the owner may take it, whatever their role."""
        is_shared = CONTRIBUTOR in self.roles and not self.approves
        return is_shared if self.by_owner is None else self.by_owner

    @property
    def own_fields(self) -> tuple[str, ...]:
        """The fields that can be filled in with the step."""
        return tuple(dict.fromkeys((*self.required, *self.fields)))


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a guard answers when these fields are to be filled in first; the step itself may be able to take them."""

    fields: tuple[str, ...]
    words: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workflow:
    """The states of a record and the steps between them; the field is always called `state`.

    A new record is in the first of the states unless `initial` names another.
    """

    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    initial: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "initial", self.initial or self.states[0].key)

    def state(self, key: str) -> State:
        """The declared state of this key; KeyError for none."""
        return next(state for state in self.states if state.key == key)

    def transition(self, key: str) -> Transition | None:
        """The declared step of this key."""
        return next((step for step in self.transitions if step.key == key), None)

    def is_ending(self, step: "Transition") -> bool:
        """True when a step ends a record otherwise than well: retired, cancelled, left, withdrawn."""
        target = self.state(step.target) if step.target else None
        return target is not None and target.final and target.tone != "good"

    def next_from(self, key: str) -> str:
        """Key of the natural next step from a state; empty where there is none."""
        state = next((state for state in self.states if state.key == key), None)
        if state is None or state.next is not None:
            return state.next or "" if state else ""
        steps = () if state.final else self.transitions
        return next((step.key for step in steps if key in step.sources and not self.is_ending(step)), "")

    @property
    def open_states(self) -> tuple[str, ...]:
        """Keys of the states that are not final."""
        return tuple(state.key for state in self.states if not state.final)

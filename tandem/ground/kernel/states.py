"""The states a record goes through, said once: beside the model that keeps them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

Words = Any  # a str or a lazily translated one


@dataclass(frozen=True, slots=True)
class State:
    """One state of a workflow. `tone` is one of quiet, active, waiting, good, bad."""

    key: str
    label: Words
    tone: str = "quiet"
    final: bool = False


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

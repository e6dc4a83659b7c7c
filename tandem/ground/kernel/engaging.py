"""Declaring that a record takes somebody's time on certain days, so that nobody is planned twice."""

from dataclasses import dataclass

from tandem.ground.kernel.states import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """Whom a record keeps busy or away, from when until when, while it is in one of these states.

    `person` is the path to a user, or to records that lead to one by the path in `user`. `first` and `last` are the
    paths to its first and last day, `first` alone for one day; with `minutes`, `first` is the moment at which it
    begins. `state` is the path to the state that counts, any when there are no `states`.

    A person who `is_away` can do nothing else. One that `is_of_house` asks for attention everywhere: two such of
    different registers do not fit in the same days. What `is_for_good` has no end and begins the day after `first`.
    """

    what: Words
    first: str
    last: str = ""
    minutes: str = ""
    person: str = ""
    user: str = ""
    state: str = "state"
    states: tuple[str, ...] = ()
    is_away: bool = False
    is_of_house: bool = False
    is_for_good: bool = False

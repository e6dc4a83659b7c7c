"""What people decided beside the records, as they are or as known at a time."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model

from tandem.ground.kernel.models import Action
from tandem.proof.conformity import exclusions, rules
from tandem.proof.conformity.making import Decided
from tandem.proof.conformity.none_here.rules import nones_told
from tandem.proof.conformity.nothing import NoneHere
from tandem.proof.conformity.past import PastSource
from tandem.proof.conformity.report import Judged
from tandem.proof.conformity.vocabulary import Result


def live(today: date, adopted: Sequence[str], *, asks_work: bool) -> Decided:
    """What is decided today; which exceptions are seen to is only looked for where a check over much work asks."""
    judged = {
        key: _judged(vars(one), str(one.signed_by), str(one.confirmed_by)) for key, one in rules.in_force(today).items()
    }
    nones = {key: _none(vars(one), str(one.confirmed_by), today) for key, one in nones_told().items()}
    return Decided(judged, exclusions.live(adopted), nones, _seen_to() if asks_work else frozenset())


def past(source: PastSource, today: date, adopted: Sequence[str]) -> Decided:
    """What was decided as known at a time."""
    judgements = [one for one in source.states("judgements").values() if one["state"] == "confirmed"]
    judgements = [_dated(one, "until") for one in judgements if one["until"] >= today.isoformat()]
    nones = [_dated(one, "until", "confirmed_on") for one in source.states("none-here").values()]
    nones = [one for one in nones if one["state"] == "confirmed"]
    names = _names([*judgements, *nones])
    return Decided(
        {one["requirement"]: _judged(one, names(one["signed_by"]), names(one["confirmed_by"])) for one in judgements},
        exclusions.past(source, adopted),
        {one["check_key"]: _none(one, names(one["confirmed_by"]), today) for one in nones},
        frozenset(one["source_reference"] for one in source.states("actions").values() if one.get("source_reference")),
    )


def _judged(told: Mapping[str, Any], by: str, confirmed_by: str) -> Judged:
    return Judged(told["reference"], Result(told["verdict"]), told["reason"], by, confirmed_by, told["until"])


def _none(told: Mapping[str, Any], by: str, today: date) -> NoneHere:
    return NoneHere(told["reference"], by, told["confirmed_on"], told["until"], told["reason"], told["until"] < today)


def _seen_to() -> frozenset[str]:
    """References of records that an action comes from."""
    named = Action.objects.exclude(source_reference="").values_list("source_reference", flat=True)
    return frozenset(named.distinct().order_by())


def _dated(state: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {**state, **{name: date.fromisoformat(state[name]) for name in names if state.get(name)}}


def _names(states: Sequence[Mapping[str, Any]]) -> Any:
    ids = {one[name] for one in states for name in ("signed_by", "confirmed_by") if one.get(name)}
    people = get_user_model()._default_manager.in_bulk(list(ids)) if ids else {}
    return lambda user_id: str(people.get(user_id, "?"))

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
        key: _judged(vars(judgement), str(judgement.signed_by), str(judgement.confirmed_by))
        for key, judgement in rules.in_force(today).items()
    }
    nones = {
        key: _none(vars(confirmation), str(confirmation.confirmed_by), today)
        for key, confirmation in nones_told().items()
    }
    return Decided(judged, exclusions.live(adopted), nones, _seen_to() if asks_work else frozenset())


def past(source: PastSource, today: date, adopted: Sequence[str]) -> Decided:
    """What was decided as known at a time."""
    judgements = [state for state in source.states("judgements").values() if state["state"] == "confirmed"]
    judgements = [_dated(judgement, "until") for judgement in judgements if judgement["until"] >= today.isoformat()]
    nones = [_dated(state, "until", "confirmed_on") for state in source.states("none-here").values()]
    nones = [none for none in nones if none["state"] == "confirmed"]
    names = _names([*judgements, *nones])
    return Decided(
        {
            judgement["requirement"]: _judged(
                judgement, names(judgement["signed_by"]), names(judgement["confirmed_by"])
            )
            for judgement in judgements
        },
        exclusions.past(source, adopted),
        {
            confirmation["check_key"]: _none(confirmation, names(confirmation["confirmed_by"]), today)
            for confirmation in nones
        },
        frozenset(
            state["source_reference"] for state in source.states("actions").values() if state.get("source_reference")
        ),
    )


def _judged(judgement: Mapping[str, Any], by: str, confirmed_by: str) -> Judged:
    return Judged(
        judgement["reference"], Result(judgement["verdict"]), judgement["reason"], by, confirmed_by, judgement["until"]
    )


def _none(confirmation: Mapping[str, Any], by: str, today: date) -> NoneHere:
    return NoneHere(
        confirmation["reference"],
        by,
        confirmation["confirmed_on"],
        confirmation["until"],
        confirmation["reason"],
        confirmation["until"] < today,
    )


def _seen_to() -> frozenset[str]:
    """References of records that an action comes from."""
    named = Action.objects.exclude(source_reference="").values_list("source_reference", flat=True)
    return frozenset(named.distinct().order_by())


def _dated(state: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {**state, **{name: date.fromisoformat(state[name]) for name in names if state.get(name)}}


def _names(states: Sequence[Mapping[str, Any]]) -> Any:
    ids = {state[name] for state in states for name in ("signed_by", "confirmed_by") if state.get(name)}
    people = get_user_model()._default_manager.in_bulk(list(ids)) if ids else {}
    return lambda user_id: str(people.get(user_id, "?"))

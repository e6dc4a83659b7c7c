"""One meeting for both standards: its figures are frozen, its decisions done, its minutes approved by another."""

from typing import Any

import pytest
from django.db import connection

from tandem.evaluation.reviews.attendees.register import REVIEW_ATTENDEES
from tandem.evaluation.reviews.decisions.models import ReviewDecision
from tandem.evaluation.reviews.decisions.register import REVIEW_DECISIONS
from tandem.evaluation.reviews.inputs.models import ReviewInput
from tandem.evaluation.reviews.inputs.register import REVIEW_INPUTS
from tandem.evaluation.reviews.models import Review
from tandem.evaluation.reviews.register import REVIEWS
from tandem.evaluation.reviews.tests.conftest import SECURITY, SERVICE, planned, prepared
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.models import Action
from tandem.ground.kernel.patterns import standing
from tests.cast import Cast

DOORS = ("page", "api", "import")


def decide(home: Cast, review: Any, **values: Any) -> Any:
    given = {"title": "A second line", "kind": "improvement", "owner": home.users["ben"], "due": "2026-06-30"}
    return writing.create(home.actor("ada"), REVIEW_DECISIONS, {"review": review, **given, **values})


def talk(home: Cast, review: Any) -> None:
    for row in review.inputs.all():
        writing.change(home.actor("ada"), REVIEW_INPUTS, row.reference, {"outcome": "nothing"})
    for attendee in review.attendees.all():
        writing.change(home.actor("ada"), REVIEW_ATTENDEES, attendee.reference, {"came": True})


def minuted(home: Cast, review: Any) -> Any:
    talk(home, review)
    decide(home, review)
    decide(home, review, title="Nothing changes", kind="change", is_none_needed=True)
    return writing.transition(home.actor("ada"), REVIEWS, review.reference, "minute", {"minutes": "All was looked at."})


def test_no_attendee_or_input_is_added_to_minutes_or_taken_away(home: Cast, held: Any) -> None:
    made = minuted(home, held)
    for register in (REVIEW_ATTENDEES, REVIEW_INPUTS):
        known = list(register.model.objects.order_by("pk").values())
        for door in ("page", "api", "import"):
            with pytest.raises(Invalid, match="minutes are written"):
                writing.create(home.actor("ada", door), register, {"review": made, "title": "One more"})
            if register.access.delete:
                part = register.model.objects.order_by("pk").first()
                with pytest.raises(Invalid, match="minutes are written"):
                    writing.delete(home.actor("ada", door), register, part.reference)
        assert list(register.model.objects.order_by("pk").values()) == known


@pytest.mark.parametrize(
    ("standards", "count", "of_20", "of_27"),
    [([SERVICE, SECURITY], 16, 14, 11), ([SERVICE], 14, 14, 0), ([SECURITY], 11, 0, 11)],
)
def test_the_agenda_is_the_union_of_what_is_asked(
    home: Cast, standards: list[str], count: int, of_20: int, of_27: int
) -> None:
    review = planned(home, standards=standards)
    rows = review.inputs
    counts = (rows.count(), rows.filter(asks_20=True).count(), rows.filter(asks_27=True).count())
    assert counts == (count, of_20, of_27)


def test_what_lacks_is_known_before_the_invitation(home: Cast, review: Any) -> None:
    invited = writing.transition(home.actor("ada"), REVIEWS, review.reference, "invite")
    invited = Review.objects.get(pk=invited.pk)
    assert (invited.lacking_20, invited.lacking_27) == (14, 11)
    prepared(home, invited)
    invited = Review.objects.get(pk=invited.pk)
    assert (invited.lacking_20, invited.lacking_27) == (0, 0)


def test_top_management_is_invited(home: Cast) -> None:
    values = {"title": "Alone", "meets_on": "2026-03-02", "standards": [SERVICE], "chair": home.users["ada"]}
    review = writing.create(home.actor("ada"), REVIEWS, values)
    with pytest.raises(Invalid, match="Invite top management"):
        writing.transition(home.actor("ada"), REVIEWS, review.reference, "invite")


def test_figures_are_frozen_on_the_day_of_the_meeting_or_later(home: Cast) -> None:
    review = planned(home, meets_on="2026-03-03")
    with pytest.raises(Invalid, match="The meeting is on 3 Mar 2026"):
        writing.transition(home.actor("ada"), REVIEWS, review.reference, "freeze")


def test_how_far_all_is_met_is_worked_out_before_anybody_waits(home: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    review, within = planned(home), []
    monkeypatch.setattr(standing, "_doors", [lambda actor: within.append(len(connection.savepoint_ids)) or {}])
    with pytest.raises(NotPermitted):
        writing.transition(home.actor("cleo"), REVIEWS, review.reference, "freeze")
    assert within == []
    writing.transition(home.actor("ada"), REVIEWS, review.reference, "freeze")
    assert within[0] == len(connection.savepoint_ids) < min(within[1:])


def test_figures_are_lists_counted_at_the_meeting(home: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "_doors", [lambda actor: {f"{SERVICE}/4.1": "met", f"{SERVICE}/4.2": "stale"}])
    for title in ("One", "Two"):
        writing.create(home.actor("ada"), registers.find("suppliers"), {"title": title, "kind": "external"})
    review = planned(home)
    writing.transition(home.actor("ada"), REVIEWS, review.reference, "freeze")
    rows = {row.key: {figure["label"]: figure for figure in row.figures} for row in review.inputs.all()}
    assert rows["other-parties"]["Suppliers"]["value"] == 0  # nobody approved the two yet
    assert rows["other-parties"]["Suppliers"]["kept"] is True
    met = rows["measurements"]["Requirements of 20000-1 met"]
    assert (met["value"], met["of"]) == (1, 2)


@pytest.mark.parametrize("door", DOORS)
def test_a_review_is_not_frozen_twice(home: Cast, held: Any, door: str) -> None:
    before = {row.reference: (row.version, row.frozen_at) for row in held.inputs.all()}
    with pytest.raises(Invalid, match="does not lead on"):
        writing.transition(home.actor("ada", door), REVIEWS, held.reference, "freeze")
    assert {row.reference: (row.version, row.frozen_at) for row in held.inputs.all()} == before


@pytest.mark.parametrize("door", DOORS)
def test_what_was_frozen_is_not_written_again(home: Cast, held: Any, door: str) -> None:
    row = held.inputs.order_by("position").first()
    for values in ({"statement": "Better words"}, {"title": "Other"}):
        with pytest.raises(Invalid, match="frozen at the meeting"):
            writing.change(home.actor("ada", door), REVIEW_INPUTS, row.reference, values)
    with pytest.raises(Invalid, match="cannot be written here"):
        writing.change(home.actor("ada", door), REVIEW_INPUTS, row.reference, {"figures": []})
    with pytest.raises(Invalid, match="were frozen"):
        writing.change(home.actor("ada", door), REVIEWS, held.reference, {"meets_on": "2026-03-01"})
    assert ReviewInput.objects.get(pk=row.pk).version == row.version


def test_even_tandem_does_not_count_frozen_figures_again(home: Cast, held: Any) -> None:
    row = held.inputs.order_by("position").first()
    with pytest.raises(Invalid, match="frozen at the meeting"):
        writing.follow(home.actor("ada"), REVIEW_INPUTS, row, {"figures": []}, "counted")


def test_the_change_since_the_review_before_is_shown(home: Cast, held: Any, hal: Actor) -> None:
    for title in ("One", "Two"):
        writing.create(home.actor("ada"), registers.find("interested-parties"), {"title": title, "kind": "customer"})
    following = planned(home, title="Autumn")
    writing.transition(home.actor("ada"), REVIEWS, following.reference, "freeze")
    following = Review.objects.get(pk=following.pk)
    figures = {figure["label"]: figure for figure in following.inputs.get(key="needs").figures}
    assert following.previous_id == held.pk
    parties = figures["Interested parties"]
    assert (parties["value"], parties["before"], parties["change"]) == (2, 0, 2)


def test_a_decision_becomes_an_action_and_is_done_with_it(home: Cast, held: Any) -> None:
    decision = decide(home, held)
    action = Action.objects.get(source_register="review-decisions", source_reference=decision.reference)
    facts = (action.title, action.owner.name, str(action.due))
    assert facts == ("A second line", "Ben", "2026-06-30")
    writing.transition(home.actor("ben"), registers.declared_for(Action), action.reference, "finish")
    decision = ReviewDecision.objects.get(pk=decision.pk)
    assert (decision.state, str(decision.done_on)) == ("done", "2026-03-02")


def test_a_decision_that_is_dropped_takes_its_action_along(home: Cast, held: Any) -> None:
    decision = decide(home, held)
    writing.transition(home.actor("ada"), REVIEW_DECISIONS, decision.reference, "drop", reason="No money")
    assert Action.objects.get(source_reference=decision.reference).state == "dropped"


def test_what_is_to_be_done_has_somebody_and_a_day(home: Cast, held: Any) -> None:
    with pytest.raises(Invalid) as refused:
        decide(home, held, owner=None, due=None)
    assert refused.value.problems == {"owner": ["Say who does it."], "due": ["Say by when."]}
    assert decide(home, held, owner=None, due=None, is_none_needed=True).state == "noted"


def test_decisions_are_made_in_the_meeting(home: Cast, review: Any) -> None:
    with pytest.raises(Invalid, match="Decisions are made in the meeting"):
        decide(home, review)


def test_minutes_say_what_became_of_every_input(home: Cast, held: Any) -> None:
    ada, values = home.actor("ada"), {"minutes": "Short"}
    with pytest.raises(Invalid, match="16 inputs are not talked through"):
        writing.transition(ada, REVIEWS, held.reference, "minute", values)
    talk(home, held)
    with pytest.raises(Invalid, match="Decide about improvement, changes"):
        writing.transition(ada, REVIEWS, held.reference, "minute", values)


def test_nobody_approves_their_own_minutes(home: Cast, hal: Actor, held: Any) -> None:
    done = minuted(home, held)
    for door in DOORS:
        with pytest.raises(Invalid, match="Somebody other than you"):
            writing.transition(home.actor("ada", door), REVIEWS, done.reference, "approve")
    assert Review.objects.get(pk=done.pk).state == "minuted"
    approved = writing.transition(hal, REVIEWS, done.reference, "approve")
    assert (approved.state, approved.approved_by_id, str(approved.approved_on)) == (
        "approved",
        hal.user_id,
        "2026-03-02",
    )


def test_approved_minutes_stay(home: Cast, hal: Actor, held: Any) -> None:
    done = minuted(home, held)
    writing.transition(hal, REVIEWS, done.reference, "approve")
    for door in DOORS:
        with pytest.raises(NotPermitted, match="stay"):
            writing.change(home.actor("ada", door), REVIEWS, done.reference, {"minutes": "Otherwise"})
    with pytest.raises(Invalid, match="Decisions are made in the meeting"):
        decide(home, done)


def test_minutes_that_are_sent_back_are_written_again(home: Cast, hal: Actor, held: Any) -> None:
    done = minuted(home, held)
    back = writing.transition(hal, REVIEWS, done.reference, "send-back", reason="The broker is missing")
    assert (back.state, back.minuted_by_id) == ("held", None)

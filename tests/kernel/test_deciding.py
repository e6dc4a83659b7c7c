"""Approval in stages: order, quorum, who stands for whom and until when."""

from datetime import date

import pytest

from tandem.ground.kernel.patterns.deciding import Decision, Delegation, Stage, may_decide, open_stage, stands_for

ADA, BEN, CLEO, DAN, EVE = range(1, 6)
DAY = date(2026, 3, 2)
OWNERS, BOARD = Stage("owners", 2, frozenset({ADA, BEN, CLEO})), Stage("board")


def agreed(stage: Stage, user: int, place_of: int | None = None) -> Decision:
    return Decision(stage.key, user, DAY, place_of)


def test_stages_are_completed_in_their_order_by_so_many_of_those_named() -> None:
    stages = (OWNERS, BOARD)
    assert open_stage(stages, []) == OWNERS
    assert open_stage(stages, [agreed(OWNERS, ADA), agreed(OWNERS, ADA), agreed(OWNERS, EVE)]) == OWNERS
    both = [agreed(OWNERS, ADA), agreed(OWNERS, BEN)]
    assert open_stage(stages, both) == BOARD
    assert open_stage(stages, [*both, agreed(BOARD, EVE)]) is None


def test_a_delegation_holds_from_its_first_through_its_last_day_and_is_not_passed_on() -> None:
    lent = [Delegation(ADA, DAN, DAY, DAY), Delegation(DAN, EVE, DAY, DAY)]
    assert stands_for(DAN, lent, DAY) == {DAN, ADA}
    assert stands_for(EVE, lent, DAY) == {EVE, DAN}
    for other in (date(2026, 3, 1), date(2026, 3, 3)):
        assert stands_for(DAN, lent, other) == {DAN}


def test_each_word_and_each_head_counts_once() -> None:
    lent = [Delegation(ADA, BEN, DAY, DAY)]
    assert may_decide(BEN, OWNERS, [], lent, (), DAY) == {ADA, BEN}
    assert may_decide(BEN, OWNERS, [agreed(OWNERS, ADA)], lent, (), DAY) == {BEN}
    assert may_decide(BEN, OWNERS, [agreed(OWNERS, BEN, ADA)], lent, (), DAY) == frozenset()
    assert open_stage((OWNERS,), [agreed(OWNERS, BEN, ADA), agreed(OWNERS, ADA)]) == OWNERS


def test_who_is_apart_neither_decides_nor_is_decided_for() -> None:
    lent = [Delegation(ADA, BEN, DAY, DAY)]
    assert may_decide(ADA, BOARD, [], lent, (ADA,), DAY) == frozenset()
    assert may_decide(BEN, BOARD, [], lent, (ADA,), DAY) == {BEN}
    assert may_decide(EVE, OWNERS, [], lent, (), DAY) == frozenset()


@pytest.mark.parametrize(("quorum", "people"), [(0, frozenset()), (3, frozenset({ADA, BEN}))])
def test_a_stage_that_can_never_be_complete_is_refused(quorum: int, people: frozenset[int]) -> None:
    with pytest.raises(ValueError, match="never be complete"):
        Stage("board", quorum, people)

"""What is laid aside is read in order, however often, and more may come at any time."""

from itertools import islice

from tandem.ground.exchange.spool import PART, Spool


def test_more_is_added_behind_a_reading_that_was_left_early() -> None:
    spool = Spool()
    for number in range(3 * PART):
        spool.add(number)
    assert list(islice(spool, 2)) == [0, 1]
    for number in range(3 * PART, 4 * PART + 1):
        spool.add(number)
    assert (len(spool), list(spool)) == (4 * PART + 1, list(range(4 * PART + 1)))
    assert list(spool) == list(range(4 * PART + 1))

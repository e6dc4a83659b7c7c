"""Whether texts say something, by themselves and beside each other."""

import pytest

from tandem.ground.kernel.substance import is_empty, repeats, substance_of, words_of

GENUINE = "Whoever answers for a system goes through everybody who can get in and strikes what is not needed any more."
SIXTY = " ".join(f"word{letter}" for letter in "abcdefghijklmnopqrstuvwxyz" * 2)


@pytest.mark.parametrize("text", ["x", "xx", "…", "N/A", "tbd", "test test test", "fine " * 20, f"{GENUINE} " * 3])
def test_what_says_nothing_is_empty(text):
    assert is_empty(words_of(text))


@pytest.mark.parametrize(
    "text", ["HR", "Yes", "Certificate of the chamber", GENUINE, "Kundendaten in Mölndal", "顧客の情報"]
)
def test_what_people_write_is_not(text):
    assert not is_empty(words_of(text))


def test_a_long_text_that_goes_on_where_another_ends_repeats_it():
    assert repeats(words_of(GENUINE), words_of(GENUINE + " Once more."))
    assert not repeats(words_of("Access review"), words_of("Access review"))


def empty_of(texts, **told):
    return dict(substance_of(texts.items(), **({"may_repeat": False} | told)).empty)


def test_of_the_same_long_text_the_oldest_counts():
    texts = {1: {"title": "Ours", "plan": GENUINE}, 2: {"title": "Theirs", "plan": GENUINE.upper()}}
    assert empty_of(texts) == {2: frozenset({"plan"})}
    assert empty_of(texts, may_repeat=True) == {}


def test_a_field_that_repeats_another_of_the_same_record_says_nothing():
    assert empty_of({1: {"title": GENUINE, "plan": GENUINE}}) == {1: frozenset({"plan"})}


def test_figures_say_something():
    assert empty_of({1: {"title": "Desk", "hours": "24 × 7"}, 2: {"title": "Mail", "hours": "x"}}) == {
        2: frozenset({"hours"})
    }


def test_following_writes_comes_to_the_same_as_reading_all():
    texts = {number: {"title": f"Title {letter}", "plan": GENUINE} for number, letter in enumerate("abcd")}
    known = substance_of(texts.items(), may_repeat=False)
    texts |= {
        0: {"title": "Title a", "plan": "Another plan for this one altogether, with words of its own, nine or ten."}
    }
    del texts[2]
    after = known.after({0: texts[0], 2: None})
    assert dict(after.empty) == empty_of(texts) == {3: frozenset({"plan"})}

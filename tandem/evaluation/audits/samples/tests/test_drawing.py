"""A sample is a function of its seed and of the references alone, so that another machine draws the same."""

import subprocess

from hypothesis import given
from hypothesis import strategies as st

from tandem.evaluation.audits.samples.covering import fewest
from tandem.evaluation.audits.samples.drawing import digest_of, draw, new_seed

SUPPLIERS = [f"SUP-{number}" for number in range(1, 12)]
REFERENCES = st.lists(
    st.builds("{}-{}".format, st.sampled_from(["SUP", "INC", "CH"]), st.integers(1, 9_999)), max_size=40
)


def test_the_draw_of_a_known_seed() -> None:
    assert draw("48213", SUPPLIERS, 5) == KNOWN


def test_a_shell_draws_the_same() -> None:
    script = (
        'for r in $REFS; do printf "%s %s\\n" "$(printf "%s:%s" "$SEED" "$r" | sha256sum | cut -c1-64)" "$r"; done'
        " | LC_ALL=C sort | head -5 | cut -d' ' -f2"
    )
    env = {"SEED": "48213", "REFS": " ".join(SUPPLIERS), "PATH": "/usr/bin:/bin"}
    told = subprocess.run(["/bin/sh", "-c", script], env=env, capture_output=True, text=True, check=True)
    assert told.stdout.split() == draw("48213", SUPPLIERS, 5)


@given(seed=st.text(min_size=1, max_size=20), population=REFERENCES, wanted=st.integers(1, 10))
def test_order_and_repeats_of_the_population_change_nothing(seed: str, population: list[str], wanted: int) -> None:
    drawn = draw(seed, population, wanted)
    assert drawn == draw(seed, [*reversed(population), *population], wanted)
    assert len(drawn) == min(wanted, len(set(population))) == len(set(drawn))
    assert set(drawn) <= set(population)


@given(population=REFERENCES, wanted=st.integers(1, 9))
def test_a_larger_sample_holds_the_smaller_one(population: list[str], wanted: int) -> None:
    assert draw("s", population, wanted + 1)[:wanted] == draw("s", population, wanted)


@given(population=REFERENCES)
def test_a_population_is_known_by_its_references(population: list[str]) -> None:
    assert digest_of(population) == digest_of(reversed(population))
    assert digest_of([*population, "EXTRA-1"]) != digest_of(population)


def test_seeds_are_new_each_time() -> None:
    assert len({new_seed() for _ in range(50)}) == 50


def test_the_fewest_records_show_most() -> None:
    shown = {
        "DOC-1": frozenset({"a", "b"}),
        "SUP-1": frozenset({"a", "b", "c"}),
        "CTRL-1": frozenset({"d"}),
        "CTRL-2": frozenset({"d"}),
        "RISK-1": frozenset({"x"}),
    }
    chosen = fewest(shown, frozenset("abcd"))
    assert [(one.reference, one.adds) for one in chosen] == [("SUP-1", ("a", "b", "c")), ("CTRL-1", ("d",))]


@given(
    st.dictionaries(st.text("ABC", min_size=1, max_size=3), st.frozensets(st.sampled_from("abcdefg"), max_size=4)),
)
def test_a_proposal_shows_all_that_can_be_shown(shown: dict[str, frozenset[str]]) -> None:
    chosen = fewest(shown)
    everything = frozenset().union(*shown.values()) if shown else frozenset()
    assert frozenset(key for one in chosen for key in one.adds) == everything
    assert sum(len(one.adds) for one in chosen) == len(everything)


KNOWN = ["SUP-11", "SUP-6", "SUP-5", "SUP-1", "SUP-4"]

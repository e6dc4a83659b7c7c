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


def empty_of(texts, **options):
    return dict(substance_of(texts.items(), **({"may_repeat": False} | options)).empty)


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


LOREM = "Lorem ipsum dolor sit amet, consetetur sadipscing elitr, sed diam nonumy eirmod tempor invidunt ut labore"


@pytest.mark.parametrize(
    "text",
    [
        LOREM,
        "Vivamus sed orci non massa tempus pharetra quis vitae purus donec luctus ante",
        "bla bla blub blabla bla blub bla",
        "фыва фыва йцукен фыва",
        "asdf jklö qwertz yxcv",
        "xkcd qwrt plmn bvcx zxcvb nmlk hjkl dfgh",
        "測試測試測試測試測試測試測試測試測試測試",
        "a" * 300,
        "Backups are made." + "\n." * 200,
        "| --- " * 60,
        "12345 67890 " * 40,
    ],
)
def test_filler_in_any_language_says_nothing(text):
    assert empty_of({1: {"title": "Rules", "plan": text}}) == {1: frozenset({"plan"})}


@pytest.mark.parametrize(
    "text",
    [
        "Die Sicherung läuft jede Nacht und wird am Morgen von der Leitstelle gelesen und abgezeichnet.",
        "Tous les comptes sont revus chaque trimestre et ceux qui ont quitté la maison sont fermés.",
        "Каждую ночь копия данных пишется на второй сервер, утром дежурный читает журнал.",
        "バックアップは毎晩取得し、翌朝に担当者が記録を確認して署名する。",
        "Rsync, SSH, TLS, VPN and DNS: see the network plan of the second floor for each of them.",
    ],
)
def test_what_people_write_in_their_language_says_something(text):
    assert empty_of({1: {"title": "Rules", "plan": text}}) == {}


def changed(text, at, word):
    words = text.split()
    return " ".join([*words[:at], word, *words[at + 1 :]])


LONGER = (
    f"{GENUINE} A list of all accounts is drawn on the first Monday and kept beside the review with what was struck."
)


def test_a_text_with_a_word_or_number_changed_here_and_there_repeats_the_other():
    texts = {
        1: {"plan": LONGER},
        2: {"plan": changed(LONGER, 12, "anybody")},
        3: {"plan": "Accounts. " + changed(LONGER, 30, "Tuesday")},
        4: {"plan": changed(LONGER, 3, "7")},
        5: {
            "plan": "Servers are patched in the night of Saturday, and whoever is on call looks at each of them in the "
            "morning before the shops open, with a note of what did not start again and who was told of it."
        },
    }
    assert empty_of(texts) == dict.fromkeys((2, 3, 4), frozenset({"plan"}))
    assert empty_of(texts, may_repeat=True) == {}


def test_following_near_repeats_comes_to_the_same_as_reading_all():
    texts = {number: {"plan": changed(LONGER, number * 3, f"word{letter}")} for number, letter in enumerate("abcdef")}
    known = substance_of(texts.items(), may_repeat=False)
    assert dict(known.empty) == dict.fromkeys(range(1, 6), frozenset({"plan"}))
    del texts[0]
    texts[3] = {"plan": GENUINE}
    after = known.after({0: None, 3: texts[3]})
    assert dict(after.empty) == empty_of(texts)
    assert 1 not in after.empty

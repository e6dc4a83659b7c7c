"""Days, times and the order of names are those of the language of whoever looks."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from tandem.ground.kernel import collation, locales

DAY = date(2026, 9, 2)  # a Wednesday
NOON = datetime(2026, 9, 2, 12, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "shown", "printed", "short", "month"),
    [
        ("en", "2 Sep 2026", "2 September 2026", "2 Sep", "September 2026"),
        ("en-xa", "2 Sep 2026", "2 September 2026", "2 Sep", "September 2026"),
        ("de", "2. Sept. 2026", "2. September 2026", "2. Sept.", "September 2026"),
        ("sv", "2 sep. 2026", "2 september 2026", "2 sep.", "september 2026"),
        ("es", "2 sept 2026", "2 de septiembre de 2026", "2 sept", "septiembre de 2026"),
        ("ja", "2026年9月2日", "2026年9月2日", "9月2日", "2026年9月"),
        ("zh-hans", "2026年9月2日", "2026年9月2日", "9月2日", "2026年9月"),
        ("pt-br", "2 de set. de 2026", "2 de setembro de 2026", "2 de set.", "setembro de 2026"),
        ("tlh", "2 Sep 2026", "2 September 2026", "2 Sep", "September 2026"),
    ],
)
def test_a_day_is_written_as_the_language_writes_it(
    language: str, shown: str, printed: str, short: str, month: str
) -> None:
    with translation.override(language):
        written = (locales.day(DAY), locales.long_day(DAY), locales.short_day(DAY), locales.long_month(DAY))
    assert written == (shown, printed, short, month)


@pytest.mark.parametrize(
    ("language", "moment", "weekday"),
    [
        ("en", "2 Sep 2026, 14:05", "Wednesday"),
        ("de", "2. Sept. 2026, 14:05", "Mittwoch"),
        ("fi", "2.9.2026 14.05", "keskiviikkona"),
    ],
)
def test_a_time_is_that_of_the_zone(language: str, moment: str, weekday: str) -> None:
    with timezone.override(ZoneInfo("Europe/Vienna")), translation.override(language):
        assert locales.moment(NOON) == moment
        assert locales.weekday(DAY) == weekday


def test_what_is_not_known_is_nothing() -> None:
    assert (locales.day(None), locales.moment(None), locales.long_day(None), locales.long_moment(None)) == ("",) * 4


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["anna", "Ärztin", "Bo", "Zoe"]),
        ("de", ["Äpfel", "arm", "Oder", "öffnen", "Straße", "Strassen"]),
        ("sv", ["Anna", "Zoe", "Åsa", "Ärla", "Östen"]),
        ("nb", ["Anna", "Zoe", "Ærlig", "Øyvind", "Åse"]),
        ("fi", ["Aino", "Veikko", "Wille", "Äijö"]),
        ("es", ["nube", "nzo", "ñandú", "oca"]),
        ("pl", ["Adam", "Azor", "Ąsik", "Lucyna", "Łucja", "Maria"]),
        ("cs", ["Cyril", "Čeněk", "Dana"]),
        ("tr", ["Hakan", "Ilgaz", "İpek"]),
    ],
)
def test_names_stand_where_people_of_a_language_look_for_them(language: str, names: list[str]) -> None:
    with translation.override(language):
        assert collation.in_order(reversed(names), str) == names


def test_the_same_name_has_small_letters_first_and_any_text_has_a_place() -> None:
    names = ["", " ", "-", "42", "anna", "Anna", "ANNA", "中村", "🙂"]
    assert sorted(collation.in_order(names, str)) == sorted(names)
    assert collation.in_order(["ANNA", "Anna", "anna"], str) == ["anna", "Anna", "ANNA"]

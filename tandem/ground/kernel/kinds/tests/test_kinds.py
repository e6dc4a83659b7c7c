"""Every kind of field is read in one way, strictly, and kept so that it comes back as it was."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from hypothesis import given
from hypothesis import strategies as some

from tandem.ground.kernel import fields, registers, writing
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.kinds.kind import Reading
from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.kernel.text import clean
from tests.cast import Cast

VIENNA = ZoneInfo("Europe/Vienna")
TEXT = models.CharField(max_length=50, blank=True)
LONG = models.TextField(max_length=10, blank=True)
NUMBER = models.PositiveSmallIntegerField(null=True, blank=True)
FIGURE = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
PERCENTAGE = fields.Percentage(max_digits=5, decimal_places=2, null=True, blank=True)
MONEY = fields.Money(max_digits=10, decimal_places=2, null=True, blank=True)
MONTHS = fields.Duration(null=True, blank=True)
DAY = models.DateField(null=True, blank=True)
MOMENT = models.DateTimeField(null=True, blank=True)
VAGUE = fields.Vague(blank=True)
TRUTH = models.BooleanField(default=False)
CHOICE = models.PositiveSmallIntegerField(choices=[(1, "Low"), (3, "High")], null=True, blank=True)
WORDS = fields.Words(blank=True, longest=5, most=3)
STRUCTURE = fields.Structure(default=dict, blank=True)


def read(field: Any, value: Any) -> Any:
    """The value as it is kept, for an organization in Vienna."""
    return table.of(field).read(field, value, Reading(VIENNA))


@pytest.mark.parametrize(
    ("field", "given", "kept"),
    [
        (TEXT, " Ab\x00c\x0b\x1b[0m ", "Abc[0m"),
        (TEXT, "Gera\u0308t", "Ger\u00e4t"),
        (TEXT, "one\r\n two\tthree", "one two three"),
        (TEXT, 12, "12"),
        (LONG, "a\r\nb\x07\n", "a\nb"),
        (NUMBER, "7", 7),
        (NUMBER, 7.0, 7),
        (NUMBER, "", None),
        (FIGURE, "12 500.50", Decimal("12500.50")),
        (FIGURE, 0.1, Decimal("0.1")),
        (PERCENTAGE, "12.5 %", Decimal("12.5")),
        (MONEY, "1200.50", Decimal("1200.50")),
        (MONTHS, "12 months", 12),
        (MONTHS, "1 month", 1),
        (DAY, "2026-3-1", date(2026, 3, 1)),
        (DAY, datetime(2026, 3, 31, 23, tzinfo=UTC), date(2026, 4, 1)),
        (VAGUE, "2026-03", "2026-03"),
        (VAGUE, "2026", "2026"),
        (TRUTH, "Yes", True),
        (TRUTH, "", False),
        (CHOICE, "high", 3),
        (CHOICE, 3.0, 3),
        (WORDS, "a, b;a ,", ["a", "b"]),
        (WORDS, ["a\x00", "b"], ["a", "b"]),
        (STRUCTURE, {"a": ["b\x00", 1]}, {"a": ["b", 1]}),
    ],
)
def test_values_are_kept_as_meant(field: Any, given: Any, kept: Any) -> None:
    assert read(field, given) == kept


@pytest.mark.parametrize(
    ("field", "given"),
    [
        (TEXT, "half \ud800"),
        (TEXT, {"a": 1}),
        (TEXT, True),
        (TEXT, "x" * 51),
        (LONG, "x" * 11),
        (NUMBER, 2.7),
        (NUMBER, True),
        (NUMBER, "9" * 5_000),
        (NUMBER, 10**400),
        (NUMBER, 1e300),
        (NUMBER, "1e3"),
        (NUMBER, 32_768),
        (FIGURE, "1,5"),
        (FIGURE, "1e999999999"),
        (FIGURE, "NaN"),
        (FIGURE, True),
        (MONTHS, "12 days"),
        (MONTHS, 1_201),
        (DAY, "0999-12-31"),
        (DAY, "9999-12-31"),
        (DAY, "2026-02-30"),
        (DAY, "31.03.2026"),
        (DAY, 20_260_331),
        (MOMENT, "9999-12-31T23:59:59Z"),
        (MOMENT, "2026-03-31T25:00"),
        (MOMENT, "2026-03-31T10:00+99:00"),
        (MOMENT, 1_700_000_000),
        (VAGUE, "2026-13"),
        (VAGUE, "lately"),
        (TRUTH, "perhaps"),
        (CHOICE, "3.1"),
        (CHOICE, 3.5),
        (CHOICE, 2),
        (WORDS, "a,b,c,d"),
        (WORDS, "longer"),
        (WORDS, [["a"]]),
        (WORDS, {"a": 1}),
        (WORDS, 5),
        (STRUCTURE, "text"),
        (STRUCTURE, {"a": 2**53}),
        (STRUCTURE, {"a": "\udfff"}),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(field: Any, given: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        read(field, given)
    assert all(len(message) > 10 for message in refused.value.messages)


HALF_PAST_TWO = datetime(2026, 3, 10, 13, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-10 14:30",
        "2026-03-10T14:30:00",
        "2026-03-10T13:30Z",
        "2026-03-10t13:30:00z",
        "2026-03-10T14:30:00+01:00",
        "2026-03-10T14:30:00+0100",
        "2026-03-10T14:30:00+01",
        "2026-03-10 14:30:00 +0100",
        "2026-03-10T08:30:00-05:00",
        "2026-03-10T08:30:00−05:00",
        "20260310T133000Z",
        "2026-03-10T13:30:00.000000Z",
        "2026-03-10T13:30:00,000Z",
        "2026-03-10 13:30 UTC",
        "2026-3-10 14:30",
    ],
)
def test_every_spelling_of_a_moment_means_it(written: str) -> None:
    assert read(MOMENT, written) == HALF_PAST_TWO


def test_a_fraction_of_a_second_stays() -> None:
    assert read(MOMENT, "2026-03-10T13:30:00.123456Z") == HALF_PAST_TWO.replace(microsecond=123456)


KEPT = {
    FIGURE: some.decimals(-99_999, 99_999, places=2).map(lambda value: value.normalize()),
    DAY: some.dates(date(1000, 1, 1), date(9899, 12, 31)),
    MOMENT: some.datetimes(datetime(1000, 1, 2), datetime(9899, 12, 30), timezones=some.just(UTC)),  # noqa: DTZ001
    NUMBER: some.integers(0, 32_767),
    TEXT: some.text(max_size=40).map(lambda text: "".join(text.split())).filter(str.isprintable),
    WORDS: some.lists(some.text("abc", min_size=1, max_size=5), max_size=3, unique=True),
}


@pytest.mark.parametrize("field", KEPT)
@given(data=some.data())
def test_what_is_kept_comes_back(field: Any, data: Any) -> None:
    kind, value = table.of(field), read(field, data.draw(KEPT[field]))
    assert kind.revived(field, kind.kept(value)) == value
    assert read(field, kind.kept(value)) == value


@given(some.text())
def test_clean_text_is_clean_already(text: str) -> None:
    try:
        once = clean(text)
    except ValidationError:
        return
    assert clean(once) == once
    assert "\x00" not in once and "\r" not in once


def test_every_field_of_every_register_is_of_a_kind() -> None:
    for register in registers.every():
        for field in register.model._meta.concrete_fields:
            assert table.of(field).name in table.KINDS


def test_lists_and_structures_of_registers_say_what_they_are() -> None:
    plain = [
        f"{register.key}.{field.name}"
        for register in registers.every()
        for field in register.model._meta.concrete_fields
        if type(field) is models.JSONField
    ]
    assert plain == []


def test_a_file_never_names_a_person_or_record_by_a_key(home: Cast) -> None:
    ada = home.actor("ada")
    register = registers.find("actions")
    assert register is not None
    key = home.users["ben"].pk
    with organization_active(home.home.pk):
        owner = register.field("owner")
        assert table.of(owner).read(owner, str(key), Reading(VIENNA)).name == "Ben"
        with pytest.raises(ValidationError, match="no member"):
            table.of(owner).read(owner, str(key), Reading(VIENNA, takes_keys=False))
        first = writing.create(ada, registers.find("services"), {"title": "Mail", "owner": "ben@example.org"})
        service = registers.find("incidents").field("service")  # type: ignore[union-attr]
        assert table.of(service).read(service, str(first.pk), Reading(VIENNA)) == first
        with pytest.raises(ValidationError, match="There is no"):
            table.of(service).read(service, str(first.pk), Reading(VIENNA, takes_keys=False))


def test_several_records_are_named_by_reference(home: Cast) -> None:
    field = fields.Records(to="services.Service", blank=True)
    with organization_active(home.home.pk):
        writing.create(home.actor("ada"), registers.find("services"), {"title": "Mail", "owner": "ben@example.org"})
        assert read(field, "svc-1") == ["SVC-1"]
        with pytest.raises(ValidationError, match="SVC-2"):
            read(field, "SVC-1, SVC-2")


@pytest.mark.parametrize(
    ("told", "kept"), [("55 h", 3300), ("2 hours 30 min", 150), ("1h05", 65), ("90", 90), ("90 min", 90), (7, 7)]
)
def test_minutes_may_be_told_in_hours(told: Any, kept: int) -> None:
    assert read(fields.LongDuration(unit="minutes"), told) == kept


@pytest.mark.parametrize("told", ["2 days", "h", "1 h 75 min", "-2 h", "9999999 h"])
def test_what_is_no_length_in_minutes_is_refused(told: str) -> None:
    with pytest.raises(ValidationError):
        read(fields.LongDuration(unit="minutes"), told)

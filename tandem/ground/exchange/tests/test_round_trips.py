"""What an export says comes back unchanged, whatever the records hold: as CSV, as a workbook, as JSON."""

import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem.ground.exchange import columns, importing
from tandem.ground.exchange.conversion import Options
from tandem.ground.exchange.exporting import export, headings
from tandem.ground.exchange.reading import read_table
from tandem.ground.kernel import lists, registers, writing
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.models import FieldDefinition
from tandem.ground.kernel.registers import Register
from tandem.ground.ledger.models import Entry
from tests.cast import Cast, values_for

FORMS = ["csv", "xlsx", "json"]
HOSTILE = (
    "unknown",
    "N/A",
    "-",
    "none",
    "=1+1",
    "'=x",
    "''-",
    "+49 1",
    "@me",
    "5.10",
    "TRUE",
    "1,234",
    'a "b", c; d\te',
    "two\nlines",
    "Ünï 東京 🚒",
    "_x0041_",
    "reference",
    "2026-01-02",
)
TWICE = datetime(2025, 10, 26, 0, 30, 15, 123456, tzinfo=UTC)  # 02:30 summer time in Vienna, which comes again


def brought_back(cast: Cast, register: Register, form: str, who: str = "ada") -> tuple[int, int, int, list[Any]]:
    actor = cast.actor(who)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"export.{form}"
        with export(actor, register, lists.Query(filters={}), form) as content:
            path.write_bytes(content.read())
        read = importing.likeliest(register, read_table(path, path.name))
        assert columns.is_ours(register, read)
        options = Options(date_order="", is_ours=True)
        mapping = importing.proposed_mapping(register, read)
        outcome = importing.bring(actor, register, read, mapping, options)
    return outcome.new, outcome.changed, outcome.unchanged, outcome.errors


def another(cast: Cast, register: Register, values: dict[str, Any]) -> dict[str, Any]:
    """What a second record needs beside the first; the same where there may be no second of what it stands on."""
    try:
        return values_for(cast, cast.actor("ada").via("import"), register)
    except Invalid:
        return values


def hostile(cast: Cast, register: Register, needed: dict[str, Any], word: str, place: int) -> None:
    """One record that holds as much of a hostile word as its rules let it."""
    actor = cast.actor("ada").via("import")
    values = needed | {"tags": [f"a, {word}"], "external_id": f"{word} {place}"}
    wanted = {}
    for name in (*register.writable, *register.exchange.importable):
        field = register.field(name)
        if field.choices or field.is_relation or name == register.exchange.natural_key:
            continue
        if table.of(field).name == "moment":
            wanted[name] = TWICE
        elif table.of(field).name in ("text", "long"):
            wanted[name] = word[: field.max_length]
    while True:
        try:
            writing.create(actor, register, {**values, **wanted})
        except Invalid as invalid:
            refused = [name for name in invalid.problems if name in wanted]
            if not refused and not wanted:
                return
            for name in refused or list(wanted):
                del wanted[name]
        else:
            return


@pytest.mark.one_in(4)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("key", [register.key for register in registers.every()])
def test_hostile_records_come_back_unchanged(home: Cast, key: str, form: str) -> None:
    register = registers.find(key)
    assert register is not None
    values = values_for(home, home.actor("ada").via("import"), register)
    for place, word in enumerate(HOSTILE):
        hostile(home, register, values, word, place)
        values = another(home, register, values)
    count, entries = register.model.objects.count(), Entry.objects.count()
    if count == 0:
        hostile(home, register, values, "plain", 99)
        count, entries = register.model.objects.count(), Entry.objects.count()
    assert brought_back(home, register, form) == (0, 0, count, [])
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("form", FORMS)
def test_the_record_of_somebody_who_left_comes_back_unchanged(home: Cast, form: str) -> None:
    register = registers.find("actions")
    assert register is not None
    writing.create(home.actor("ada"), register, {"title": "Call", "owner": "ben@example.org"})
    apps.get_model("accounts", "Membership").objects.filter(user=home.users["ben"]).delete()
    assert brought_back(home, register, form) == (0, 0, 1, [])


@pytest.mark.parametrize("form", FORMS)
def test_a_record_that_the_rules_would_refuse_today_comes_back_unchanged(home: Cast, form: str) -> None:
    register = registers.find("risks")
    assert register is not None
    record = writing.create(home.actor("ada"), register, values_for(home, home.actor("ada"), register))
    register.model.objects.filter(pk=record.pk).update(availability=False)
    assert brought_back(home, register, form) == (0, 0, 1, [])


@pytest.mark.parametrize("form", FORMS)
def test_own_fields_of_every_kind_come_back_unchanged(home: Cast, form: str) -> None:
    register = registers.find("actions")
    assert register is not None
    kinds = {"word": "text", "count": "number", "day": "date", "flag": "boolean", "pick": "choice"}
    for key, kind in kinds.items():
        choices = ["none", "N/A"] if kind == "choice" else []
        FieldDefinition.objects.create(
            organization=home.home, register="actions", key=key, label="reference", kind=kind, choices=choices
        )
    own = {"own.word": "unknown", "own.count": "1.5", "own.day": "2026-01-02", "own.flag": "no", "own.pick": "N/A"}
    writing.create(home.actor("ada"), register, {"title": "Call", **own})
    assert brought_back(home, register, form) == (0, 0, 1, [])


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_time_of_the_hour_that_comes_twice_reaches_another_organization(home: Cast, form: str) -> None:
    register = registers.find("incidents")
    assert register is not None
    ada = home.actor("ada").via("import")
    for place, hour in enumerate((0, 1)):
        values = {"title": f"Down {place}", "impact": 1, "urgency": 1, "opened_at": TWICE.replace(hour=hour)}
        writing.create(ada, register, values)
    told = sorted(register.model.objects.values_list("opened_at", flat=True))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"export.{form}"
        with export(ada, register, lists.Query(filters={}), form) as content:
            path.write_bytes(content.read())
        for record in register.model.objects.all():
            writing.delete(ada, register, record.reference)
        read = read_table(path, path.name).main()
        mapping = {c: n for c, n in importing.proposed_mapping(register, read).items() if n != "reference"}
        outcome = importing.bring(ada, register, read, mapping, Options(date_order="", is_ours=True))
    assert outcome.errors == []
    assert sorted(register.model.objects.values_list("opened_at", flat=True)) == told


text = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=40)
moments = st.datetimes(datetime(1990, 1, 1), datetime(2025, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001
days = st.dates(date(1990, 1, 1), date(2090, 1, 1))
figures = st.decimals(0, 10**9, places=2)


@pytest.mark.parametrize("form", FORMS)
@given(title=text.filter(str.strip), details=text, due=st.none() | days, done=moments, tags=st.lists(text, max_size=3))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_day_and_time_comes_back_unchanged(
    home: Cast, form: str, title: str, details: str, due: date | None, done: datetime, tags: list[str]
) -> None:
    register = registers.find("actions")
    assert register is not None
    register.model.objects.all().delete()
    told = {"title": title, "details": details, "due": due, "done_at": done, "state": "done", "tags": tags}
    writing.create(home.actor("ada").via("import"), register, told)
    assert brought_back(home, register, form) == (0, 0, 1, [])


@pytest.mark.parametrize("form", FORMS)
@given(low=figures, factor=st.decimals(1, 10, places=3), rate=st.decimals("0.0001", "0.9", places=4))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_figure_comes_back_unchanged(home: Cast, form: str, low: Any, factor: Any, rate: Any) -> None:
    register = registers.find("loss-estimates")
    assert register is not None
    ada = home.actor("ada")
    register.model.objects.all().delete()
    values = values_for(home, ada, register)
    high = (low * factor + 1).quantize(low)
    writing.create(
        ada, register, {**values, "rate_low": rate, "rate_high": rate + 1, "loss_low": low + 1, "loss_high": high + 1}
    )
    assert brought_back(home, register, form) == (0, 0, 1, [])


def test_a_file_says_in_which_unit_its_times_are(home: Cast) -> None:
    named = {("service-targets", "minutes"), ("impact-analyses", "rto"), ("customers", "review_months")}
    assert {headings(registers.declared(key))[name] for key, name in named} == {
        "time promised, in service hours (minutes)",
        "recovery time (RTO) (minutes)",
        "review every … months",
    }

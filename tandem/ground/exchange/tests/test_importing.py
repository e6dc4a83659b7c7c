"""Imports: matched, line-exact, all or nothing, repeatable; and back from every export."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem.ground.exchange import conversion, importing
from tandem.ground.exchange.conversion import Options, date_order_of
from tandem.ground.exchange.exporting import export
from tandem.ground.exchange.mapping import Target, propose
from tandem.ground.exchange.reading import Row, Sheet, Workbook, read_table
from tandem.ground.kernel import lists, registers, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.ledger import states
from tandem.ground.ledger.models import Entry
from tests.cast import Cast, values_for

OPTIONS = Options()


def sheet(headers: list[str], *rows: list[object]) -> Sheet:
    return Sheet("t", 1, tuple(headers), [Row(line, tuple(row)) for line, row in enumerate(rows, start=2)], [])


def bring(cast: Cast, key: str, table: Sheet, who: str = "ada") -> importing.Outcome:
    register = registers.find(key)
    assert register is not None
    return importing.bring(cast.actor(who), register, table, importing.proposed_mapping(register, table), OPTIONS)


def test_same_file_twice_changes_nothing(home: Cast) -> None:
    table = sheet(["Risk ID", "Risk", "C", "Probability", "Impact"], ["R1", "Fire", 3, 2, 3], ["R2", "Flood", 1, 1, 2])
    first, again = bring(home, "risks", table), bring(home, "risks", table)
    assert (first.new, first.changed, first.errors) == (2, 0, [])
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    fire = registers.find("risks").model.objects.get(external_id="R1")  # type: ignore[union-attr]
    assert (fire.title, fire.level, fire.confidentiality, fire.state) == ("Fire", 6, True, "assessed")


def test_changed_rows_change_their_record_only(home: Cast) -> None:
    bring(home, "services", sheet(["Name", "Support hours"], ["Mail", "8-17"], ["Phone", "8-17"]))
    outcome = bring(home, "services", sheet(["Name", "Support hours"], ["mail", "24 x 7"], ["Phone", "8-17"]))
    assert (outcome.new, outcome.changed, outcome.unchanged) == (0, 1, 1)
    assert outcome.samples[0].changes[-1][1:] == ("8-17", "24 x 7")


def test_one_wrong_line_stops_everything_and_is_named(home: Cast) -> None:
    table = sheet(
        ["Title", "Due", "State"], ["Call", "2026-03-31", "open"], ["Write", "31.02.2026", "open"], ["Go", "", "later"]
    )
    outcome = bring(home, "actions", table)
    assert not outcome.is_written
    assert [(error.line, error.column) for error in outcome.errors] == [(3, "Due"), (4, "State")]
    assert "no day of the calendar" in outcome.errors[0].message
    assert "Open, Done, Dropped" in outcome.errors[1].message
    assert registers.find("actions").model.objects.count() == 0  # type: ignore[union-attr]


def test_preview_writes_nothing(home: Cast) -> None:
    register = registers.find("services")
    assert register is not None
    table = sheet(["Name"], ["Mail"])
    outcome = importing.preview(
        home.actor("ada"), register, table, importing.proposed_mapping(register, table), OPTIONS
    )
    assert (outcome.new, outcome.is_written, register.model.objects.count(), Entry.objects.count()) == (1, False, 0, 0)


def test_readers_import_nothing(home: Cast) -> None:
    with pytest.raises(NotPermitted):
        bring(home, "services", sheet(["Name"], ["Mail"]), "cleo")


def test_a_column_of_strangers_is_not_taken_for_persons(home: Cast) -> None:
    register = registers.find("risks")
    assert register is not None
    table = sheet(["Risk", "Owner"], ["Fire", "Facility team"])
    assert importing.proposed_mapping(register, table) == {0: "title"}
    known = sheet(["Risk", "Owner"], ["Fire", "ben@example.org"])
    assert importing.proposed_mapping(register, known) == {0: "title", 1: "owner"}


def test_two_columns_for_one_choice_are_refused(home: Cast) -> None:
    register = registers.find("services")
    assert register is not None
    twice = {0: "criticality", 1: "criticality"}
    with pytest.raises(Invalid, match="Two columns"):
        importing.preview(home.actor("ada"), register, sheet(["A", "B"], ["low", "high"]), twice, OPTIONS)


def test_event_log_becomes_records_with_their_history(home: Cast) -> None:
    register = registers.find("incidents")
    assert register is not None
    table = sheet(
        ["number", "incident_state", "opened_at", "priority", "sys_updated_at"],
        ["INC1", "New", "29-02-2016 01:16", "3 - Moderate", "29-02-2016 01:23"],
        ["INC2", "New", "01-03-2016 08:00", "3 - Moderate", "01-03-2016 08:01"],
        ["INC1", "Awaiting Vendor", "29-02-2016 01:16", "3 - Moderate", "29-02-2016 08:53"],
        ["INC1", "Closed", "?", "3 - Moderate", "05-03-2016 12:00"],
    )
    mapping = importing.proposed_mapping(register, table)
    outcome = importing.bring_history(home.actor("ada"), register, table, mapping, OPTIONS, 4)
    assert (outcome.new, outcome.changed, outcome.errors) == (2, 2, [])
    first = register.model.objects.get(external_id="INC1")
    assert (first.state, first.opened_at) == ("closed", datetime(2016, 2, 29, 0, 16, tzinfo=UTC))
    told = states.history(home.home.pk, "incidents", first.pk)
    assert [entry.occurred_at for entry in told] == [
        datetime(2016, 3, 5, 11, 0, tzinfo=UTC),
        datetime(2016, 2, 29, 7, 53, tzinfo=UTC),
        datetime(2016, 2, 29, 0, 23, tzinfo=UTC),
    ]
    again = importing.bring_history(home.actor("ada"), register, table, mapping, OPTIONS, 4)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 4)


EXPORTED = [register.key for register in registers.every() if register.key not in ("risk-acceptances", "judgements")]


@pytest.mark.one_in(2)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("key", EXPORTED)
def test_export_imported_again_changes_nothing(home: Cast, key: str, form: str, tmp_path: Path) -> None:
    register = registers.find(key)
    assert register is not None
    actor = home.actor("ada")
    writing.create(actor, register, values_for(home, actor, register))
    count = register.model.objects.count()  # a record may bring others with it, such as the questions of a review
    assert _round_trip(home, key, form, tmp_path) == (0, 0, count)


def _round_trip(home: Cast, key: str, form: str, folder: Path) -> tuple[int, int, int]:
    register = registers.find(key)
    assert register is not None
    actor = home.actor("ada")
    path = folder / f"export.{form}"
    with export(actor, register, lists.Query(filters={}), form) as content:
        path.write_bytes(content.read())
    table = read_table(path).main()
    mapping = importing.proposed_mapping(register, table)
    options = Options(date_order=conversion.YEAR_FIRST, unknown=frozenset())
    outcome = importing.bring(actor, register, table, mapping, options)
    assert outcome.errors == []
    return outcome.new, outcome.changed, outcome.unchanged


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=60)


@given(
    title=words.filter(lambda text: text.strip()),
    details=words,
    tags=st.lists(st.sampled_from(["a", "b c", "ü"]), unique=True),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_any_text_survives_the_round_trip(home: Cast, form: str, title: str, details: str, tags: list[str]) -> None:
    register = registers.find("actions")
    assert register is not None
    register.model.objects.all().delete()
    writing.create(home.actor("ada"), register, {"title": title, "details": details, "tags": tags})
    with tempfile.TemporaryDirectory() as folder:
        assert _round_trip(home, "actions", form, Path(folder)) == (0, 0, 1)


@pytest.mark.parametrize(
    ("text", "order", "right"),
    [
        ("2026-03-31", conversion.DAY_FIRST, datetime(2026, 3, 31)),  # noqa: DTZ001
        ("31.03.2026", conversion.DAY_FIRST, datetime(2026, 3, 31)),  # noqa: DTZ001
        ("03/31/2026", conversion.MONTH_FIRST, datetime(2026, 3, 31)),  # noqa: DTZ001
        ("29-02-2016 01:23", conversion.DAY_FIRST, datetime(2016, 2, 29, 1, 23)),  # noqa: DTZ001
        ("3/4/26 2:05 pm", conversion.MONTH_FIRST, datetime(2026, 3, 4, 14, 5)),  # noqa: DTZ001
        (46112, conversion.DAY_FIRST, datetime(2026, 3, 31)),  # noqa: DTZ001
        ("31 March 2026", conversion.DAY_FIRST, datetime(2026, 3, 31)),  # noqa: DTZ001
    ],
)
def test_dates_in_many_spellings(text: object, order: str, right: datetime) -> None:
    assert conversion.moment(text, Options(date_order=order)) == right


def test_date_order_is_concluded_or_asked() -> None:
    assert date_order_of(["01.02.2026", "13.02.2026"]) == conversion.DAY_FIRST
    assert date_order_of(["01/02/2026", "02/13/2026"]) == conversion.MONTH_FIRST
    assert date_order_of(["01/02/2026", "03/04/2026"]) == ""
    assert date_order_of(["13/02/2026", "02/13/2026"]) == ""


def test_proposal_never_names_a_field_twice() -> None:
    targets = [Target("title", "title", ("name",)), Target("owner", "owner", ("responsible",))]
    assert propose(["Name", "Title", "Responsible", "Owner"], targets) == {1: "title", 3: "owner"}


def test_what_holds_for_every_row_fills_what_no_column_says(home: Cast) -> None:
    register = registers.find("risks")
    assert register is not None
    table = sheet(["Risk", "C"], ["Fire", None], ["Leak", 2])
    fixed = Options(fixed={"confidentiality": "no", "availability": "yes", "domain": "Information security"})
    ada = home.actor("ada")
    outcome = importing.bring(ada, register, table, importing.proposed_mapping(register, table), fixed)
    assert (outcome.new, outcome.errors) == (2, [])
    told = register.model.objects.order_by("pk").values_list("title", "confidentiality", "availability")
    assert list(told) == [("Fire", False, True), ("Leak", True, True)]
    again = importing.bring(ada, register, table, importing.proposed_mapping(register, table), fixed)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)


@pytest.mark.parametrize(
    ("fixed", "told"), [({"nothing": "x"}, "no field “nothing”"), ({"domain": "Sports"}, "domain: ")]
)
def test_a_wrong_value_for_every_row_is_named(home: Cast, fixed: dict[str, str], told: str) -> None:
    register = registers.find("risks")
    assert register is not None
    with pytest.raises(Invalid, match=told):
        importing.bring(home.actor("ada"), register, sheet(["Risk"], ["Fire"]), {0: "title"}, Options(fixed=fixed))


def test_a_long_title_is_shortened_and_stands_whole_in_the_description(home: Cast) -> None:
    long = "The server room stays unlocked " * 10
    table = sheet(["Risk ID", "Risk Description", "C"], ["R1", long.strip(), 1])
    first, again = bring(home, "risks", table), bring(home, "risks", table)
    assert (first.new, again.unchanged) == (1, 1)
    risk = registers.find("risks").model.objects.get()  # type: ignore[union-attr]
    assert risk.title.endswith("…") and len(risk.title) <= 200
    assert risk.description == long.strip()


def test_a_record_without_a_title_takes_it_from_its_description(home: Cast) -> None:
    table = sheet(["Risk ID", "Description", "C", "Residual Risk"], ["R1", "Cellar floods", 1, "Low"])
    assert bring(home, "risks", table).new == 1
    assert registers.find("risks").model.objects.get().title == "Cellar floods"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Checkout Type", None),
        ("Contact Type", None),
        ("Alert Status", None),
        ("Order Number", None),
        ("Asset Type", "kind"),
        ("Device Status", "state"),
        ("Judged Probability", "probability"),
    ],
)
def test_a_heading_that_only_ends_like_a_field_is_of_something_else(heading: str, field: str | None) -> None:
    names = {"kind": ("type",), "state": ("status",), "external_id": ("number",), "probability": ()}
    targets = [Target(name, name.title(), synonyms) for name, synonyms in names.items()]
    assert propose([heading], targets, about=("Asset", "device")).get(0) == field


def test_the_last_part_of_a_path_says_what_a_column_is(home: Cast) -> None:
    register = registers.find("incidents")
    assert register is not None
    paths = ["fields.status.id", "key", "fields.summary", "fields.status.name", "fields.priority.name"]
    table = sheet(paths, ["3", "A-1", "Down", "Done", "P1"])
    assert importing.proposed_mapping(register, table) == {1: "external_id", 2: "title", 3: "state", 4: "priority"}
    bring(home, "incidents", table)
    assert list(register.model.objects.values_list("state", "priority")) == [("resolved", 1)]


def test_a_word_of_the_register_counts_before_one_that_all_share(home: Cast) -> None:
    register = registers.find("changes")
    assert register is not None
    table = sheet(["Number", "Short description", "Type"], ["C1", "Patch", "Normal"], ["C2", "Restart", "Emergency"])
    assert importing.proposed_mapping(register, table) == {0: "external_id", 1: "title", 2: "category"}


def test_columns_without_a_heading_and_with_accents(home: Cast) -> None:
    register = registers.find("risks")
    assert register is not None
    table = sheet(["Column A", "Scénario", "Vulnérabilité", "D"], ["x", "Feu", "Bois", 3])
    assert importing.proposed_mapping(register, table) == {1: "title", 2: "vulnerability", 3: "availability"}


def test_a_column_that_cannot_be_the_field_is_not_taken_for_it(home: Cast) -> None:
    told = [["Crane", "Railings", "14"], ["Truck", "Roofing", "30"], ["Saw", "Gutters", "22"]]
    table = sheet(["Asset name", "Category", "Warranty"], *told)
    register = registers.find("items")
    assert register is not None
    assert importing.proposed_mapping(register, table) == {0: "title"}
    mostly_wrong = sheet(["Asset name", "Category"], ["Crane", "hardware"], ["Truck", "Lorries"])
    assert importing.proposed_mapping(register, mostly_wrong) == {0: "title", 1: "kind"}


def test_a_status_that_only_a_class_gives_is_meant_only_beside_a_class(home: Cast) -> None:
    items = registers.find("items")
    assert items is not None
    alone = sheet(["Name", "Status"], ["Till", "in use"])
    assert importing.proposed_mapping(items, alone) == {0: "title", 1: "state"}
    writing.create(home.actor("ada"), registers.find("item-classes"), {"title": "Tills"})  # type: ignore[arg-type]
    both = sheet(["Name", "Item class", "Status"], ["Till", "Tills", "Open"])
    assert importing.proposed_mapping(items, both) == {0: "title", 1: "item_class", 2: "status"}


def test_two_columns_make_one_name(home: Cast) -> None:
    bring(
        home, "people", sheet(["First Name", "Last Name", "Email"], ["Ines", "Falk", "i@example.org"], ["Bo", "", ""])
    )
    assert sorted(registers.find("people").model.objects.values_list("title", flat=True)) == ["Bo", "Ines Falk"]  # type: ignore[union-attr]
    bring(home, "people", sheet(["Nachname", "Vorname", "Email"], ["Müller", "Änne", "a@example.org"]))
    assert registers.find("people").model.objects.filter(title="Änne Müller").exists()  # type: ignore[union-attr]
    whole = propose(
        ["First Name", "Full name", "Last Name"], [Target("title", "name", ("first name + last name", "full name"))]
    )
    assert whole == {1: "title"}


def test_other_words_for_a_kind_are_understood(home: Cast) -> None:
    bring(home, "items", sheet(["Name", "Type", "Klassifizierung"], ["Till", "network_device", "restricted"]))
    item = registers.find("items").model.objects.get()  # type: ignore[union-attr]
    assert (item.kind, item.classification) == ("network", "strict")


def test_what_every_line_lacks_is_said_once(home: Cast) -> None:
    rows = ["Phishing", "2026-01-15"], ["Fire drill", "2026-01-16"]
    outcome = bring(home, "trainings", sheet(["Title", "Done on"], *rows))
    assert [(error.line, error.column) for error in outcome.errors] == [(2, "")]
    assert "On 2 lines; no column is mapped to it." in outcome.errors[0].message


def test_a_number_given_twice_is_one_record_or_an_error(home: Cast) -> None:
    rows = [["R1", "Fire", 3, 2, 3], ["R1", "Fire", 3, 2, 3]]
    head = ["Risk ID", "Risk", "C", "Probability", "Impact"]
    outcome = bring(home, "risks", sheet(head, *rows))
    assert (outcome.new, outcome.unchanged) == (1, 1)
    outcome = bring(home, "risks", sheet(head, ["R2", "Flood", 3, 2, 3], ["R2", "Storm", 3, 2, 3]))
    assert [(error.line, error.message) for error in outcome.errors] == [(3, "Line 2 has the number R2 already.")]


def test_a_row_without_a_number_is_known_by_its_name_beside_rows_that_have_one(home: Cast) -> None:
    table = sheet(["Number elsewhere", "Name"], ["A-1", "Till"], ["", "Crane"])
    first, second = bring(home, "items", table), bring(home, "items", table)
    assert ((first.new, second.new, second.unchanged), second.errors) == ((2, 0, 2), [])
    other = bring(home, "items", sheet(["Number elsewhere", "Name"], ["A-2", "Crane"]))
    assert (other.new, other.changed) == (1, 0)


def test_an_empty_cell_that_a_rule_fills_again_changes_nothing(home: Cast) -> None:
    table = sheet(["Title", "Kind", "Next review"], ["Insurer", "insurer", ""])
    first, second = bring(home, "interested-parties", table), bring(home, "interested-parties", table)
    assert ((first.new, second.changed, second.unchanged), second.errors) == ((1, 0, 1), [])


def test_what_a_rule_sets_otherwise_is_said(home: Cast) -> None:
    told = bring(home, "documents", sheet(["Title", "Next review"], ["Rules for guests", "2030-05-01"]))
    assert "“next review” follows from other fields here: what 1 row says there is not taken." in told.notes


def test_records_of_one_name_are_matched_in_their_order(home: Cast) -> None:
    table = sheet(["Name", "Serial"], ["Laptop", "1"], ["Laptop", "2"])
    assert bring(home, "items", table).new == 2
    again = bring(home, "items", table)
    assert (again.new, again.changed, again.unchanged, again.errors) == (0, 0, 2, [])


def test_the_table_meant_for_a_register_is_found(home: Cast) -> None:
    register = registers.find("risks")
    assert register is not None
    history = Sheet("History", 1, ("Version", "Date", "Author", "Description"), [], [])
    form = Sheet("Risk Register", 1, ("Risk ID", "Risk", "Probability", "Impact"), [], [])
    legend = Sheet("Legend", 1, ("Level", "Meaning"), [Row(line, (line, "x")) for line in range(2, 40)], [])
    filled = Sheet("Risks", 1, form.headers, [Row(2, ("R1", "Fire", 2, 3))], [])
    assert importing.likeliest(register, Workbook((history, form))) is form
    assert importing.likeliest(register, Workbook((history, legend, filled))) is filled

"""German and French headings and choices are read; a word that can mean two choices is asked about."""

import re

import pytest

from tandem.ground.exchange import columns, importing, translations
from tandem.ground.exchange.conversion import Options, convert
from tandem.ground.exchange.planning import Planner
from tandem.ground.exchange.reading import Row, Sheet
from tandem.ground.kernel import registers
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.registers import Register
from tests.cast import Cast


def register_of(key: str) -> Register:
    register = registers.find(key)
    assert register is not None
    return register


def sheet(headers: list[str], *rows: list[object]) -> Sheet:
    return Sheet("t", 1, tuple(headers), [Row(line, tuple(row)) for line, row in enumerate(rows, start=2)], [])


@pytest.mark.parametrize(
    ("key", "headers", "fields"),
    [
        (
            "risks",
            ["Risiko-Nr.", "Risiko", "Bedrohung", "Schwachstelle", "Eintrittswahrscheinlichkeit", "Auswirkung"],
            ["external_id", "title", "threat", "vulnerability", "likelihood", "impact"],
        ),
        (
            "risks",
            ["Réf", "Scénario de risque", "Menace", "Vulnérabilité", "Vraisemblance", "Gravité", "Traitement"],
            ["external_id", "title", "threat", "vulnerability", "likelihood", "impact", "treatment"],
        ),
        (
            "items",
            ["Kennung", "Vermögenswert", "Seriennummer", "Standort", "Vertraulichkeit", "Kaufdatum"],
            ["external_id", "title", "serial_number", "location", "confidentiality", "acquired_on"],
        ),
        (
            "items",
            ["Identifiant", "Nom de l'actif", "Numéro de série", "Emplacement", "Fabricant"],
            ["external_id", "title", "serial_number", "location", "maker"],
        ),
        ("actions", ["Titel", "Fällig am", "Status"], ["title", "due", "state"]),
        ("actions", ["Intitulé", "Échéance", "État d'avancement"], ["title", "due", "state"]),
        ("treatment-measures", ["Maßnahme", "Frist", "Kosten"], ["title", "due", "cost_once"]),
        ("suppliers", ["Raison sociale", "Criticité"], ["title", "criticality"]),
        (
            "people",
            ["Matricule", "Nom et prénom", "Service", "Fonction", "Date d'entrée", "Courriel"],
            ["external_id", "title", "unit", "function", "began_on", "email"],
        ),
        (
            "people",
            ["Pers.-Nr.", "Name", "Abteilung", "Funktion", "Eintrittsdatum"],
            ["external_id", "title", "unit", "function", "began_on"],
        ),
        (
            "competences",
            ["Compétence", "Acquise", "Valable jusqu'au", "Preuve"],
            ["title", "held", "valid_until", "evidence"],
        ),
        ("competences", ["Kompetenz", "Vorhanden"], ["title", "held"]),
        ("actions", ["N°", "Action", "Remarques"], ["external_id", "title", "details"]),
        (
            "audit-questions",
            ["Nr", "Frage", "Kapitel", "Ergebnis", "Nachweise / Bemerkungen"],
            ["position", "title", "requirements", "verdict_27", "seen"],
        ),
        (
            "nonconformities",
            ["N° NC", "Origine", "Description de la non-conformité", "Gravité", "Exigence", "Action immédiate"],
            ["external_id", "source", "title", "grade", "requirements", "correction"],
        ),
        ("audit-findings", ["Constat", "Gravité", "Cause racine"], ["title", "grade", "cause"]),
    ],
)
def test_columns_in_german_and_french_are_proposed(home: Cast, key: str, headers: list[str], fields: list[str]) -> None:
    mapping = importing.proposed_mapping(register_of(key), sheet(headers))
    assert [mapping.get(place) for place in range(len(headers))] == fields


@pytest.mark.parametrize(
    ("key", "field", "word", "choice"),
    [
        ("items", "kind", "Gerät", "hardware"),
        ("items", "kind", "logiciel", "software"),
        ("items", "classification", "Vertraulich", "confidential"),
        ("items", "classification", "Strictement confidentiel", "strict"),
        ("actions", "state", "Erledigt", "done"),
        ("actions", "state", "OUVERT", "open"),
        ("documents", "kind", "Richtlinie", "policy"),
        ("documents", "kind", "Procédure", "procedure"),
    ],
)
def test_choices_in_german_and_french_are_understood(key: str, field: str, word: str, choice: str) -> None:
    assert convert(register_of(key).field(field), word, Options()) == choice


def test_a_word_of_another_language_is_offered_first(home: Cast) -> None:
    table = sheet(["Title", "State"], ["Mail is down", "geschlossen"])
    planner = Planner(home.actor("ada"), register_of("incidents"), table, {0: "title", 1: "state"}, Options())
    assert translations.choices("abgeschlossen") == {"closed", "done"}
    assert planner.reader.offered("state", "geschlossen")[0] == "closed"


def test_an_ambiguous_word_is_refused_and_names_what_it_can_mean(monkeypatch: pytest.MonkeyPatch) -> None:
    field = register_of("actions").field("state")
    monkeypatch.setattr(translations, "choices", lambda word: frozenset({"open", "done"}))
    with pytest.raises(Invalid, match="“fertig” can mean several here: Open, Done"):
        convert(field, "fertig", Options())


def test_every_word_of_the_table_belongs_to_something_that_is_there() -> None:
    table = translations._table()
    known = {register.key: register for register in registers.every()}
    assert set(table["tables"]) <= known.keys()
    assert set(table["headings"]) - {translations.EVERY} <= known.keys()
    for key, fields in table["headings"].items():
        if key in known:
            names = {target.name for target in columns.fixed_targets(known[key])}
            assert set(fields) <= names, key


def test_every_choice_of_the_table_is_one_of_some_register() -> None:
    labels = {
        re.sub(r"^\d+ - ", "", str(label))
        for register in registers.every()
        for name in (*register.writable, *register.exchange.importable)
        for _key, label in (register.field(name).flatchoices or ())
    }
    assert {word for word in translations._table()["choices"] if word not in labels} == set()

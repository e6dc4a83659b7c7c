"""The example of a register is one record for everybody: the API's document, the template of an import, these tests."""

import pytest
from jsonschema_rs import Draft202012Validator

from tandem.faces.api.describing import describe
from tandem.ground.exchange import importing
from tandem.ground.exchange.reading import read_table
from tandem.ground.exchange.template import example_line, template
from tandem.ground.kernel import registers
from tests.cast import Cast, values_for

PERSON = "ben@example.org"
every_register = pytest.mark.parametrize("register", registers.every(), ids=lambda register: register.key)
COMPONENTS = describe()["components"]
CREATES = {
    name: schema for name, schema in COMPONENTS["schemas"].items() if name.endswith("Create") and "examples" in schema
}


@pytest.mark.parametrize("name", CREATES)
def test_an_example_fits_its_schema(name: str) -> None:
    schema = CREATES[name]
    example = schema["examples"][0]
    shown = {field: schema["properties"][field] for field in example}
    document = {"type": "object", "properties": shown, "additionalProperties": False, "components": COMPONENTS}
    assert list(Draft202012Validator(document).iter_errors(example)) == []


@every_register
def test_every_column_of_a_template_is_understood(home: Cast, register: registers.Register, tmp_path) -> None:
    ada, file = home.actor("ada"), tmp_path / "template.csv"
    values_for(home, ada, register)
    file.write_bytes(template(ada, register, PERSON))
    sheet = importing.likeliest(register, read_table(file))
    filled = [place for place in range(len(sheet.headers)) if sheet.rows[0].values[place] not in (None, "")]
    understood = importing.proposed_mapping(register, sheet)
    names = [target.name for target in importing.targets(register)]
    assert [understood.get(place) for place in filled] == [names[place] for place in filled]
    assert {names[place] for place in filled} == set(example_line(ada, register, PERSON))


def test_a_template_holds_headings_and_the_example(home: Cast) -> None:
    suppliers = registers.find("suppliers")
    assert suppliers is not None
    head, line = template(home.actor("ada"), suppliers, PERSON).decode("utf-8-sig").splitlines()
    assert head.startswith("reference,external number,name,kind,customer who acts as supplier,what it provides,")
    assert line.startswith(",,Carrier,,,Lines,")

"""A statement of four controls: one applies by a law, one is excluded, one is open, one serves by an own control."""

from typing import Any

import pytest

from tandem.direction.controls.register import CONTROLS
from tandem.direction.controls.statements import operations, sheet
from tandem.direction.controls.statements.entries.register import STATEMENT_ENTRIES
from tandem.direction.controls.statements.models import Statement
from tandem.direction.controls.statements.register import STATEMENTS
from tandem.direction.controls.statements.sheet import Sheet
from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.kernel import registers, writing
from tandem.proof.reporting.cover import Cover, cover_of
from tests.cast import Cast

NEW = "iso-27001:2022"
HOSTILE = "=1+1 <b>#let x</b> \\ $5 „Ü“ @ref"


@pytest.fixture
def stated(home: Cast) -> Statement:
    """The statement, as a draft."""
    framework = Framework.objects.get(key=NEW)
    theme = Requirement.objects.create(framework=framework, ref="A.6", title="People", kind="theme", position=2)
    for place, ref in enumerate(("A.6.1", "A.6.2", "A.6.10"), start=3):
        Requirement.objects.create(
            framework=framework,
            ref=ref,
            title=f"Control {ref}",
            kind="control",
            assessable=True,
            parent=theme,
            position=place,
            about="Ours",
        )
    ben = home.actor("ben")
    made: Statement = writing.create(ben, STATEMENTS, {"title": "SoA", "owner": ben.user_id})
    operations.fill(ben, made)
    writing.create(ben, registers.find("obligations"), {"title": "Act", "kind": "law", "requirements": f"{NEW}/A.6.1"})
    writing.create(ben, CONTROLS, {"title": HOSTILE, "requirements": f"{NEW}/A.6.1", "test_method": "Look"})
    decide(home, made, "A.6.1", decision="applicable")
    decide(home, made, "A.6.2", decision="excluded", justification=f"Not ours\n{HOSTILE}")
    decide(home, made, "A.5.1", decision="applicable")
    return made


def decide(home: Cast, statement: Statement, ref: str, **values: Any) -> None:
    """Decide one control as Ben."""
    entry = statement.entries.get(ref=ref)
    writing.change(home.actor("ben"), STATEMENT_ENTRIES, entry.reference, values)


@pytest.fixture
def told(home: Cast, stated: Statement) -> tuple[Sheet, Cover]:
    """What the documents are written from."""
    ada = home.actor("ada")
    writing.create(ada, registers.find("management-systems"), {"title": "ISMS", "standard": NEW, "scope": "All of it"})
    return sheet.read(stated), cover_of(home.home, NEW, ada.today)

"""Signs of every plane of Unicode, in every text of every register: kept, shown, exported and printed in each form."""

from typing import Any

import pytest
from django.test import Client

from tandem.ground.exchange.exporting import export
from tandem.ground.kernel import lists, registers, writing
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.registers import Register
from tandem.proof.reporting import printing
from tandem.proof.reporting.printing import Print
from tests.cast import Cast, values_for

pytestmark = pytest.mark.slow_suite
SIGNS = (
    "Ω≈ç 中文 한국어 𝔘 𠀋 𓀀 🏳️‍🌈 مرحبا שלום ก็็ Z̷̢͑a̶̡͠ \u2067x\u2069 \u2028 \u00ad \u200d \uf8ff \U000f0000 "
    "\U0010fffd \U000e0041 \U0010ffff \ufdd0 \x0b \x1b \x85 <b>&amp; `#[*_$ ]]> -- =1+1 @x"
)
TEXTS = frozenset({"CharField", "TextField"})
TURNS = 6  # in which what a field does not take is left out
PLAIN = {"risk-methods", "loss-estimates", "review-inputs"}  # whose texts are keys or figures
PAGES = ("?view=all", "{0}/", "{0}/edit/")


def texts_of(register: Register) -> dict[str, str]:
    """Such signs for every text that is free."""
    fields = {name: register.field(name) for name in register.writable}
    free = {name: field for name, field in fields.items() if field.get_internal_type() in TEXTS and not field.choices}
    return {name: SIGNS[: field.max_length] for name, field in free.items()}


def kept(cast: Cast, register: Register) -> Any:
    """A record with such signs wherever they are taken; None where there can be none."""
    ada = cast.actor("ada")
    values = values_for(cast, ada, register) | texts_of(register)
    for _turn in range(TURNS):
        try:
            return writing.create(ada, register, values)
        except Invalid as refused:
            usual = {name: register.example.values.get(name) for name in refused.problems}
            values = {name: usual.get(name, value) for name, value in values.items()}
            values = {name: value for name, value in values.items() if value is not None}
    return None


def exported(cast: Cast, register: Register) -> list[int]:
    """How long the exports of a register are."""
    sizes = []
    for form in ("csv", "xlsx", "json"):
        with export(cast.actor("ada"), register, lists.Query(filters={}), form) as content:
            sizes.append(len(content.read()))
    return sizes


def printed(cast: Cast, declared: Print) -> list[int]:
    """How long a print is in each of its forms, of the first records that it concerns."""
    register = registers.find(declared.register)
    assert register is not None
    records = register.model.objects.order_by("pk")[:3] if declared.is_of_record else []
    concerned = [each.reference for each in records if declared.concerns is None or declared.concerns(each)]
    references = concerned if declared.is_of_record else [""]
    make = printing.printed
    return [
        len(make(cast.actor("ada"), cast.home, declared.key, form, reference).content)
        for form in declared.forms
        for reference in references
    ]


def test_signs_of_every_plane_are_kept_shown_exported_and_printed(home: Cast) -> None:
    client = Client()
    client.force_login(home.users["ada"])
    records = {register.key: kept(home, register) for register in registers.every()}
    assert {key for key, record in records.items() if record is None} <= PLAIN
    for register in registers.every():
        reference = getattr(records[register.key], "reference", "NONE-1")
        pages = PAGES if records[register.key] else PAGES[:1]
        answers = {page: client.get(f"/home/{register.key}/{page.format(reference)}").status_code for page in pages}
        assert set(answers.values()) <= {200, 403, 404}, (register.key, answers)
        assert min(exported(home, register)) > 0
    sizes = [size for declared in printing.every().values() for size in printed(home, declared)]
    assert len(sizes) >= len(printing.every())
    assert min(sizes) > 500

"""A currency is one of ISO 4217, at every field that names one."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from tandem.ground.kernel.money import CURRENCY, currencies


@pytest.mark.parametrize("code", ["EUR", "USD", "GBP", "JPY", "XAF", "CHF", "ZWG", "XCG", "BGN"])
def test_a_currency_that_is_or_lately_was_paid_with_is_taken(code: str) -> None:
    CURRENCY(code)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("XXY", "“XXY” is no currency of ISO 4217"),
        ("ABC", "“ABC” is no currency of ISO 4217"),
        ("XXX", "“XXX” is no currency of ISO 4217"),
        ("XTS", "“XTS” is no currency of ISO 4217"),
        ("DEM", "“DEM” is no currency of ISO 4217"),
        ("eur", "Write the currency as “EUR”."),
        (" USD", "Write the currency as “USD”."),
        ("€", "with three letters, such as EUR"),
        ("ЕUR", "with three letters, such as EUR"),  # its first letter is Cyrillic
        ("EUR\n", "Write the currency as “EUR”."),
    ],
)
def test_what_is_no_currency_is_refused_with_what_would_be_right(text: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        CURRENCY(text)


def test_every_field_that_holds_a_currency_takes_only_one_of_iso_4217() -> None:
    fields = [field for model in apps.get_models() for field in model._meta.fields if field.name.endswith("currency")]
    assert len(fields) > 5
    assert [field for field in fields if CURRENCY not in field.validators] == []
    assert "XXY" not in currencies()

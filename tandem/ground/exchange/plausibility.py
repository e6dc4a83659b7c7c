"""Whether what stands in a column can be what a field holds, before the column is proposed for it."""

import re
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models

from tandem.ground.exchange import translations
from tandem.ground.exchange.conversion import Options, convert, folded
from tandem.ground.exchange.keys import REFERENCE
from tandem.ground.exchange.reading import Sheet
from tandem.ground.kernel import own_fields
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.registers import Register, of_model
from tandem.ground.kernel.values import coerce

UTC_ZONE = ZoneInfo("UTC")
SAMPLED = 20
JUDGED = 3  # with so many different cells a column shows whether it can be the field that its heading names …
NAMED = 0.5  # so many of the names in a column are known, where it names people or records
READABLE = 0.25  # … which it is not when hardly one of them can be read as that
MONTH_FIRST_TOO = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}")


def is_plausible(
    register: Register,
    sheet: Sheet,
    column: int,
    name: str,
    beside: "Mapping[type[models.Model], frozenset[str]]",
) -> bool:
    """Whether what stands in a column can be what a field holds: some wrong cells are errors, all wrong is not it."""
    if name == REFERENCE or name.startswith(own_fields.PREFIX):
        return True
    field: Any = register.field(name)
    samples = list({str(row.values[column]): row.values[column] for row in sheet.rows[:200]}.values())
    samples = [sample for sample in samples if sample is not None][:SAMPLED]
    kind = table.of(field)
    if kind.name in ("person", "record"):
        called = beside.get(field.related_model, frozenset())
        known = sum(1 for sample in samples if folded(sample) in called or _is_named(field, sample))
        return 0 < known >= len(samples) * NAMED
    if kind.is_free_text:
        return True
    readings = translations.readings(register, name)
    readable = sum(1 for sample in samples if _is_readable(field, sample, readings))
    return len(samples) < JUDGED or readable >= len(samples) * READABLE


def _is_known(field: "models.Field[Any, Any]", sample: Any) -> bool:
    try:
        coerce(field, str(sample), UTC_ZONE, takes_keys=False)
    except ValidationError:
        return False
    return True


def _is_named(field: "models.Field[Any, Any]", sample: Any) -> bool:
    """Whether it is the reference or title of a record, or somebody's address."""
    if _is_known(field, sample):
        return True
    target = of_model(field.related_model) if isinstance(field.related_model, type) else None
    return target is not None and target.model.objects.filter(**{f"{target.headline}__iexact": str(sample)}).exists()


def _is_readable(field: "models.Field[Any, Any]", sample: Any, readings: Mapping[str, Any]) -> bool:
    if readings and translations.meaning(readings, folded(sample)) is not None:
        return True
    try:
        convert(field, sample, Options())
    except Invalid:
        return MONTH_FIRST_TOO.match(str(sample)) is not None and table.of(field).name in ("day", "moment")
    return True

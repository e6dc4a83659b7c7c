"""A workbook to fill in for a register: a column for each field, an example, the choices, what each field takes."""

import tempfile
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _

from tandem.ground.exchange import columns
from tandem.ground.exchange.conversion import FIGURES, RELATED, STRUCTURES, WHOLE_NUMBERS, kind_of
from tandem.ground.exchange.keys import NUMBER, REFERENCE
from tandem.ground.exchange.sheets import sheet_name
from tandem.ground.kernel import own_fields
from tandem.ground.kernel.registers import Register

ROWS = 1_000  # for which a spreadsheet offers the choices
LONGEST_LIST = 255  # characters of choices that a spreadsheet holds beside a cell


def form(register: Register) -> IO[bytes]:
    """The workbook, opened for reading; brought as it is it changes nothing."""
    target: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=2**20)  # noqa: SIM115  the caller closes it
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True})
        taken: set[str] = set()
        sheet, legend = (book.add_worksheet(sheet_name(name, taken)) for name in (_("Rows"), _("Columns")))
        sheet.freeze_panes(1, 0)
        legend.write_row(0, 0, [_("Column"), _("Takes"), _("For example"), _("Must be filled in")], bold)
        for place, (name, label) in enumerate(_columns(register)):
            field = columns.model_field(register, name)
            sheet.write_string(0, place, label, bold)
            sheet.set_column(place, place, max(14, len(label) + 2))
            _offer(sheet, place, field)
            must = _("yes") if field is not None and not field.blank and not field.has_default() else ""
            legend.write_row(place + 1, 0, [label, _takes(field), _example(field), must])
        legend.set_column(0, 3, 30)
    target.seek(0)
    return target


def _columns(register: Register) -> list[tuple[str, str]]:
    names = (NUMBER, *register.writable, "tags")
    own = [(own_fields.PREFIX + item.key, item.label) for item in own_fields.defined(register.key)]
    return [(name, str(register.label(name))) for name in dict.fromkeys(names) if name != REFERENCE] + own


def _choices(field: Any) -> list[str]:
    if kind_of(field) == "boolean":
        return [_("yes"), _("no")]
    return [str(label) for key, label in field.flatchoices if key not in ("", None)] if field and field.choices else []


def _offer(sheet: Any, place: int, field: Any) -> None:
    words = _choices(field)
    if words and len(",".join(words)) <= LONGEST_LIST and not any("," in word for word in words):
        sheet.data_validation(1, place, ROWS, place, {"validate": "list", "source": words, "error_type": "warning"})


def _takes(field: Any) -> str:
    if words := _choices(field):
        return ", ".join(words)
    if kind_of(field) == "moment":
        return _("a day and time; with an offset such as +01:00 where it is not the organization's")
    if kind_of(field) == "day":
        return _("a day")
    if kind_of(field) in WHOLE_NUMBERS | FIGURES:
        return _("a number")
    if kind_of(field) in RELATED:
        return _("a reference, title or external number; for persons the e-mail address")
    if kind_of(field) in STRUCTURES:
        return _("words, separated by commas")
    longest = getattr(field, "max_length", None)
    return _("text of at most %(most)d characters") % {"most": longest} if longest else _("text")


def _example(field: Any) -> str:
    if words := _choices(field):
        return words[0]
    if kind_of(field) == "moment":
        return "2026-03-31 14:30"
    if kind_of(field) == "day":
        return "2026-03-31"
    return "3" if kind_of(field) in WHOLE_NUMBERS else ""

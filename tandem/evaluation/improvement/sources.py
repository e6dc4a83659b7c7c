"""Where an improvement or a nonconformity comes from: a record of any register."""

from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import registers

NAMED = ("source_register", "source_reference")


def source_of(record: Any) -> Any:
    """The record that it comes from; None when none is named or it is there no longer."""
    register = registers.find(record.source_register) if record.source_register else None
    if register is None or not record.source_reference:
        return None
    return register.model.objects.with_reference(record.source_reference).first()


def unknown_source(record: Any, before: Any) -> dict[str, str]:
    """The problem of a source that is not there, when it is named anew; a reference alone is free text."""
    if not record.source_register or (before is not None and _named(record) == _named(before)):
        return {}
    if registers.find(record.source_register) is None:
        return {"source_register": _("There is no register “%(key)s”.") % {"key": record.source_register}}
    if record.source_reference and source_of(record) is None:
        return {"source_reference": _("There is no %(reference)s here.") % {"reference": record.source_reference}}
    return {}


def _named(record: Any) -> tuple[str, ...]:
    return tuple(getattr(record, name) for name in NAMED)

"""The pages of a pack: plain HTML that opens from a folder, without scripts and without a server."""

from collections.abc import Sequence
from html import escape
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import registers
from tandem.ground.kernel.registers import Register
from tandem.ground.ledger.models import Checkpoint

STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:64rem;padding:0 1rem;color:#1b1f24}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;"
    "border-bottom:1px solid #d8dee4}h2{margin-top:2rem}pre{overflow:auto;background:#f6f8fa;padding:1rem}"
)


def index(organization: Organization, head: Checkpoint, counts: Sequence[tuple[Register, int]]) -> str:
    """The first page: what is kept, the signed head, and how to verify."""
    rows = "".join(
        f'<tr><td><a href="pages/{register.key}.html">{escape(str(register.title))}</a></td><td>{count}</td></tr>'
        for register, count in counts
        if count
    )
    how = _("Run “python3 verify.py” in this folder. It needs nothing but Python and no connection.")
    body = (
        f"<h1>{escape(organization.name)}</h1><p>{escape(how)}</p>"
        f"<table><tr><th>{escape(_('Register'))}</th><th>{escape(_('Records'))}</th></tr>{rows}</table>"
        f"<h2>{escape(_('Signed head'))}</h2><pre>{escape(head.note)}</pre>"
    )
    return _page(organization.name, body)


def register(title: str, key: str, records: Sequence[dict[str, Any]]) -> str:
    """The page of one register: every record with its fields and its place in the ledger."""
    parts = [_record(key, record) for record in records]
    back = f'<p><a href="../index.html">{escape(_("Contents"))}</a></p>'
    return _page(title, f"{back}<h1>{escape(title)}</h1>{''.join(parts)}")


def _record(key: str, record: dict[str, Any]) -> str:
    place = _("Place %(place)d in the ledger") % {"place": record["proof"]["index"]}
    rows = "".join(
        f"<tr><th>{escape(_label(key, name))}</th><td>{escape(str(value))}</td></tr>"
        for name, value in record["state"].items()
        if value not in (None, "", [], {})
    )
    return f"<h2>{escape(record['reference'])}</h2><p>{escape(place)}</p><table>{rows}</table>"


def _label(key: str, name: str) -> str:
    known = registers.find(key)
    names = {field.name for field in known.model._meta.concrete_fields} if known else set()
    return str(known.label(name)) if known and name in names else name.replace("_", " ")


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head><body>{body}</body></html>"
    )

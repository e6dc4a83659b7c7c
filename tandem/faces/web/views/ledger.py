"""The ledger's page: its head, its newest entries, and whether it holds."""

from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET, require_http_methods

from tandem.faces.web import deeds
from tandem.faces.web.shell import Visit, inside
from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.actor import AUDITOR, MANAGER
from tandem.ground.kernel.comparison import running, schedule
from tandem.ground.kernel.comparison.findings import What
from tandem.ground.kernel.errors import NotPermitted
from tandem.ground.ledger import operations, verification
from tandem.ground.ledger.models import Entry
from tandem.ground.ledger.notes import BadNote
from tandem.proof.reporting.paper import sealed_words

NEWEST, MOST = 50, 100
WORDS: dict[str, Any] = {
    What.CHANGED: _lazy("holds another value than the ledger tells"),
    What.MISSING: _lazy("is gone without an entry that says so"),
    What.INSERTED: _lazy("is there without an entry"),
    What.UNREADABLE: _lazy("holds a value that cannot be read"),
    What.FILE_CHANGED: _lazy("its stored file is not the one that was attached"),
    What.FILE_MISSING: _lazy("its stored file is gone"),
    What.FILE_INSERTED: _lazy("is stored, but no attachment names it"),
    What.HIDDEN: _lazy("is hidden as if it were on its way in, and nothing brings it"),
    What.INDEX: _lazy("is known otherwise to lists, search or inbox"),
    What.FORGED: _lazy("says something else than what Tandem kept"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference as the page tells it; without a reference when the actor may not see the record."""

    register: str
    key: str
    reference: str
    wrong: Any
    field: str
    since: Any


@dataclass(frozen=True, slots=True)
class Last:
    """The last time everything was held against the ledger."""

    at: Any
    rows: int
    files: int
    problem: str
    differences: list[Difference]


@require_http_methods(["GET", "POST"])
@inside
def show(visit: Visit) -> HttpResponse:
    """Newest entries and the signed head; on request everything is verified."""
    if visit.actor.role == "staff":
        raise NotPermitted(_("The ledger is for those who answer for the management system."))
    found, differences = None, None
    if visit.request.method == "POST":
        if visit.actor.role not in (MANAGER, AUDITOR):
            raise NotPermitted(_("Managers and auditors verify the ledger."))
        found = _verified(visit)
        compared = running.compare(visit.actor.organization_id)
        differences = [_told(visit, asdict(one)) for one in compared.findings[:MOST]]
    entries = Entry.objects.filter(organization_id=visit.actor.organization_id)
    head = operations.newest_checkpoint(visit.actor.organization_id)
    titles = {register.key: register.title for register in registers.every()}
    return visit.page(
        "ledger.html",
        title=_("Ledger"),
        entries=entries.order_by("-pk")[:NEWEST],
        titles=titles,
        deed_in=deeds.deed_in,
        way=deeds.way,
        head=head,
        whole=entries.count(),
        found=found,
        differences=differences,
        last=_last(visit),
        may_verify=visit.actor.role in (MANAGER, AUDITOR),
    )


@require_GET
@inside
def head(visit: Visit) -> HttpResponse:
    """The newest head in words, for the top of a page that is being printed."""
    said = f"{_('Ledger')}: {sealed_words(visit.organization)}"
    return HttpResponse(said, content_type="text/plain; charset=utf-8")


def _verified(visit: Visit) -> verification.Verification:
    """What verifying every entry found; a head that is none of this ledger is one more thing that does not hold."""
    try:
        return verification.verify(visit.actor.organization_id, visit.request.POST.get("head", "").strip())
    except BadNote as error:
        told = _("The head that was given is none of this ledger: %(why)s") % {"why": error}
        return verification.Verification(False, 0, 0, told)


def _last(visit: Visit) -> Last | None:
    night = schedule.newest(visit.actor.organization_id)
    if night is None:
        return None
    differences = [_told(visit, one) for one in night.findings[:MOST]]
    return Last(night.ended_at, night.rows, night.files, night.problem, differences)


def _told(visit: Visit, finding: dict[str, Any]) -> Difference:
    """A difference without its values, and without the record where the actor may not see it."""
    register = registers.find(finding["register"])
    reference = finding["reference"] or str(finding["row_id"])
    seen = register is None or permissions.visible(visit.actor, register).filter(pk=finding["row_id"]).exists()
    is_gone = finding["what"] == What.MISSING and register is not None and not register.is_confined
    return Difference(
        str(register.title) if register else finding["register"].replace("-", " ").capitalize(),
        register.key if register and seen else "",
        reference if seen or is_gone else _("a record you may not see"),
        WORDS[What(finding["what"])],
        finding["field"] if seen else "",
        parse_datetime(finding["since"]) if isinstance(finding["since"], str) else finding["since"],
    )

"""What is printed, as files: of one record, or of a whole register."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from tandem.faces.web.shell import Visit, as_file, from_replica, inside
from tandem.ground.kernel.errors import Invalid
from tandem.proof.reporting import printing


@require_GET
@inside
@from_replica
def of_record(visit: Visit, print_key: str, reference: str, form: str) -> HttpResponse:
    """A print of one record, such as the report of an audit."""
    return _file(visit, print_key, form, reference)


@require_GET
@inside
@from_replica
def of_register(visit: Visit, print_key: str, form: str) -> HttpResponse:
    """A print of a whole register, such as the competence matrix."""
    return _file(visit, print_key, form)


def _file(visit: Visit, key: str, form: str, reference: str = "") -> HttpResponse:
    try:
        made = printing.printed(visit.actor, visit.organization, key, form, reference)
    except Invalid as refused:
        raise Http404 from refused
    return as_file(made.content, made.media_type, made.name)

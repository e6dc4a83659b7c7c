"""How a baseline differs from now, or from another one; and the labels of items."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.faces.web.operation.inventory import labels
from tandem.faces.web.shell import Visit, as_file, inside, register_of
from tandem.ground.kernel import permissions, writing
from tandem.ground.kernel.errors import NotFound
from tandem.operation.inventory.baselines import comparing
from tandem.operation.inventory.baselines.register import BASELINES
from tandem.operation.inventory.register import ITEMS

MOST_LABELS, MOST_BASELINES = 500, 50


@require_GET
@inside
def differences(visit: Visit, reference: str) -> HttpResponse:
    """What was added, is gone or was altered since a baseline was taken."""
    register = register_of(visit, BASELINES.key)
    baseline = writing.find(visit.actor, register, reference)
    if baseline.taken_on is None:
        raise NotFound(_("This baseline has not been taken yet."))
    named = visit.request.GET.get("with", "")
    other = writing.find(visit.actor, register, named) if named else None
    after = other.contents if other else comparing.contents_of(baseline)
    taken = permissions.visible(visit.actor, register).exclude(taken_on=None).exclude(pk=baseline.pk)
    return visit.page(
        "operation/inventory/differences.html",
        title=_("What differs since %(title)s") % {"title": baseline.title},
        register=register,
        items=ITEMS,
        baseline=baseline,
        other=other,
        others=list(taken.order_by("-taken_on", "-pk").only("pk", "reference", "title")[:MOST_BASELINES]),
        differences=comparing.differences(baseline.contents, after),
    )


@require_GET
@inside
def label(visit: Visit, reference: str) -> HttpResponse:
    """The label of one item as SVG where `as=svg` is asked for, else as PDF."""
    item = writing.find(visit.actor, register_of(visit, ITEMS.key), reference)
    if visit.request.GET.get("as") == "svg":
        return as_file(labels.as_svg(item, _address(visit, item)), "image/svg+xml", f"{item.reference}.svg")
    return as_file(labels.as_pdf([(item, _address(visit, item))]), "application/pdf", f"{item.reference}.pdf")


@require_GET
@inside
def many_labels(visit: Visit) -> HttpResponse:
    """Labels of the things in use as PDF, newest first; at most 500."""
    register = register_of(visit, ITEMS.key)
    things = permissions.visible(visit.actor, register).filter(state="in-use", kind__in=("hardware", "network"))
    rows = [(item, _address(visit, item)) for item in things.order_by("-pk")[:MOST_LABELS]]
    if not rows:
        raise NotFound(_("There is no hardware in use to print labels for."))
    return as_file(labels.as_pdf(rows), "application/pdf", "labels.pdf")


def _address(visit: Visit, item: object) -> str:
    return visit.request.build_absolute_uri(visit.url("item-scanned", str(item)))

"""A sample is there for those who may see every record that it names: a reference alone says that something is kept."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, Concat, StrIndex

from tandem.evaluation.audits.samples.items.models import SampleItem
from tandem.evaluation.audits.samples.models import AuditSample
from tandem.ground.kernel.actor import CUSTOMER, Actor
from tandem.ground.kernel.patterns.sourced import HiddenWithOthers, condition_of, confined_from
from tandem.ground.kernel.registers import Register


class HiddenWithItsPopulation(HiddenWithOthers):
    """The condition of samples: hidden with any record that was drawn from, drawn or chosen."""

    __slots__ = ()

    def looking_back(self, actor: Actor, steps: int) -> Q:
        """The condition, where what is sampled may itself name so many further records."""
        if actor.customer_id is not None or actor.role == CUSTOMER:
            return Q(pk__in=())
        hidden = Q()
        for register in _drawn_from(actor):
            if condition := condition_of(register, actor, steps):
                hidden |= Q(population=register.key) & _names_any(register, ~condition)
        return ~hidden if hidden else Q()


def _drawn_from(actor: Actor) -> Iterator[Register]:
    """The registers that samples draw from now and that may hold what is hidden from the actor, samples left out."""
    if confined := confined_from(actor):
        drawn = AuditSample.objects.filter(population__in=confined).order_by()
        for key in drawn.values_list("population", flat=True).distinct():
            register, above = confined[key], confined[key].above
            if AuditSample not in (register.model, above.model if above else None):
                yield register


def _names_any(register: Register, condition: Q) -> Q:
    """Whether a sample holds the reference of such a record, in its population or among what was looked at."""
    records = register.model.objects.filter(condition)
    quoted = Concat(Value('"'), F("reference"), Value('"'))
    drawn_from = records.annotate(place=StrIndex(Cast(OuterRef("frozen"), TextField()), quoted)).filter(place__gt=0)
    looked_at = SampleItem.objects.filter(sample=OuterRef("pk"), title__in=records.values("reference"))
    return Q(Exists(drawn_from)) | Q(Exists(looked_at))

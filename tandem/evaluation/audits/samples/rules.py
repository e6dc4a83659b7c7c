"""A sample is drawn by a seed that stood in the ledger before its population did; then it stays."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tandem.evaluation.audits.samples.drawing import digest_of, draw, new_seed
from tandem.ground.kernel import clock, lists, permissions, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.patterns.fixed import Fixed

LARGEST_POPULATION = 20_000  # references that one entry of the ledger holds
LARGEST_SAMPLE = 500
CHOICE = ("audit", "method", "population", "filters", "wanted")
PURPOSE = ("title", "question")
COMMITTED = Fixed(
    states=("committed", "frozen", "drawn", "examined", "withdrawn"),
    fields=(*CHOICE, *PURPOSE, "seed", "committed_at"),
    why=gettext_lazy("The seed is committed for this question; withdraw the sample and plan another."),
)
DRAWN = Fixed(
    states=("frozen", "drawn", "examined", "withdrawn"),
    fields=("frozen", "frozen_at", "population_count", "digest", "drawn", "drawn_at"),
    why=gettext_lazy("A drawn sample is never changed; withdraw it and plan another."),
)


def check_sample(sample: Any, before: Any, today: date) -> Mapping[str, str]:
    """It names a register that is kept here, and a number that somebody can look at."""
    problems = {}
    if registers.find(sample.population) is None:
        known = ", ".join(sorted(register.key for register in registers.every()))
        problems["population"] = _("There is no such register; known here: %(known)s.") % {"known": known}
    if sample.wanted is not None and not 0 < sample.wanted <= LARGEST_SAMPLE:
        problems["wanted"] = _("Write a number from 1 to %(most)d.") % {"most": LARGEST_SAMPLE}
    if sample.question_id and sample.question.audit_id != sample.audit_id:
        problems["question"] = _("The question belongs to another audit.")
    return problems


def derive_sample(sample: Any, before: Any, actor: Actor) -> None:
    """Refuse a filter that the register's list does not know, as long as it can be put right."""
    if sample.state == "planned" and registers.find(sample.population):
        _population(sample, actor)


def is_random(sample: Any) -> bool:
    """Whether it is drawn by a seed."""
    return bool(sample.method == "random")


def commit(sample: Any, actor: Actor) -> None:
    """Let a seed be drawn, so that it stands in the ledger before anybody knows what it will draw from."""
    sample.seed, sample.committed_at = new_seed(), clock.now()


def freeze(sample: Any, actor: Actor) -> None:
    """Write down every reference that the filter finds now."""
    references = sorted(set(_population(sample, actor).values_list("reference", flat=True)[: LARGEST_POPULATION + 1]))
    if len(references) > LARGEST_POPULATION:
        raise Invalid({"filters": [_("More than %(most)d records; narrow the filter.") % {"most": LARGEST_POPULATION}]})
    if not references:
        raise Invalid({"filters": [_("The filter finds nothing to draw from.")]})
    sample.frozen, sample.frozen_at = references, clock.now()
    sample.population_count, sample.digest = len(references), digest_of(references)


def draw_now(sample: Any, actor: Actor) -> None:
    """Draw what seed and population say."""
    sample.drawn, sample.drawn_at = draw(sample.seed, sample.frozen, sample.wanted), clock.now()


def _population(sample: Any, actor: Actor) -> Any:
    register = registers.find(sample.population)
    filters = dict(parse_qsl(sample.filters.lstrip("?")))
    search, _sort = filters.pop("search", ""), filters.pop("sort", "")
    if register is None or not permissions.may_view_register(actor, register):
        raise Invalid({"population": [_("You may not see this register.")]})
    try:
        return lists.filtered(actor, register, lists.Query(filters=filters, search=search))
    except Invalid as invalid:
        raise Invalid({"filters": [f"{name}: {' '.join(words)}" for name, words in invalid.problems.items()]}) from None


def may_finish(sample: Any, actor: Actor) -> str | None:
    """Every drawn record was looked at, none other, and the counts agree."""
    if sample.method == "chosen" and not sample.items.exists():
        return _("Add the records that were looked at.")
    left = sample.items.filter(result="").count()
    if left:
        words = ngettext(
            "%(left)d of %(whole)d is still to be looked at.", "%(left)d of %(whole)d are still to be looked at.", left
        )
        return words % {"left": left, "whole": sample.items.count()}
    return None if reconciled(sample) else _("What was looked at is not what was drawn.")


def reconciled(sample: Any) -> bool:
    """Whether population, draw and what was looked at agree, worked out again from the seed."""
    if sample.method == "chosen":
        return True
    return bool(
        sample.population_count == len(sample.frozen)
        and sample.digest == digest_of(sample.frozen)
        and sample.drawn == draw(sample.seed, sample.frozen, sample.wanted)
        and sorted(sample.drawn) == sorted(sample.items.values_list("title", flat=True))
    )


def may_choose(sample: Any) -> bool:
    """Whether records were chosen by hand and can be finished without a draw."""
    return bool(sample.state != "planned" or sample.method == "chosen")


def sample_locked(sample: Any) -> str | None:
    """What was examined stays."""
    if sample.state in ("examined", "withdrawn"):
        return _("It was examined and stays as it is.")
    ended = sample.audit.state in ("reported", "finished", "cancelled")
    return _("The audit is reported; its samples stay.") if ended else None

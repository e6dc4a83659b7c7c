"""Samples of audits, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.evaluation.audits.samples import operations, rules
from tandem.evaluation.audits.samples.hiding import HiddenWithItsPopulation
from tandem.evaluation.audits.samples.models import SAMPLE_STATES, AuditSample
from tandem.evaluation.audits.sealing import AS_REPORTED
from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.ground.kernel.titles import offered_in, titled

AUDIT_SAMPLES = declare(
    Register(
        key="audit-samples",
        model=AuditSample,
        prefix="SAMP",
        title=_("Audit samples"),
        singular=_("Audit sample"),
        about=_("Which records an audit looks at: drawn by a seed, so that anybody can draw the same again."),
        icon="dices",
        place=Place(home="audits", parent="audit", beside=("question",)),
        listing=Listing(
            columns=("reference", "title", "population", "state", "wanted", "population_count", "seed"),
            filters=("method",),
            search=("conclusion",),
            empty=_("Name a register and a filter; the seed is drawn first, then the population is written down."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The sample"),
                    ("audit", "question", "title", "method", "population", "filters", "wanted"),
                    _("The filter as it stands in the address of the list, such as state=open&criticality=high."),
                ),
                Section(_("What it shows"), ("conclusion",)),
            ),
            facts=("seed", "committed_at", "frozen_at", "population_count", "digest", "drawn", "drawn_at"),
            offers=offered_in("population"),
            worded={"population": titled},
        ),
        workflow=Workflow(
            states=SAMPLE_STATES,
            transitions=(
                Transition(
                    key="commit",
                    label=_("Commit the seed"),
                    sources=("planned",),
                    target="committed",
                    concerns=rules.is_random,
                    effect=rules.commit,
                ),
                Transition(
                    key="freeze",
                    label=_("Freeze the population"),
                    sources=("committed",),
                    target="frozen",
                    effect=rules.freeze,
                ),
                Transition(
                    key="draw",
                    label=_("Draw"),
                    sources=("frozen",),
                    target="drawn",
                    effect=rules.draw_now,
                    afterwards=operations.list_drawn,
                ),
                Transition(
                    key="finish",
                    label=_("Examined"),
                    sources=("planned", "drawn"),
                    target="examined",
                    concerns=rules.may_choose,
                    required=("conclusion",),
                    guard=rules.may_finish,
                ),
                Transition(
                    key="withdraw",
                    label=_("Withdraw"),
                    sources=("planned", "committed", "frozen", "drawn"),
                    target="withdrawn",
                    roles=MANAGERS,
                    needs_reason=True,
                ),
            ),
        ),
        patterns=(rules.COMMITTED, rules.DRAWN, AS_REPORTED),
        access=Access(delete=frozenset(), seen_by=HiddenWithItsPopulation()),
        rules=Rules(derive=rules.derive_sample, validate=rules.check_sample, locked=rules.sample_locked),
        example=Example({"title": "Suppliers are assessed", "population": "suppliers", "wanted": 5}),
    )
)

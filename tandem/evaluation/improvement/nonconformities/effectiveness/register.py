"""Effectiveness checks, declared."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from tandem.evaluation.improvement.nonconformities.effectiveness import operations, rules
from tandem.evaluation.improvement.nonconformities.effectiveness.models import EFFECTIVENESS_STATES, EffectivenessCheck
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Exchange,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    View,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow


def _judgement(key: str, label: Any, target: str, afterwards: Callable[..., None]) -> Transition:
    return Transition(
        key=key,
        label=label,
        sources=("waiting",),
        target=target,
        approves=True,
        apart_from=("action__owner", "action__done_by"),
        gives=("judged_by", "judged_on"),
        required=("seen",),
        guard=rules.may_judge,
        effect=rules.judged,
        afterwards=afterwards,
    )


EFFECTIVENESS_CHECKS = declare(
    Register(
        key="effectiveness-checks",
        model=EffectivenessCheck,
        prefix="EFF",
        title=_("Effectiveness checks"),
        singular=_("Effectiveness check"),
        about=_("Whether a corrective action helped: looked at after a set time, by somebody who did not do it."),
        icon="scan-search",
        place=Place(home="audits", parent="action", under="nonconformities"),
        listing=Listing(
            columns=("reference", "title", "action", "state", "owner", "due", "judged_on"),
            search=("seen",),
            views=(
                View("waiting", _("Still to be judged"), {"state": "waiting"}, "due"),
                View("ineffective", _("Did not help"), {"state": "ineffective"}, "-updated_at"),
            ),
            tones={},
            empty=_("When a corrective action is done, the look at its effect is planned here by itself."),
        ),
        form=Form(
            sections=(Section(_("The look"), ("action", "title", "owner", "due")),),
            facts=("seen", "judged_by", "judged_on"),
        ),
        waiting=(Waiting(what=_("Judge whether it helped"), date="due", states=("waiting",)),),
        workflow=Workflow(
            states=EFFECTIVENESS_STATES,
            transitions=(
                _judgement("confirm", _("It helped"), "effective", operations.helped),
                _judgement("refute", _("It did not help"), "ineffective", operations.did_not_help),
            ),
        ),
        exchange=Exchange(importable=("state", "seen", "judged_on")),
        access=Access(delete=frozenset()),
        rules=Rules(derive=rules.derive_check, validate=rules.check_check, locked=rules.check_locked),
        example=Example({"title": "Are tests in the calendar?", "due": "2026-03-01"}, whole={"state": "done"}),
    )
)

"""Whatever happens to a risk in whatever order, its acceptance and approval count exactly as long as they should.

Random sequences of judgements, treatments, acceptances and approvals run against a reference that knows only levels.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem.direction.risks.acceptances.register import RISK_ACCEPTANCES
from tandem.direction.risks.models import Risk
from tandem.direction.risks.register import RISKS
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tests.cast import Cast

STEP = st.integers(1, 3)
ACTIONS = st.one_of(
    st.tuples(st.just("judge"), STEP, STEP),
    st.tuples(st.just("leave"), STEP | st.none(), STEP),
    st.tuples(st.just("explain"), st.booleans()),
    st.tuples(st.just("treat")),
    st.tuples(st.just("treated"), STEP, STEP),
    st.tuples(st.just("accept")),
    st.tuples(st.just("approve")),
    st.tuples(st.just("assess-again")),
)


@dataclass
class Reference:
    """What should hold, told by levels alone."""

    level: int = 4
    left: int | None = None
    explained: bool = False
    accepted: int | None = None
    approved: int | None = None
    state: str = "assessed"

    def would_rise(self, level: int, left: int | None) -> bool:
        """More would be left than there is, and nobody has said why."""
        return left is not None and left > level and not self.explained

    def stand(self, level: int, left: int | None) -> None:
        """Take these levels; what was accepted or approved at others no longer counts."""
        self.level, self.left = level, left
        remaining = level if left is None else left
        if self.accepted is not None and self.accepted != remaining:
            self.accepted = None
            self.state = "assessed" if self.state == "accepted" else self.state
        if self.approved != left:
            self.approved = None

    def do(self, action: tuple[Any, ...]) -> bool:
        """Whether the action is to be allowed; the reference follows it when it is."""
        match action:
            case ("judge", likelihood, impact):
                return self._move(likelihood * impact, self.left)
            case ("leave", likelihood, impact):
                return self._move(self.level, likelihood * impact if likelihood else None)
            case ("explain", explained):
                if not explained and self.left is not None and self.left > self.level:
                    return False
                self.explained = explained
                return True
            case ("treat",):
                return self._step(("assessed", "accepted"), "in-treatment")
            case ("treated", likelihood, impact):
                fits = self.state == "in-treatment" and not self.would_rise(likelihood * impact, self.left)
                if fits:
                    self.state = "assessed"
                    self.stand(likelihood * impact, self.left)
                return fits
            case ("accept",):
                self.accepted = self.level if self.left is None else self.left
                self.state = "accepted"
                return True
            case ("approve",):
                fits = self.state == "in-treatment" and self.left is not None
                self.approved = self.left if fits else self.approved
                return fits
        return self.state in ("assessed", "in-treatment", "accepted")

    def _move(self, level: int, left: int | None) -> bool:
        if self.would_rise(level, left):
            return False
        self.stand(level, left)
        return True

    def _step(self, sources: tuple[str, ...], target: str) -> bool:
        if self.state not in sources:
            return False
        self.state = target
        return True


def judging(home: Cast) -> Actor:
    """Cleo, who may write here for once."""
    return replace(home.actor("cleo"), role="contributor")


def act(home: Cast, risk: Risk, action: tuple[Any, ...]) -> None:
    """Do it through the gate: Cleo judges, Ben owns it and accepts; Ada approves what is left."""
    ada, ben, cleo = home.actor("ada"), home.actor("ben"), judging(home)
    match action:
        case ("judge", likelihood, impact):
            writing.change(cleo, RISKS, risk.reference, {"likelihood": likelihood, "impact": impact})
        case ("leave", likelihood, impact):
            values = {"residual_likelihood": likelihood, "residual_impact": impact}
            writing.change(cleo, RISKS, risk.reference, values)
        case ("explain", explained):
            writing.change(ben, RISKS, risk.reference, {"residual_reason": "The line moved" if explained else ""})
        case ("treated", likelihood, impact):
            values = {"likelihood": likelihood, "impact": impact}
            writing.transition(cleo, RISKS, risk.reference, "treated", values)
        case ("accept",):
            values = {"risk": risk.reference, "reason": "Watched", "until": ben.today + timedelta(days=9)}
            writing.create(ben, RISK_ACCEPTANCES, values)
        case (step,):
            is_approval = step == "approve"
            actor, key = (ada, "approve-residual") if is_approval else (ben, step)
            writing.transition(actor, RISKS, risk.reference, key)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=st.lists(ACTIONS, min_size=4, max_size=14))
def test_acceptance_and_approval_count_exactly_as_long_as_they_should(home: Cast, actions: list[Any]) -> None:
    values = {"title": "Fire", "availability": True, "likelihood": 2, "impact": 2, "treatment": "modify", "plan": "Do"}
    risk = writing.create(judging(home), RISKS, {**values, "owner": home.users["ben"].pk})
    reference = Reference()
    for action in actions:
        before = Risk.objects.get(pk=risk.pk)
        allowed = reference.do(action)
        try:
            act(home, risk, action)
        except Invalid as refused:
            assert not allowed, (action, refused.problems)
            assert Risk.objects.get(pk=risk.pk).version == before.version
        else:
            assert allowed, action
        risk.refresh_from_db()
        held = (risk.state, risk.level, risk.residual_level, risk.accepted_level, risk.residual_approved_level)
        assert held == (reference.state, reference.level, reference.left, reference.accepted, reference.approved), (
            action
        )
        assert (risk.accepted_until is None) == (reference.accepted is None)
        assert not risk.residual_level or risk.residual_level <= (risk.level or 0) or risk.residual_reason

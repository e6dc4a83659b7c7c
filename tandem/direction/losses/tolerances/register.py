"""What the organization can bear to lose, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.losses import rules
from tandem.direction.losses.approving import approved_register
from tandem.direction.losses.tolerances import rules as tolerances_rules
from tandem.direction.losses.tolerances.models import LossTolerance
from tandem.ground.kernel.registers import Example, Rules, Section, declare

LOSS_TOLERANCES = declare(
    approved_register(
        key="loss-tolerances",
        model=LossTolerance,
        prefix="TOL",
        icon="chart-no-axes-combined",
        title=_("Loss tolerances"),
        singular=_("Loss tolerance"),
        about=_(
            "How much may be lost how often: the curve that management approves and every loss curve is held against."
        ),
        sections=(
            Section(_("The tolerance"), ("title", "currency", "reason", "owner")),
            Section(
                _("The curve"),
                ("points",),
                _(
                    "Amounts with the highest probability of losing more in a year, such as "
                    "100000 50 %, 1000000 10 %, 5000000 1 %."
                ),
            ),
        ),
        defaults=tolerances_rules.new_tolerance,
        rules=Rules(
            derive=tolerances_rules.derive_currency,
            validate=tolerances_rules.check_tolerance,
            locked=rules.approved_locked,
        ),
        empty=_("Ask management: losing more than this in a year may happen how often? Three points make a curve."),
        example=Example({"title": "What we can bear", "points": ["100000 50 %", "1000000 5 %"]}),
    )
)

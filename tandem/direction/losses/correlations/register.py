"""Correlations of losses, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.losses import rules
from tandem.direction.losses.approving import approved_register
from tandem.direction.losses.correlations import rules as correlations_rules
from tandem.direction.losses.correlations.models import LossCorrelation
from tandem.ground.kernel.registers import Example, Rules, Section, declare

LOSS_CORRELATIONS = declare(
    approved_register(
        "used",
        key="loss-correlations",
        model=LossCorrelation,
        prefix="COR",
        icon="link",
        title=_("Loss correlations"),
        singular=_("Loss correlation"),
        about=_("Which risks have bad years together, by the common cause that their estimates name."),
        sections=(
            Section(_("The correlations"), ("title", "reason", "owner")),
            Section(
                _("Common causes"),
                ("matrix", "is_nearest"),
                _(
                    "One row for each common cause, such as power: 0.5 0.2, people: 0.2 0.3. On the diagonal: how "
                    "strongly risks of that cause go together; beside it: how strongly those of two causes do."
                ),
            ),
        ),
        rules=Rules(
            derive=correlations_rules.derive_correlation,
            validate=correlations_rules.check_correlation,
            locked=rules.approved_locked,
        ),
        empty=_(
            "Without correlations every risk has its bad years by itself, which makes the whole look better than it is."
        ),
        example=Example({"title": "Power and people", "matrix": ["power: 0.5 0.1", "people: 0.1 0.3"]}),
    )
)

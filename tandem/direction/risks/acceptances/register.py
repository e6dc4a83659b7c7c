"""Acceptances of risks, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.risks.acceptances import operations, rules
from tandem.direction.risks.acceptances.models import RiskAcceptance
from tandem.ground.kernel.permissions import WRITERS
from tandem.ground.kernel.registers import Access, Example, Form, Listing, Place, Register, Rules, Section, declare

RISK_ACCEPTANCES = declare(
    Register(
        key="risk-acceptances",
        model=RiskAcceptance,
        prefix="ACC",
        title=_("Risk acceptances"),
        singular=_("Risk acceptance"),
        about=_("Who accepted which remaining risk, why and until when; never changed afterwards."),
        icon="signature",
        headline="reason",
        place=Place(
            home="risks",
            parent="risk",
        ),
        listing=Listing(
            columns=("reference", "risk", "level", "accepted_by", "accepted_as", "accepted_at", "until"),
            search=("reason",),
            empty=_("The owner of the risk accepts what is left, with a reason and a last day."),
        ),
        form=Form(
            sections=(Section(_("Acceptance"), ("risk", "reason", "until")),),
            facts=("level", "accepted_by", "accepted_as", "accepted_at"),
        ),
        access=Access(
            create=WRITERS,
            delete=frozenset(),
        ),
        rules=Rules(
            derive=rules.derive_acceptance,
            validate=rules.check_acceptance,
            locked=rules.acceptance_locked,
            after_create=operations.mark_accepted,
        ),
        example=Example({"reason": "Low and watched", "until": "2098-01-01"}, change={}),
    )
)

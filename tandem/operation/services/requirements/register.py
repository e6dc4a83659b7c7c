"""Requirements of services, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Example,
    Exchange,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    View,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.services.requirements import rules
from tandem.operation.services.requirements.models import REQUIREMENT_STATES, ServiceRequirement

SERVICE_REQUIREMENTS = declare(
    Register(
        key="service-requirements",
        model=ServiceRequirement,
        prefix="SREQ",
        title=_("Service requirements"),
        singular=_("Service requirement"),
        about=_("What each service has to do: from whom it comes, how much it matters, whether it was agreed."),
        icon="list-checks",
        place=Place(home="services", tab=_("Catalogue"), parent="service"),
        listing=Listing(
            columns=("reference", "title", "service", "source", "priority", "criticality", "state", "owner"),
            filters=("customer",),
            search=("description", "criticality_reason", "agreed_with"),
            views=(
                View("agreed", _("Agreed"), {"state": "agreed"}, "title"),
                View("open", _("Not agreed yet"), {"state": "proposed"}, "title"),
            ),
            tones={"criticality": {"high": "waiting", "critical": "bad"}},
            empty=_("Write each thing that customers, users, law or you yourselves need of a service."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The requirement"),
                    ("service", "title", "description", "source", "customer", "obligation", "owner"),
                ),
                Section(_("How much it matters"), ("priority", "criticality", "criticality_reason", "agreed_with")),
            ),
            facts=("agreed_by", "agreed_on"),
            only_for={"customer": ("source", ("customer", "users")), "obligation": ("source", ("law",))},
        ),
        workflow=Workflow(
            states=REQUIREMENT_STATES,
            transitions=(
                Transition(
                    key="agree",
                    label=_("Agreed"),
                    sources=("proposed",),
                    target="agreed",
                    roles=MANAGERS,
                    approves=True,
                    apart_from=("writer",),
                    gives=("agreed_by", "agreed_on"),
                    required=rules.NEEDED,
                    fields=("criticality_reason",),
                    guard=rules.may_agree,
                    effect=rules.agree,
                ),
                Transition(
                    key="reopen",
                    label=_("Agree anew"),
                    sources=("agreed",),
                    target="proposed",
                    roles=MANAGERS,
                    needs_reason=True,
                    effect=rules.reopen,
                ),
                Transition(
                    key="decline",
                    label=_("Decline"),
                    sources=("proposed",),
                    target="declined",
                    roles=MANAGERS,
                    needs_reason=True,
                ),
                Transition(
                    key="drop",
                    label=_("No longer required"),
                    sources=("agreed",),
                    target="dropped",
                    roles=MANAGERS,
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "agreed_by", "agreed_on"),
            synonyms={
                "title": ("requirement", "name", "Anforderung", "exigence"),
                "description": ("details", "Beschreibung"),
                "source": ("origin", "Herkunft"),
                "priority": ("importance", "Priorität"),
            },
        ),
        patterns=(rules.AGREED,),
        rules=Rules(validate=rules.check_requirement),
        example=Example({"title": "Availability of 99.8 %", "source": "customer", "priority": "must"}),
    )
)

"""Roles, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.leadership.roles import rules
from tandem.direction.leadership.roles.models import ROLE_STATES, Role
from tandem.ground.kernel.permissions import MANAGERS
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

ROLES = declare(
    Register(
        key="roles",
        model=Role,
        prefix="ROLE",
        title=_("Roles"),
        singular=_("Role"),
        about=_("Who answers for what and may decide what, who granted it, and what they have to be able to do."),
        icon="id-card",
        place=Place(home="organization", tab=_("Processes and roles"), under="processes", beside=("holder",)),
        listing=Listing(
            columns=("reference", "title", "holder", "deputy", "state", "granted_by", "granted_on"),
            filters=("is_top_management", "sees_to_conformity", "reports_performance"),
            search=("duties", "authority", "competence"),
            views=(
                View("granted", _("Held"), {"state": "granted"}, "title"),
                View("vacant", _("Nobody holds them"), {"state": "vacant"}, "title"),
            ),
            empty=_(
                "Who sees to conformity, who reports to top management, who owns risks: name the role, then grant it."
            ),
        ),
        form=Form(
            sections=(
                Section(_("The role"), ("title", "duties", "authority", "competence", "owner")),
                Section(_("Whom it concerns"), ("concerns_services", "concerns_security")),
                Section(
                    _("Its place in the system"), ("is_top_management", "sees_to_conformity", "reports_performance")
                ),
                Section(_("Who holds it"), ("holder", "deputy")),
            ),
            facts=("granted_by", "granted_on", "report", "reported_on"),
        ),
        waiting=(Waiting(what=_("Fill the role"), person="", states=("vacant",)),),
        workflow=Workflow(
            states=ROLE_STATES,
            transitions=(
                Transition(
                    key="grant",
                    label=_("Grant"),
                    sources=("vacant",),
                    target="granted",
                    roles=MANAGERS,
                    approves=True,
                    apart_from=("holder",),
                    gives=("granted_by", "granted_on"),
                    required=rules.NEEDED,
                    effect=rules.grant,
                ),
                Transition(
                    key="report",
                    label=_("Reported to top management"),
                    sources=("granted",),
                    required=("report",),
                    concerns=rules.reports,
                    effect=rules.report,
                ),
                Transition(
                    key="vacate",
                    label=_("Nobody holds it any longer"),
                    sources=("granted",),
                    target="vacant",
                    roles=MANAGERS,
                    needs_reason=True,
                    effect=rules.vacate,
                ),
                Transition(
                    key="end",
                    label=_("No longer needed"),
                    sources=("vacant", "granted"),
                    target="ended",
                    roles=MANAGERS,
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "granted_on", "reported_on"),
            natural_key="title",
            synonyms={
                "title": ("role", "function", "Rolle", "rôle"),
                "duties": ("responsibilities", "tasks", "Aufgaben"),
                "authority": ("authorities", "Befugnisse"),
                "holder": ("person", "held by", "assigned to"),
            },
        ),
        access=Access(create=MANAGERS, edit=MANAGERS),
        rules=Rules(derive=rules.derive_role, validate=rules.check_role),
        example=Example({"title": "Change manager", "duties": "Sees to changes", "authority": "Approves normal ones"}),
    )
)

"""Audit programmes, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.evaluation.audits.programmes import operations, rules
from tandem.evaluation.audits.programmes.models import PROGRAMME_STATES, AuditProgramme
from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Example,
    Form,
    Listing,
    PageLink,
    Place,
    Register,
    Rules,
    Section,
    View,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow

AUDIT_PROGRAMMES = declare(
    Register(
        key="audit-programmes",
        model=AuditProgramme,
        prefix="AUDP",
        title=_("Audit programmes"),
        singular=_("Audit programme"),
        about=_("What is audited within a cycle, how often by risk and earlier results, how and by whom; for both."),
        icon="calendar-range",
        place=Place(
            home="audits",
            tab=_("Audits"),
            under="audits",
            pages=(PageLink(_("Coverage"), "audit-coverage", "grid-3x3", of_record=True),),
        ),
        listing=Listing(
            columns=("reference", "title", "state", "starts_on", "ends_on", "open_20", "open_27", "owner"),
            search=("frequency", "methods", "responsibilities"),
            views=(View("in-force", _("In force"), {"state": "approved"}, "-starts_on"),),
            empty=_("Begin one for three years: the topics are listed for you, for one standard or both."),
        ),
        form=Form(
            sections=(
                Section(_("The programme"), ("title", "standards", "starts_on", "ends_on", "owner")),
                Section(
                    _("How it is audited"),
                    rules.SAID,
                    _("Say how importance, risk and earlier results decide how often a topic is audited."),
                ),
            ),
            facts=("approved_by", "approved_on", "open_20", "open_27"),
            defaults=rules.begin,
        ),
        workflow=Workflow(
            states=PROGRAMME_STATES,
            transitions=(
                Transition(
                    key="list-topics",
                    label=_("List the topics"),
                    sources=("draft",),
                    concerns=rules.has_no_topics,
                    afterwards=operations.list_topics,
                ),
                Transition(
                    key="list-things",
                    label=_("Add processes, units, sites and services"),
                    sources=("draft",),
                    guard=rules.lacks_things,
                    afterwards=operations.list_things,
                ),
                Transition(
                    key="approve",
                    label=_("Approve"),
                    sources=("draft",),
                    target="approved",
                    roles=MANAGERS,
                    by_owner=False,
                    approves=True,
                    apart_from=("owner", "created_by", "writer"),
                    gives=("approved_by", "approved_on"),
                    fields=rules.SAID,
                    guard=rules.may_approve,
                    effect=rules.PROGRAMMES.note,
                    afterwards=rules.PROGRAMMES.come_into_force,
                ),
                Transition(
                    key="revise", label=_("Revise"), sources=("approved",), roles=MANAGERS, afterwards=operations.revise
                ),
            ),
        ),
        patterns=(rules.PROGRAMMES, rules.AS_APPROVED),
        rules=Rules(validate=rules.check_programme),
        example=Example(
            {
                "title": "Audits in three years",
                "standards": ["iso-27001:2022", "iso-20000-1:2018"],
                "starts_on": "2026-01-01",
                "ends_on": "2028-12-31",
            }
        ),
    )
)

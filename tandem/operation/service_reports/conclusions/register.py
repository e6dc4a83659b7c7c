"""Conclusions of service reports, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import Example, Form, Listing, Place, Register, Rules, Section, View, declare
from tandem.operation.service_reports.conclusions import operations, rules
from tandem.operation.service_reports.conclusions.models import ReportConclusion

REPORT_CONCLUSIONS = declare(
    Register(
        key="report-conclusions",
        model=ReportConclusion,
        prefix="RCON",
        title=_("Conclusions of reports"),
        singular=_("Conclusion of a report"),
        about=_("What follows from service reports: an action, or the reason why something is left as it is."),
        icon="lightbulb",
        place=Place(home="services", parent="report"),
        listing=Listing(
            columns=("reference", "title", "report", "kind", "owner", "due", "action"),
            search=("reason",),
            views=(View("act", _("Something is done"), {"kind": "act"}, "due"),),
            empty=_("Write what follows from the report; it becomes an action."),
        ),
        form=Form(
            sections=(Section(_("The conclusion"), ("report", "title", "kind", "reason", "owner", "due")),),
            facts=("action",),
            only_for={"due": ("kind", ("act",))},
        ),
        rules=Rules(
            derive=rules.derive_conclusion,
            validate=rules.check_conclusion,
            after_create=operations.ask,
            after_change=operations.ask_now,
        ),
        example=Example(
            {"title": "Slow mornings", "kind": "leave", "reason": "The season is over"}, change={"tags": ["mornings"]}
        ),
    )
)

"""Topics of audit programmes, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.evaluation.audits.programmes.topics import rules
from tandem.evaluation.audits.programmes.topics.models import AuditTopic
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

AUDIT_TOPICS = declare(
    Register(
        key="audit-topics",
        model=AuditTopic,
        prefix="AUDT",
        title=_("Audit topics"),
        singular=_("Audit topic"),
        about=_("What is audited as one, how important it is, what the last audit found, and when it is due again."),
        icon="list-tree",
        place=Place(home="audits", parent="programme"),
        listing=Listing(
            columns=("reference", "title", "kind", "importance", "last_audited", "last_result", "next_due"),
            filters=("programme",),
            search=("why",),
            tones={"last_result": {"conformity": "good", "minor": "waiting", "major": "bad"}},
            views=(View("due", _("Due"), {"next_due~before": "today"}, "next_due"),),
            empty=_("The programme lists the usual ones; add processes, units and sites of yours."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The topic"),
                    ("programme", "kind", "process", "unit", "site", "service", "title", "requirements", "responsible"),
                    _("A process, unit, site or service without requirements is asked what holds everywhere."),
                ),
                Section(
                    _("How often"),
                    ("importance", "why", "planned_for"),
                    _("High importance is audited each year, normal every second, low once in three years."),
                ),
            ),
            of_catalogue=("requirements",),
            facts=("standards", "last_audited", "last_result", "every_months", "next_due"),
        ),
        exchange=Exchange(
            natural_key="title",
            synonyms={"title": ("area", "process", "audit object"), "responsible": ("process owner",)},
        ),
        rules=Rules(derive=rules.derive_topic, validate=rules.check_topic),
        example=Example({"title": "Suppliers", "requirements": ["iso-27001:2022/A.5.1"], "importance": 3}),
    )
)

"""Teams of audits, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.evaluation.audits.models import COMING
from tandem.evaluation.audits.sealing import AS_REPORTED
from tandem.evaluation.audits.team import rules
from tandem.evaluation.audits.team.models import AuditMember
from tandem.ground.kernel.engaging import Engagement
from tandem.ground.kernel.registers import Example, Form, Listing, Place, Register, Rules, Section, declare

AUDIT_MEMBERS = declare(
    Register(
        key="audit-members",
        model=AuditMember,
        prefix="AUDM",
        title=_("Audit team"),
        singular=_("Member of the audit team"),
        about=_("Who audits, what they can do, and that they have no part in what is audited."),
        icon="users",
        place=Place(home="audits", parent="audit"),
        listing=Listing(
            columns=("reference", "title", "part", "competence", "conflict"),
            empty=_("The lead auditor stands on the audit; add further auditors, experts and observers."),
        ),
        form=Form(
            sections=(
                Section(
                    _("Who"),
                    ("audit", "person", "title", "part", "competence"),
                    _("Whether they own, wrote or lead what is audited is read from the records."),
                ),
            ),
            facts=("conflict",),
        ),
        engagements=(
            Engagement(
                what=_("internal audit"),
                person="person",
                first="audit__planned_from",
                last="audit__planned_to",
                state="audit__state",
                states=COMING,
            ),
        ),
        patterns=(AS_REPORTED,),
        rules=Rules(derive=rules.derive_member, validate=rules.check_member, locked=rules.member_locked),
        example=Example({"title": "An auditor from outside", "part": "auditor"}),
    )
)

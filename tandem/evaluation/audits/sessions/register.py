"""Plans of audits, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.evaluation.audits.models import COMING
from tandem.evaluation.audits.sealing import AS_REPORTED
from tandem.evaluation.audits.sessions import rules
from tandem.evaluation.audits.sessions.models import AuditSession
from tandem.ground.kernel.engaging import Engagement
from tandem.ground.kernel.registers import Example, Form, Listing, Place, Register, Rules, Section, declare

AUDIT_SESSIONS = declare(
    Register(
        key="audit-sessions",
        model=AuditSession,
        prefix="AUDS",
        title=_("Audit plan"),
        singular=_("Audit appointment"),
        about=_("The plan of an audit: when, about what, where, with whom."),
        icon="calendar",
        place=Place(home="audits", parent="audit"),
        listing=Listing(
            columns=("reference", "begins_at", "minutes", "title", "auditee", "place"),
            empty=_("Write down who is asked about what, when and where."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The appointment"),
                    ("audit", "title", "begins_at", "minutes", "place", "auditee", "others", "owner"),
                ),
            ),
        ),
        engagements=(
            Engagement(
                what=_("audit appointment"),
                person="auditee",
                first="begins_at",
                minutes="minutes",
                state="audit__state",
                states=COMING,
            ),
        ),
        patterns=(AS_REPORTED,),
        rules=Rules(validate=rules.check_session, locked=rules.session_locked),
        example=Example({"title": "Change management", "begins_at": "2026-05-04 09:00", "minutes": 90}),
    )
)

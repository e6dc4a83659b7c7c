"""Attendance of training sessions, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.engaging import Engagement
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
from tandem.support.people.sessions import operations
from tandem.support.people.sessions.attendances import rules
from tandem.support.people.sessions.attendances.models import SessionAttendance

SESSION_ATTENDANCES = declare(
    Register(
        key="session-attendances",
        model=SessionAttendance,
        prefix="TRA",
        title=_("Session attendance"),
        singular=_("Attendance of a session"),
        about=_("Who was invited to a training session, and who came."),
        icon="user-check",
        place=Place(home="organization", parent="session"),
        listing=Listing(
            columns=("reference", "title", "came"),
            search=("remark",),
            views=(View("absent", _("Did not come"), {"came": "no"}, "title"),),
            empty=_("List who is to come from the session, or import the sheet that people signed."),
        ),
        form=Form(
            sections=(Section(_("Who came"), ("session", "person", "came", "remark")),),
            facts=("title",),
        ),
        engagements=(
            Engagement(
                what=_("training session"),
                person="person__user",
                first="session__planned_on",
                state="session__state",
                states=("planned",),
            ),
        ),
        exchange=Exchange(
            synonyms={
                "person": ("participant", "name", "employee", "attendee"),
                "came": ("present", "attended", "signed"),
            }
        ),
        patterns=(rules.AS_JUDGED,),
        rules=Rules(
            derive=rules.derive_attendance,
            validate=rules.check_attendance,
            locked=rules.attendance_locked,
            after_create=operations.follow_attendance,
            after_change=operations.follow_attendance,
        ),
        example=Example({"remark": "Shadows the trainer"}),
    )
)

"""Updates on major incidents, declared."""

from django.utils.translation import gettext_lazy as _

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
    declare,
)
from tandem.operation.incidents.majors.updates import rules
from tandem.operation.incidents.majors.updates.models import MajorIncidentUpdate

MAJOR_UPDATES = declare(
    Register(
        key="major-incident-updates",
        model=MajorIncidentUpdate,
        prefix="MUP",
        title=_("Course of major incidents"),
        singular=_("Update on a major incident"),
        about=_("What happened, what was decided and what was said to whom, in its order."),
        icon="megaphone",
        place=Place(home="desk", parent="major"),
        listing=Listing(
            columns=("happened_at", "title", "kind", "audience", "standing", "written_by", "next_at"),
            filters=("standing",),
            search=("text",),
            views=(View("callers", _("To callers"), {"audience": "callers"}, "-happened_at"),),
        ),
        form=Form(
            sections=(
                Section(
                    _("The update"),
                    ("major", "title", "text", "kind", "audience", "standing", "happened_at", "next_at"),
                    _("What is for callers goes to the incident as a public reply, and to every incident in it."),
                ),
            ),
            facts=("written_by",),
        ),
        exchange=Exchange(importable=("written_by",)),
        access=Access(edit=frozenset(), delete=frozenset()),
        rules=Rules(derive=rules.derive, validate=rules.check, locked=rules.locked, after_create=rules.reach),
        example=Example({"title": "The line is cut, traffic goes by mobile", "audience": "staff"}, change={}),
    )
)

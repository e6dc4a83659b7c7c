"""Controls in place for risks, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.risks.in_place import rules
from tandem.direction.risks.in_place.models import ControlInPlace
from tandem.ground.kernel.permissions import WRITERS
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
    declare,
)

CONTROLS_IN_PLACE = declare(
    Register(
        key="controls-in-place",
        model=ControlInPlace,
        prefix="HOLD",
        title=_("Controls in place"),
        singular=_("Control in place"),
        about=_("Which of our controls hold which risk where it is; each is a reason in the statement."),
        icon="shield-check",
        place=Place(home="risks", parent="risk", beside=("control",)),
        listing=Listing(
            columns=("reference", "title", "risk", "control"),
            filters=("control",),
            empty=_("Name the controls that hold the risk where it is, and what each does about it."),
        ),
        form=Form(sections=(Section(_("Control in place"), ("risk", "control", "title")),)),
        exchange=Exchange(synonyms={"title": ("what it does", "effect"), "control": ("control reference",)}),
        access=Access(delete=WRITERS),
        rules=Rules(validate=rules.check_in_place),
        example=Example({"title": "Keeps what is lost to one day"}, change={"title": "Keeps what is lost to an hour"}),
    )
)

"""Topics that audits cover, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.evaluation.audits.covered import rules
from tandem.evaluation.audits.covered.models import CoveredTopic
from tandem.evaluation.audits.sealing import AS_REPORTED
from tandem.ground.kernel.registers import Example, Form, Listing, Place, Register, Rules, Section, declare

COVERED_TOPICS = declare(
    Register(
        key="covered-topics",
        model=CoveredTopic,
        prefix="AUDC",
        title=_("Covered topics"),
        singular=_("Covered topic"),
        about=_("Which topics of the programme an audit covers."),
        icon="target",
        headline="reference",
        place=Place(home="audits", parent="audit", beside=("topic",)),
        listing=Listing(
            columns=("reference", "audit", "topic", "depth"),
            empty=_("Say which topics of the programme the audit covers."),
        ),
        form=Form(sections=(Section(_("The topic"), ("audit", "topic", "depth")),)),
        patterns=(AS_REPORTED,),
        rules=Rules(validate=rules.check_covered, locked=rules.covered_locked),
        example=Example({"depth": "The contracts of this year"}),
    )
)

"""Signatures of groups, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import Example, Form, Listing, Place, Register, Section, declare
from tandem.operation.mail.signatures.models import Signature

SIGNATURES = declare(
    Register(
        key="mail-signatures",
        model=Signature,
        prefix="SIGN",
        title=_("Signatures"),
        singular=_("Signature"),
        about=_("How each assignment group ends its answers by mail."),
        icon="signature",
        place=Place(home="desk", tab=_("Incidents"), is_set_up=True),
        listing=Listing(columns=("reference", "title", "text"), search=("text",)),
        form=Form(sections=(Section(_("The signature"), ("title", "text", "owner")),)),
        example=Example({"title": "Network", "text": "Your network team"}),
    )
)

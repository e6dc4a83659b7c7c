"""When a document is in force, who may approve it, when it is due again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.patterns.reviewed import Reviewed

REVIEW = Reviewed(while_in=("effective",), since=("approved_on",))


def check_document(document: Any, before: Any, today: date) -> Mapping[str, str]:
    """What a document as a whole needs."""
    if document.kind == "external" and not document.location:
        return {"location": _("Say where the external document lies.")}
    if document.state == "effective" and document.kind != "external" and not document.owner_id:
        return {"owner": _("A document in force needs an owner.")}
    return {}

"""What an item needs, and when it is compared with reality again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.reviewed import Reviewed

CHECK_MONTHS = 6
WORDS_FOR_KINDS = {
    "information": ("data", "database", "information asset", "daten", "datenbank", "données"),
    "software": ("application", "app", "web application", "operating system", "erp system", "anwendung", "logiciel"),
    "hardware": (
        "server",
        "laptop",
        "laptops",
        "desktop",
        "desktops",
        "workstation",
        "notebook",
        "computer",
        "monitor",
        "printer",
        "mobile device",
        "phone",
        "storage",
        "physical",
        "gerät",
        "matériel",
    ),
    "network": ("network device", "switch", "router", "firewall", "access point", "netzwerk", "réseau"),
    "platform": ("cloud service", "cloud", "saas", "paas", "iaas", "directory service", "virtual machine", "vm"),
    "facility": ("building", "room", "site", "location", "data centre", "data center", "gebäude", "site physique"),
    "document": ("document", "documents", "paper", "dokument"),
    "knowledge": ("people", "person", "personnel", "staff", "human", "personal", "personne"),
}
WORDS_FOR_CLASSES = {
    "public": ("öffentlich", "publique", "unclassified"),
    "internal": ("internal use", "internal use only", "private", "intern", "interne"),
    "confidential": ("vertraulich", "confidentiel", "sensitive"),
    "strict": ("restricted", "secret", "highly confidential", "streng vertraulich", "top secret"),
}
KINDS_ELSEWHERE = {
    spelt: {"kind": kind}
    for kind, names in WORDS_FOR_KINDS.items()
    for word in names
    for spelt in (word, word.replace(" ", "_"))
}
CLASSES_ELSEWHERE = {word: {"classification": key} for key, names in WORDS_FOR_CLASSES.items() for word in names}
NEED_BY_CLASS = {"public": 1, "internal": 1, "confidential": 2, "strict": 3}


def check_item(item: Any, before: Any, today: date) -> Mapping[str, str]:
    """An item is something; personal data is never public."""
    if not item.is_asset and not item.is_ci:
        return {"is_asset": _("Say whether this is an asset, a configuration item, or both.")}
    if item.has_personal_data and item.classification == "public":
        return {"classification": _("Personal data is not public.")}
    return {}


def derive_item(item: Any, before: Any, actor: Actor) -> None:
    """The classification says how confidential it is at least."""
    least = NEED_BY_CLASS.get(item.classification)
    if least and (item.confidentiality or 0) < least:
        item.confidentiality = least


def check_months(item: Any) -> int:
    """What is controlled is compared twice a year, nothing else is."""
    return CHECK_MONTHS if item.is_ci else 0


COMPARISON = Reviewed(while_in=("in-use",), months=check_months, last="last_check", next="next_check", begins=True)

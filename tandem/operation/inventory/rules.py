"""What an item needs, and when it is compared with reality again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor

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
    """The classification says how confidential it is at least; what is controlled is compared twice a year."""
    least = NEED_BY_CLASS.get(item.classification)
    if least and (item.confidentiality or 0) < least:
        item.confidentiality = least
    if item.is_ci and item.state == "in-use" and item.next_check is None:
        item.next_check = (item.last_check or actor.today) + relativedelta(months=CHECK_MONTHS)


def compared(item: Any, actor: Actor) -> None:
    """The item is as it is written here."""
    item.last_check = actor.today
    item.next_check = actor.today + relativedelta(months=CHECK_MONTHS)


def retire(item: Any, actor: Actor) -> None:
    """What is gone is not compared any more."""
    item.next_check = None

"""What an item needs, and when it is compared with reality again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.reviewed import Reviewed
from tandem.ground.kernel.states import Lacking
from tandem.operation.inventory.classes.models import ItemClass
from tandem.operation.inventory.classes.rules import asked_of

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
CONTROLLED = (
    "title",
    "item_class",
    "serial_number",
    "asset_tag",
    "mac_addresses",
    "identifier",
    "maker",
    "location",
    "service",
    "state",
    "status",
    "own",
)
UNDER_CONTROL = ("in-use", "in-repair")
AT_WORK = ("approved", "made")
SECRET = ("confidential", "strict")
NEED_BY_CLASS = {"public": 1, "internal": 1, "confidential": 2, "strict": 3}


def check_item(item: Any, before: Any, today: date) -> Mapping[str, str]:
    """An item is something, as its class asks; personal data is never public."""
    if not item.is_asset and not item.is_ci:
        return {"is_asset": _("Say whether this is an asset, a configuration item, or both.")}
    if item.has_personal_data and item.classification == "public":
        return {"classification": _("Personal data is not public.")}
    if item.disposed_on and item.disposed_on > today:
        return {"disposed_on": _("This day has not come yet.")}
    return asked_of(item, _classes_with_fields(item)) or _named_by_change(item, before)


def _classes_with_fields(item: Any) -> Mapping[str, set[int]]:
    """Which classes have each of the own fields that the item fills in."""
    having: dict[str, set[int]] = {}
    for pk, names in ItemClass.objects.filter(state="in-use").values_list("pk", "own_fields") if item.own else ():
        for name in names:
            having.setdefault(name, set()).add(pk)
    return having


def _named_by_change(item: Any, before: Any) -> Mapping[str, str]:
    """A change under which an item is altered names the item or its service."""
    change = item.altered_under
    if change is None or (before is not None and before.altered_under_id == change.pk):
        return {}
    if item.reference in change.items or (change.service_id and change.service_id == item.service_id):
        return {}
    return {"altered_under": _("%(change)s names neither this item nor its service.") % {"change": change.reference}}


def derive_item(item: Any, before: Any, actor: Actor) -> None:
    """The kind is that of the class; the classification says how confidential it is at least."""
    if item.item_class:
        item.kind = item.item_class.kind
    least = NEED_BY_CLASS.get(item.classification)
    if least and (item.confidentiality or 0) < least:
        item.confidentiality = least
    if before is not None and actor.through != "import":
        item.told_by = {name: who for name, who in item.told_by.items() if getattr(item, name) == getattr(before, name)}
    if before is not None and is_altered(item, before):
        item.altered_on = actor.today
        if item.altered_under_id == before.altered_under_id and not _is_at_work(item.altered_under):
            item.altered_under = None


def is_altered(item: Any, before: Any) -> bool:
    """True when something was altered of a configuration item that may be altered under a change only."""
    is_controlled = item.is_ci and (item.item_class is None or item.item_class.needs_change)
    if not is_controlled or before.state not in UNDER_CONTROL:
        return False
    names = [item._meta.get_field(name).attname for name in CONTROLLED]
    return any(getattr(item, name) != getattr(before, name) for name in names)


def _is_at_work(change: Any) -> bool:
    return change is not None and change.state in AT_WORK


def verify(item: Any, actor: Actor) -> None:
    """Note who compared it with reality today."""
    COMPARISON.looked_at(item, actor)
    item.verified_by_id = actor.user_id


def may_retire(item: Any, actor: Actor) -> Lacking | None:
    """What held secret or personal data is gone only with evidence, such as the number of a certificate."""
    if (item.has_personal_data or item.classification in SECRET) and not item.disposal_evidence:
        return Lacking(("disposal_evidence",), _("Say what shows the disposal, such as the number of a certificate."))
    return None


def retire(item: Any, actor: Actor) -> None:
    """It is gone since today, unless an earlier day was said."""
    item.disposed_on = item.disposed_on or actor.today


def check_months(item: Any) -> int:
    """What is controlled is compared as often as its class says, twice a year without one; nothing else is."""
    if not item.is_ci:
        return 0
    return int(item.item_class.check_months) if item.item_class else CHECK_MONTHS


COMPARISON = Reviewed(while_in=("in-use",), months=check_months, last="last_check", next="next_check", begins=True)

"""Items, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
    Example,
    Exchange,
    Figure,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    View,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import (
    Transition,
    Workflow,
)
from tandem.operation.inventory import rules
from tandem.operation.inventory.models import ITEM_STATES, Item

ITEMS = declare(
    Register(
        key="items",
        model=Item,
        prefix="ITEM",
        title=_("Inventory"),
        singular=_("Item"),
        about=_("Everything that services stand on and information lives in: assets, configuration items, or both."),
        icon="server",
        place=Place(
            home="services",
            tab=_("Inventory"),
            figures=(Figure("in-use", _("items in use")),),
        ),
        listing=Listing(
            columns=("reference", "title", "kind", "classification", "state", "service", "owner", "supported_until"),
            filters=(
                "is_asset",
                "is_ci",
                "has_personal_data",
                "licensed_until",
            ),
            search=("description", "identifier", "maker", "location", "custodian", "relations"),
            views=(
                View("in-use", _("In use"), {"state": "in-use"}, "title"),
                View("ci", _("Configuration items"), {"is_ci": "true", "state": "in-use"}, "title"),
                View("information", _("Information"), {"kind": "information"}, "title"),
                View(
                    "ended",
                    _("Support ended"),
                    {"state": "in-use", "supported_until~before": "today"},
                    "supported_until",
                ),
                View("compare", _("To be compared"), {"state": "in-use", "next_check~before": "today"}, "next_check"),
            ),
            tones={"classification": {"confidential": "waiting", "strict": "bad"}},
            empty=_("Begin with what would hurt most to lose, or bring the export of your device management."),
        ),
        form=Form(
            sections=(
                Section(_("The item"), ("title", "kind", "is_asset", "is_ci", "description", "owner", "custodian")),
                Section(_("Where and what"), ("identifier", "maker", "location", "service", "relations")),
                Section(
                    _("Protection"),
                    ("classification", "has_personal_data", "confidentiality", "integrity", "availability"),
                    _("How bad would it be if it became known, false, or unavailable?"),
                ),
                Section(
                    _("Dates and licences"),
                    ("acquired_on", "supported_until", "licensed_until", "licences", "licences_used"),
                ),
            ),
            facts=("last_check", "next_check", "disposed_how"),
        ),
        waiting=(Waiting(what=_("Compare with reality"), date="next_check", states=("in-use",)),),
        workflow=Workflow(
            states=ITEM_STATES,
            initial="in-use",
            transitions=(
                Transition(
                    key="use", label=_("Put to use"), sources=("planned", "in-stock", "in-repair"), target="in-use"
                ),
                Transition(
                    key="compare",
                    label=_("Verified today"),
                    sources=("in-use",),
                    target="in-use",
                    effect=rules.COMPARISON.looked_at,
                ),
                Transition(key="store", label=_("Put in stock"), sources=("in-use", "in-repair"), target="in-stock"),
                Transition(key="repair", label=_("Send to repair"), sources=("in-use", "in-stock"), target="in-repair"),
                Transition(
                    key="retire",
                    label=_("Retire"),
                    sources=("planned", "in-stock", "in-use", "in-repair"),
                    target="retired",
                    required=("disposed_how",),
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "last_check", "next_check", "disposed_how"),
            natural_key="title",
            synonyms={
                "title": (
                    "asset",
                    "asset name",
                    "item",
                    "item name",
                    "hostname",
                    "device name",
                    "actif",
                    "Bezeichnung",
                ),
                "external_id": (
                    "asset id",
                    "asset tag",
                    "asset number",
                    "asset no",
                    "inventory number",
                    "id",
                    "no",
                    "Nummer",
                ),
                "identifier": ("serial", "serial number", "sn", "ip address", "mac address", "Seriennummer"),
                "maker": (
                    "manufacturer + model",
                    "manufacturer + model name",
                    "manufacturer",
                    "model",
                    "model name",
                    "vendor",
                    "Hersteller",
                    "fabricant",
                ),
                "location": ("site", "room", "place", "Standort", "emplacement"),
                "custodian": (
                    "assigned to",
                    "user",
                    "asset custodian",
                    "asset user",
                    "used by",
                    "checked out to username",
                ),
                "owner": ("asset owner", "Eigentümer", "propriétaire"),
                "kind": ("type", "asset type", "category", "Art", "catégorie"),
                "description": ("asset description", "asset notes", "notes", "remarks", "Beschreibung"),
                "classification": ("information classification", "class", "Klassifizierung", "Schutzklasse"),
                "confidentiality": ("c", "Vertraulichkeit", "confidentialité"),
                "integrity": ("i", "Integrität", "intégrité"),
                "availability": ("a", "Verfügbarkeit", "disponibilité"),
                "acquired_on": ("purchase date", "purchased", "invoice date", "Kaufdatum"),
                "supported_until": ("asset eol date", "warranty", "warranty end", "end of support", "support end"),
            },
            readings={"kind": rules.KINDS_ELSEWHERE, "classification": rules.CLASSES_ELSEWHERE},
        ),
        patterns=(rules.COMPARISON,),
        rules=Rules(
            derive=rules.derive_item,
            validate=rules.check_item,
        ),
        example=Example({"title": "Mail server", "classification": "confidential", "is_ci": True}),
    )
)

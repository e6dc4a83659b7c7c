"""One table of what the organization has: assets, configuration items, or both."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Label, Structure, Words
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.inventory.classes.models import ItemClass
from tandem.operation.inventory.vocabulary import KINDS

CLASSES = [
    ("public", _("Public")),
    ("internal", _("Internal")),
    ("confidential", _("Confidential")),
    ("strict", _("Strictly confidential")),
]
GRADES = [(1, _("Normal")), (2, _("High")), (3, _("Very high"))]


def _need(label: Label) -> "models.PositiveSmallIntegerField[Any, Any]":
    """How bad it would be, in three grades."""
    return models.PositiveSmallIntegerField(label, choices=GRADES, null=True, blank=True)


class ItemQuerySet(RecordQuerySet):
    def in_use(self) -> "ItemQuerySet":
        """What is there and used."""
        return self.filter(state="in-use")

    def due_before(self, day: date) -> "ItemQuerySet":
        """What should have been compared with reality before this day."""
        return self.in_use().filter(next_check__lt=day)


ITEM_STATES = (
    State("planned", _("Planned"), "quiet"),
    State("in-stock", _("In stock"), "quiet"),
    State("in-use", _("In use"), "good"),
    State("in-repair", _("In repair"), "waiting"),
    State("retired", _("Retired"), "quiet", final=True),
)


class Item(Record):
    """Something that services stand on or information lives in; an asset, a configuration item, or both."""

    title = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS, default="hardware")
    item_class = models.ForeignKey(
        ItemClass,
        models.PROTECT,
        related_name="items",
        null=True,
        blank=True,
        verbose_name=_("class"),
        db_index=False,
    )
    status = models.CharField(_("status in its class"), max_length=60, blank=True)
    is_asset = models.BooleanField(_("asset"), default=True)
    is_ci = models.BooleanField(_("configuration item"), default=False)
    description = models.TextField(_("description"), blank=True, max_length=10_000)
    serial_number = models.CharField(_("serial number"), max_length=100, blank=True)
    asset_tag = models.CharField(_("asset tag"), max_length=100, blank=True)
    mac_addresses = Words(_("MAC addresses"), blank=True, longest=40, most=50)
    identifier = models.CharField(_("address or other mark"), max_length=200, blank=True)
    maker = models.CharField(_("maker and model"), max_length=200, blank=True)
    location = models.CharField(_("place"), max_length=200, blank=True)
    holder = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("held by"),
        db_index=False,
    )
    custodian = models.CharField(_("used or kept by"), max_length=200, blank=True)
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="items",
        null=True,
        blank=True,
        verbose_name=_("service"),
        db_index=False,
    )
    relations = models.TextField(_("further relations in words"), blank=True, max_length=5_000)
    classification = models.CharField(_("classification"), max_length=12, choices=CLASSES, blank=True)
    has_personal_data = models.BooleanField(_("holds personal data"), default=False)
    confidentiality = _need(_("need of confidentiality"))
    integrity = _need(_("need of integrity"))
    availability = _need(_("need of availability"))
    acquired_on = models.DateField(_("acquired on"), null=True, blank=True)
    warranty_until = models.DateField(_("warranty until"), null=True, blank=True)
    supported_until = models.DateField(_("supported until"), null=True, blank=True)
    licensed_until = models.DateField(_("licensed until"), null=True, blank=True)
    licences = models.PositiveIntegerField(_("licences"), null=True, blank=True)
    licences_used = models.PositiveIntegerField(_("licences in use"), null=True, blank=True)
    state = StateField(ITEM_STATES, max_length=12, initial="in-use")
    last_check = models.DateField(_("last compared with reality"), null=True, blank=True)
    next_check = models.DateField(_("compare again on"), null=True, blank=True)
    verified_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("last compared by"),
        db_index=False,
    )
    altered_on = models.DateField(_("altered on"), null=True, blank=True, editable=False)
    altered_under = models.ForeignKey(
        "changes.Change",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("altered under the change"),
        db_index=False,
    )
    seen_by = models.CharField(_("last found by"), max_length=100, blank=True)
    seen_on = models.DateField(_("last found on"), null=True, blank=True)
    told_by = Structure(_("which source told each field"), default=dict, blank=True)
    disposed_how = models.CharField(_("how it was disposed of"), max_length=300, blank=True)
    disposed_on = models.DateField(_("disposed of on"), null=True, blank=True)
    disposal_evidence = models.CharField(_("evidence of the disposal"), max_length=300, blank=True)

    objects: ClassVar[Any] = RecordManager.from_queryset(ItemQuerySet)()

    class Meta(Record.Meta):
        indexes = [
            *indexed(
                "title",
                "kind",
                "item_class",
                "state",
                "classification",
                "service",
                "serial_number",
                "asset_tag",
                "supported_until",
                "next_check",
            ),
            *(
                models.Index("organization", Lower(mark), name=f"item_called_{mark}"[:30])
                for mark in ("title", "identifier", "external_id", "asset_tag", "serial_number")
            ),
        ]

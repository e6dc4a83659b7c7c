"""What the catalogue holds for the whole installation, and the licensed texts each organization keeps for itself."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.catalogue.vocabulary import Change, FrameworkKind, Origin, Relation, requirement_key
from tandem.ground.kernel import clock
from tandem.ground.kernel.models import Scoped
from tandem.library_words import said


class LibraryText(models.TextField):  # type: ignore[type-arg]
    """A text of the library: kept as the file has it, read in the language of whoever reads."""

    def deconstruct(self) -> Any:
        """In the database it is a text as any other."""
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.TextField", arguments, options

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """What was kept, in the language that is spoken now."""
        return value and said(value)


class FrameworkQuerySet(models.QuerySet["Framework"]):
    def current(self) -> Self:
        """Frameworks that the library or an import still provides."""
        return self.filter(is_current=True)


class Framework(models.Model):
    """A standard in one edition, or another list of requirements, controls or threats that records can refer to."""

    key = models.CharField(_("key"), max_length=200, unique=True)
    standard = models.CharField(_("standard"), max_length=200)
    edition = models.CharField(_("edition"), max_length=50, blank=True)
    name = models.CharField(_("name"), max_length=300)
    title = LibraryText(_("title"), blank=True)
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=FrameworkKind.choices)
    about = LibraryText(_("about"), blank=True)
    attributes = models.JSONField(_("further facts"), default=dict, blank=True)
    urn = models.CharField(_("name elsewhere"), max_length=300, blank=True, db_index=True)
    version = models.PositiveIntegerField(_("version of the file"), default=0)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices)
    digest = models.CharField(max_length=64)
    is_current = models.BooleanField(_("still provided"), default=True)
    imported_at = models.DateTimeField(_("imported"), default=clock.now)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        ordering = ("standard", "edition")

    def __str__(self) -> str:
        return self.name


class RequirementQuerySet(models.QuerySet["Requirement"]):
    def current(self) -> Self:
        """Requirements that their framework still has, in the frameworks still provided."""
        return self.filter(is_current=True, framework__is_current=True)


class Requirement(models.Model):
    """One clause, control, threat or heading of a framework; it stays the same row for good: records refer to it."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="requirements", db_index=False)
    ref = models.CharField(_("reference"), max_length=200)
    title = LibraryText(_("title"))
    parent = models.ForeignKey("self", models.PROTECT, related_name="children", null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=40)
    depth = models.PositiveSmallIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)
    assessable = models.BooleanField(_("counts in the denominator"), default=False)
    about = LibraryText(_("about"), blank=True)
    evidence = LibraryText(_("usual evidence"), blank=True)
    attributes = models.JSONField(_("further facts"), default=dict, blank=True)
    new = models.BooleanField(_("new in this edition"), default=False)
    documented = models.JSONField(_("documented information"), default=list, blank=True)
    urn = models.CharField(_("name elsewhere"), max_length=300, blank=True, db_index=True)
    is_current = models.BooleanField(_("still in the framework"), default=True)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ("framework", "position")
        constraints = [models.UniqueConstraint(fields=["framework", "ref"], name="requirement_ref_is_unique")]
        indexes = [models.Index(fields=["framework", "position"])]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    @property
    def key(self) -> str:
        """`iso-27001:2022/A.5.1`, as it is written everywhere."""
        return requirement_key(self.framework.key, self.ref)


class Mapping(models.Model):
    """How the requirements of two frameworks, or of two editions of one, correspond."""

    key = models.CharField(_("key"), max_length=450, unique=True)
    source = models.ForeignKey(Framework, models.PROTECT, related_name="mappings_from")
    target = models.ForeignKey(Framework, models.PROTECT, related_name="mappings_to")
    about = LibraryText(_("about"), blank=True)
    version = models.PositiveIntegerField(_("version of the file"), default=0)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices)
    digest = models.CharField(max_length=64)
    imported_at = models.DateTimeField(_("imported"), default=clock.now)

    class Meta:
        verbose_name = _("mapping")
        verbose_name_plural = _("mappings")
        ordering = ("key",)

    def __str__(self) -> str:
        return self.key


class MappingRow(models.Model):
    """One correspondence: two requirements and their relation, or one that has nothing like it on the other side."""

    mapping = models.ForeignKey(Mapping, models.CASCADE, related_name="rows")
    source = models.ForeignKey(Requirement, models.PROTECT, related_name="rows_from", null=True, blank=True)
    target = models.ForeignKey(Requirement, models.PROTECT, related_name="rows_to", null=True, blank=True)
    relation = models.CharField(_("relation"), max_length=20, choices=Relation.choices)
    change = models.CharField(_("change"), max_length=20, choices=Change.choices, blank=True)
    reason = LibraryText(_("reason"), blank=True)
    extra = models.JSONField(_("further facts"), default=dict, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("mapping row")
        verbose_name_plural = _("mapping rows")
        ordering = ("mapping", "position")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(source__isnull=False) | models.Q(target__isnull=False), name="mapping_row_has_an_end"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source or '—'} {self.relation} {self.target or '—'}"


class RiskMatrix(models.Model):
    """A ready-made matrix: scales of likelihood and impact, and the risk level each pair of them gives."""

    key = models.CharField(_("key"), max_length=200, unique=True)
    ref = models.CharField(_("reference"), max_length=200)
    name = models.CharField(_("name"), max_length=300)
    about = models.TextField(_("about"), blank=True)
    definition = models.JSONField(_("definition"))
    urn = models.CharField(_("name elsewhere"), max_length=300, blank=True, db_index=True)
    version = models.PositiveIntegerField(_("version of the file"), default=0)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices)
    digest = models.CharField(max_length=64)
    imported_at = models.DateTimeField(_("imported"), default=clock.now)

    class Meta:
        verbose_name = _("risk matrix")
        verbose_name_plural = _("risk matrices")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class LicensedText(Scoped):
    """The standard's own words of one requirement, loaded by an organization that bought them; nothing exports them.

    Not a record: the ledger and its packs must never carry a licensed sentence.
    """

    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="+", db_index=False)
    text = models.TextField(_("text of the standard"))
    loaded_at = models.DateTimeField(_("loaded"), default=clock.now)

    class Meta(Scoped.Meta):
        verbose_name = _("licensed text")
        verbose_name_plural = _("licensed texts")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "requirement"], name="licensed_text_of_a_requirement_is_one"
            )
        ]

    def __str__(self) -> str:
        return self.requirement.ref

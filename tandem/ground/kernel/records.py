"""What every kept record has in common."""

from typing import Any, ClassVar, Final, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel import arrivals
from tandem.ground.kernel.fields import ExternalNumber, Reference, Structure, Words
from tandem.ground.kernel.tenancy import active_organization_id

MOST_BEGUN: Final = 1_000  # by model and organization
_begun: dict[tuple[type[models.Model], int], Any] = {}


class RecordQuerySet(models.QuerySet[Any]):
    """Queries over records of the active organization."""

    def with_reference(self, reference: str) -> Self:
        """The record of this reference, written in any case."""
        return self.filter(reference=reference.upper()) if reference.isprintable() else self.none()

    def called(self, text: str, field: str = "title") -> Self:
        """The records that have this text in a field, in whatever case it is written, in any script."""
        wanted = text.strip()
        if wanted.isascii():
            return self.filter(**{f"{field}__iexact": wanted})
        rows = self.exclude(**{field: ""}).values_list("pk", field)  # SQLite knows the case of ASCII letters only
        return self.filter(pk__in=[pk for pk, said in rows if said.strip().casefold() == wanted.casefold()])


class RecordManager(models.Manager.from_queryset(RecordQuerySet)):  # type: ignore[misc]
    """Sees the active organization's records only; raises NoActiveOrganization without one.

    What a running import has written so far is not there yet.
    """

    @classmethod
    def from_queryset(cls, queryset_class: Any, class_name: str | None = None) -> Any:
        """A manager with the methods of a queryset too; type checkers take it for this class, which they can import."""
        made = super().from_queryset(queryset_class, class_name)
        made.__module__, made.__qualname__ = cls.__module__, cls.__qualname__
        return made

    def get_queryset(self) -> RecordQuerySet:
        organization_id = active_organization_id()
        queryset: RecordQuerySet = self._queryset_class(
            model=self.model, query=self._query_of(organization_id), using=self._db, hints=self._hints
        )
        return arrivals.without_arriving(queryset, organization_id)

    def _query_of(self, organization_id: int) -> Any:
        """The query for the records of an organization, of which every other query of this manager begins as a copy."""
        key = (self.model, organization_id)
        if key not in _begun:
            if len(_begun) >= MOST_BEGUN:
                _begun.clear()
            _begun[key] = super().get_queryset().filter(organization_id=organization_id).query
        return _begun[key].chain()


class Record(models.Model):
    """Anything that an organization keeps under a reference, with an owner, a version and a history."""

    organization = models.ForeignKey(
        "accounts.Organization", models.PROTECT, related_name="+", editable=False, db_index=False
    )
    reference = Reference(_("reference"), max_length=40, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    external_id = ExternalNumber(_("external number"), max_length=100, blank=True)
    owner = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("owner"),
    )
    tags = Words(_("tags"), blank=True, longest=80, most=50)
    own = Structure(_("own fields"), default=dict, blank=True)
    created_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created"), editable=False)
    updated_at = models.DateTimeField(_("changed"), editable=False)

    objects: ClassVar[Any] = RecordManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["organization", "reference"], name="%(app_label)s_%(class)s_reference")
        ]

    def __str__(self) -> str:
        return str(self.reference)


def indexed(*names: str) -> list[models.Index]:
    """Indexes that serve lists sorted or filtered by these fields, the organization first."""
    always = ("created_at", "updated_at", "owner", "external_id")
    return [models.Index(fields=["organization", name, "id"]) for name in dict.fromkeys((*always, *names))]


def sparse(prefix: str, *names: str) -> list[models.Index]:
    """Indexes over the records that have a word in one of these fields, for lists filtered by it.

    Whatever leaves it empty costs nothing. The filter of a choice says that it looks for a word, so that it is served.
    """
    return [
        models.Index(
            fields=["organization", name, "id"], condition=models.Q(**{f"{name}__gt": ""}), name=f"{prefix}_{name}"[:30]
        )
        for name in names
    ]

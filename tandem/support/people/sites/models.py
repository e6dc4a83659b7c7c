"""Sites of the organization itself; those of customers lie with customers."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.accounts.models import check_time_zone
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

KINDS = [
    ("office", _("Office")),
    ("data-centre", _("Data centre or server room")),
    ("works", _("Works, store or workshop")),
    ("home", _("Homes of people")),
    ("other", _("Other")),
]
SITE_STATES = (
    State("in-use", _("In use"), "good", next=""),
    State("given-up", _("Given up"), "quiet", final=True),
)


class SiteQuerySet(RecordQuerySet):
    def named(self, title: str) -> Any:
        """The site in use of this title, in whatever case; the oldest where several have it, None for none."""
        return self.filter(state="in-use").called(title).order_by("pk").first()


class Site(Record):
    """A place where the organization itself works or keeps something: where it is, what kind, which time it has."""

    title = models.CharField(_("site"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS, default="office")
    address = models.TextField(_("address"), blank=True, max_length=1_000)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True, validators=[check_time_zone])
    protection = models.TextField(_("how it is entered and protected"), blank=True, max_length=5_000)
    given_up_on = models.DateField(_("given up on"), null=True, blank=True)
    state = StateField(SITE_STATES, max_length=8)

    objects: ClassVar[Any] = RecordManager.from_queryset(SiteQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "kind", "state")

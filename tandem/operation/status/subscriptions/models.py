"""Those who are told of status updates."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

SUBSCRIPTION_STATES = (
    State("active", _("Active"), "good", next=""),
    State("ended", _("Ended"), "quiet", final=True),
)
WAYS = [("mail", _("By mail")), ("feed", _("By a feed of their own"))]


class StatusSubscriptionQuerySet(RecordQuerySet):
    def by_mail(self) -> "StatusSubscriptionQuerySet":
        """Subscriptions to which mail goes."""
        return self.filter(state="active", way="mail")


class StatusSubscription(Record):
    """Somebody who is told of status updates: by mail at an address that they confirmed, or by a feed of their own.

    Without a user it is of the public page. With one it shows what that user may see, for as long as they may.
    """

    title = models.EmailField(_("e-mail address"), max_length=254)
    way = models.CharField(_("how"), max_length=5, choices=WAYS, default="mail")
    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("of the customer"),
        db_index=False,
    )
    user = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("user"),
        db_index=False,
    )
    state = StateField(SUBSCRIPTION_STATES, max_length=8)

    objects: ClassVar[Any] = RecordManager.from_queryset(StatusSubscriptionQuerySet)()

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "title", "way"],
                condition=Q(state="active", customer=None),
                name="one_active_subscription_of_an_address",
                violation_error_message=_("This address has subscribed already."),
            ),
            models.UniqueConstraint(
                fields=["organization", "title", "way", "customer"],
                condition=Q(state="active") & ~Q(customer=None),
                name="one_active_subscription_at_a_customer",
                violation_error_message=_("This address has subscribed already."),
            ),
        ]
        indexes = indexed("title", "state", "customer")

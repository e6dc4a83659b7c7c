"""Forms that are sent once: going back and saving again shows what was made, instead of making it twice."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction

from tandem.ground.kernel import clock, jobs
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.models import SentForm

KEPT = timedelta(days=7)
LONGEST_TOKEN = 64


def once(actor: Actor, token: str, make: Callable[[], str]) -> tuple[str, bool]:
    """Address of what a form made, and whether it was made now; `make` is called the first time only.

    What `make` raises passes through, and the form may be sent again: nothing was made. Without a token, or without
    a person, there is nothing to recognize.
    """
    if not token or len(token) > LONGEST_TOKEN or not token.isascii() or actor.user_id is None:
        return make(), True
    with transaction.atomic():
        sent, is_new = SentForm.objects.get_or_create(
            user_id=actor.user_id, token=token, defaults={"created_at": clock.now()}
        )
        if is_new:
            sent.location = make()
            sent.save(update_fields=["location"])
        return sent.location, is_new


@jobs.task("forget-sent-forms", schedule="41 3 * * *")
def forget(progress: jobs.Progress | None = None) -> None:
    """Forget forms that nobody will go back to."""
    with transaction.atomic():
        SentForm.objects.filter(created_at__lt=clock.now() - KEPT).delete()

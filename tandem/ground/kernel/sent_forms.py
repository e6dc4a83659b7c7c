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
    if not _is_known(token) or actor.user_id is None:
        return make(), True
    with transaction.atomic():
        sent, is_new = SentForm.objects.get_or_create(
            user_id=actor.user_id, token=token, defaults={"created_at": clock.now()}
        )
        if is_new:
            sent.location = make()
            sent.save(update_fields=["location"])
        return sent.location, is_new


def claim(actor: Actor, token: str, location: str) -> bool:
    """Whether a form is sent for the first time; from now on it is not. For what takes too long for one transaction.

    Whoever claims it takes it back with `release` where nothing came of it.
    """
    if not _is_known(token) or actor.user_id is None:
        return True
    with transaction.atomic():
        first_values = {"created_at": clock.now(), "location": location}
        return SentForm.objects.get_or_create(user_id=actor.user_id, token=token, defaults=first_values)[1]


def release(actor: Actor, token: str) -> None:
    """Let a form be sent again."""
    if actor.user_id is None:
        return
    with transaction.atomic():
        SentForm.objects.filter(user_id=actor.user_id, token=token).delete()


def _is_known(token: str) -> bool:
    return bool(token) and len(token) <= LONGEST_TOKEN and token.isascii()


@jobs.task("forget-sent-forms", schedule="41 3 * * *")
def forget(progress: jobs.Progress | None = None) -> None:
    """Forget forms that nobody will go back to."""
    with transaction.atomic():
        SentForm.objects.filter(created_at__lt=clock.now() - KEPT).delete()

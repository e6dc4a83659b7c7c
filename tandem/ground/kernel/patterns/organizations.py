"""For each organization: the same work in every one, where the error of one never stops the rest."""

import logging
from collections.abc import Callable

from django.apps import apps

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import tandem
from tandem.ground.kernel.tenancy import organization_active

logger = logging.getLogger("tandem.jobs")


class SomeFailed(RuntimeError):
    """The work failed in the organizations of these short names; in all others it is done."""

    def __init__(self, slugs: list[str]) -> None:
        self.slugs = slugs
        super().__init__(f"Failed in: {', '.join(slugs)}.")


def for_each_organization(work: Callable[[Actor], object], *, through: str = "job") -> int:
    """Do the work as Tandem in each organization; how many there were.

    Every organization is gone through; SomeFailed at the end names those in which it raised, so that the job is
    tried again. The work has to tolerate running twice.
    """
    failed, whole = [], 0
    for organization in apps.get_model("accounts", "Organization").objects.order_by("pk"):
        whole += 1
        try:
            with organization_active(organization.pk):
                work(tandem(organization, through))
        except Exception:
            logger.exception("%s failed in %s", getattr(work, "__name__", "Work"), organization.slug)
            failed.append(organization.slug)
    if failed:
        raise SomeFailed(failed)
    return whole

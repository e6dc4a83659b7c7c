"""Once a day everything is held against the ledger, every few minutes what was written lately; absence is told."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import DatabaseError
from django.utils.translation import gettext as _

from tandem.ground.kernel import clock, jobs
from tandem.ground.kernel.comparison import running
from tandem.ground.kernel.models import Comparison
from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.ledger import verification
from tandem.ground.ledger.keys import KeyTrouble

logger = logging.getLogger("tandem.holding")
EVERY = timedelta(hours=20)
MISSED = timedelta(hours=26)
RECENT = timedelta(minutes=15)
FAILURES = (DatabaseError, OSError, ValueError, KeyTrouble)


@jobs.task("hold-against-the-ledger", schedule="45 * * * *")
def hold_everything(progress: jobs.Progress) -> dict[str, Any]:
    """Compare each organization that was not compared for most of a day; the first that fails never stops the rest."""
    compared, failed = [], []
    for organization in _organizations():
        if _is_due(organization.pk):
            try:
                hold(organization)
                compared.append(organization.slug)
            except FAILURES:
                logger.exception("%s could not be held against its ledger", organization.slug)
                failed.append(organization.slug)
    return {"compared": compared, "failed": failed}


@jobs.task("hold-recent", schedule="*/5 * * * *")
def hold_recent(progress: jobs.Progress) -> dict[str, Any]:
    """Compare what was written in the last minutes; only what differs is kept."""
    count = 0
    for organization in _organizations():
        try:
            outcome = running.compare_recent(organization.pk, clock.now() - RECENT)
        except FAILURES:
            logger.exception("What %s wrote lately could not be compared", organization.slug)
            continue
        if not outcome.holds:
            count += len(outcome.findings)
            _report(organization, running.keep(organization.pk, outcome, is_whole=False))
    return {"found": count}


def hold(organization: Any) -> Comparison:
    """Verify an organization's ledger, hold everything against it, and keep what came of it."""
    with organization_active(organization.pk):
        verified = verification.verify(organization.pk)
    kept = running.keep(
        organization.pk,
        running.compare(organization.pk),
        is_whole=True,
        problem="" if verified.holds else verified.problem,
    )
    _report(organization, kept)
    return kept


def newest(organization_id: int, *, is_whole: bool = True) -> Comparison | None:
    """The last comparison of an organization, whole or of what was written lately."""
    with organization_active(organization_id):
        mine = Comparison.objects.filter(organization_id=organization_id, is_whole=is_whole)
        return mine.order_by("-began_at").first()  # type: ignore[no-any-return]


def absences(now: datetime) -> Iterator[str]:
    """Organizations whose tables were not held against their ledger for more than a day, each as a sentence."""
    for organization in _organizations():
        last = newest(organization.pk)
        since = last.began_at if last else organization.created_at
        if now - since > MISSED:
            params = {"organization": organization.slug, "since": f"{since:%Y-%m-%d %H:%M}"}
            yield (
                _(
                    "%(organization)s was not held against its ledger since %(since)s UTC: "
                    "the nightly job does not run. Start `tandem worker`."
                )
                % params
            )


def _is_due(organization_id: int) -> bool:
    last = newest(organization_id)
    return last is None or clock.now() - last.began_at > EVERY


def _organizations() -> list[Any]:
    return list(apps.get_model("accounts", "Organization").objects.order_by("pk"))


def _report(organization: Any, kept: Comparison) -> None:
    if kept.problem:
        logger.error("The ledger of %s does not hold: %s", organization.slug, kept.problem)
    if kept.findings:
        first = kept.findings[0]
        logger.error(
            "%s differs from its ledger in %d places, first in %s %s",
            organization.slug,
            len(kept.findings),
            first["register"],
            first["reference"] or first["row_id"],
        )

"""The lists of attacks (KEV, EPSS) from configured addresses, every day and for every organization."""

import logging
import tempfile
from functools import partial
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from django.conf import settings

from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel import jobs
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.organizations import for_each_organization
from tandem.operation.vulnerabilities.reports import bringing, reading
from tandem.operation.vulnerabilities.reports.child import Answer
from tandem.operation.vulnerabilities.reports.models import LISTS

logger = logging.getLogger("tandem.jobs")
SECONDS = 60
PIECE = 2**20


class NotFetched(RuntimeError):
    """A list that could not be had; what was known before stays."""


@jobs.task("attack-lists", schedule="40 3 * * *")
def fetch_lists(progress: jobs.Progress | None = None) -> None:
    """Bring the newest edition of every list; NotFetched at the end names the addresses that gave none."""
    failed = []
    for address in settings.TANDEM_ATTACK_LISTS:
        try:
            answers = _answers(address)
        except (NotFetched, UnusableFile) as error:
            logger.warning("%s gave no list: %s", address, error)
            failed.append(address)
        else:
            for_each_organization(partial(_keep_up, answers))
    if failed:
        raise NotFetched(", ".join(failed))


def _keep_up(answers: list[Answer], actor: Actor) -> None:
    bringing.take_all(actor, answers, bringing.Options())


def _answers(address: str) -> list[Answer]:
    """What is in the file at an address; only lists of attacks are taken from there."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list"
        path.write_bytes(fetched(address))
        answers = reading.answers(path, address.rpartition("/")[2][:200] or "list")
    kinds = {report.kind for answer in answers for report in answer.reports}
    if not kinds or kinds - set(LISTS):
        raise NotFetched(next((reading.why(answer) for answer in answers if answer.code), "no list of attacks"))
    return answers


def fetched(address: str) -> bytes:
    """The bytes at an https address, at most as many as may be imported."""
    if urlsplit(address).scheme != "https":
        raise NotFetched("only https is fetched")
    try:
        with urlopen(address, timeout=SECONDS) as response:  # noqa: S310  https alone, see above
            raw: bytes = response.read(settings.TANDEM_IMPORT_LIMIT + 1)
    except (URLError, OSError, ValueError) as error:
        raise NotFetched(str(error)) from error
    if len(raw) > settings.TANDEM_IMPORT_LIMIT:
        raise NotFetched("larger than what may be imported")
    return raw

"""Every kind of ticket that something is promised about, and whose clocks therefore are looked at and moved."""

from typing import Final

from tandem.operation.agreements.change_clocks.following import CHANGES
from tandem.operation.agreements.clocks.following import Following
from tandem.operation.agreements.clocks.operations import INCIDENTS
from tandem.operation.agreements.complaint_clocks.following import COMPLAINTS
from tandem.operation.agreements.problem_clocks.following import PROBLEMS
from tandem.operation.agreements.request_clocks.operations import REQUESTS

OF_AGREEMENTS: Final[tuple[Following, ...]] = (INCIDENTS, REQUESTS)
OF_PROCESSES: Final[tuple[Following, ...]] = (PROBLEMS, CHANGES, COMPLAINTS)
FOLLOWED: Final = {
    "incidents": INCIDENTS,
    "service-requests": REQUESTS,
    "problems": PROBLEMS,
    "changes": CHANGES,
    "complaints": COMPLAINTS,
}

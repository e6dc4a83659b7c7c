"""Who acts."""

from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from tandem.ground.kernel import clock

MANAGER, CONTRIBUTOR, READER, STAFF, AUDITOR = "manager", "contributor", "reader", "staff", "auditor"
CUSTOMER = "customer"
SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """One user or job, acting in one organization with one role, through one door (page, api, import, cli, job).

    Somebody of a customer has the key of that customer's record and sees what is the customer's, whatever their role;
    with the key of one of its sites too, what is of that site or their own.
    """

    organization_id: int
    role: str
    label: str
    user_id: int | None = None
    through: str = "page"
    zone: ZoneInfo = ZoneInfo("UTC")
    may_write: bool = True
    customer_id: int | None = None
    site_id: int | None = None

    @property
    def today(self) -> date:
        """The present day where the organization is."""
        return clock.today(self.zone)

    def via(self, through: str) -> "Actor":
        """The same actor coming through another door."""
        return replace(self, through=through)

    def importing(self) -> "Actor":
        """The same actor bringing a file; the command line's hand is a manager's, not Tandem's."""
        return replace(self, through="import", role=MANAGER if self.role == SYSTEM else self.role)


def system_actor(organization_id: int, label: str, through: str = "job", zone: ZoneInfo | None = None) -> Actor:
    """Tandem itself, for jobs and the command line."""
    return Actor(organization_id, SYSTEM, label, None, through, zone or ZoneInfo("UTC"))

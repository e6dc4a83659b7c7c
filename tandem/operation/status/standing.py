"""How services stand for somebody, as far as it was released to them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tandem.ground.kernel import clock, registers
from tandem.operation.status.models import STANDINGS, StatusUpdate
from tandem.operation.status.pages.models import StatusPage

OPERATIONAL = "operational"
LOOKED_BACK = timedelta(days=30)
MOST = 50
WORDS = dict(STANDINGS)


@dataclass(frozen=True, slots=True)
class Row:
    """One service: how it stands, and since when that has been so; nothing since when while it is as it should be."""

    title: str
    standing: str
    since: datetime | None
    line: str

    @property
    def word(self) -> str:
        """What people call it."""
        return str(WORDS[self.standing])


@dataclass(frozen=True, slots=True)
class Said:
    """One released update as it is read: only those of its services that the page shows."""

    reference: str
    title: str
    text: str
    standing: str
    services: list[str]
    starts_at: datetime
    ends_at: datetime | None
    released_at: datetime | None

    @property
    def word(self) -> str:
        """What people call how the services stood."""
        return str(WORDS[self.standing])


@dataclass(frozen=True, slots=True)
class Picture:
    """What a status page shows: services, what goes on, what is announced, and the last 30 days."""

    title: str
    about: str
    rows: list[Row]
    now: list[Said]
    to_come: list[Said]
    earlier: list[Said]

    @property
    def worst(self) -> str:
        """The worst standing of a service now; maintenance is milder than any disturbance."""
        order = (OPERATIONAL, "maintenance", "degraded", "partial", "major")
        return max((row.standing for row in self.rows), key=order.index, default=OPERATIONAL)

    @property
    def all(self) -> list[Said]:
        """Everything it tells, the newest first."""
        return sorted((*self.to_come, *self.now, *self.earlier), key=lambda said: said.starts_at, reverse=True)


def public() -> Picture | None:
    """The public page of the active organization; None while it is off."""
    page = StatusPage.objects.open().filter(customer=None).first()
    return _picture(page.title, page.about, page.services, StatusUpdate.objects.for_public()) if page else None


def of_customer(customer_id: int) -> Picture:
    """What people of a customer see: the services of their page, else of the public one; what was released to them."""
    pages = StatusPage.objects.open()
    page = pages.filter(customer_id=customer_id).first() or pages.filter(customer=None).first()
    updates = StatusUpdate.objects.for_customer(customer_id)
    if page is None:
        return _picture("", "", _named(updates), updates)
    return _picture(page.title, page.about, page.services, updates)


def inside() -> Picture:
    """What members of staff see: every published service, and everything that was released."""
    services = _services().live().filter(is_published=True).values_list("reference", flat=True)
    return _picture("", "", list(services), StatusUpdate.objects.released())


def as_seen(page: StatusPage) -> Picture:
    """A page as those it is for see it, whether it is on or not."""
    updates = (
        StatusUpdate.objects.for_customer(page.customer_id) if page.customer_id else StatusUpdate.objects.for_public()
    )
    return _picture(page.title, page.about, page.services, updates)


def _services() -> Any:
    services = registers.find("services")
    return services.model.objects if services else StatusPage.objects.none()


def _named(updates: Any) -> list[str]:
    going_on = updates.going_on(clock.now())[:MOST].values_list("services", flat=True)
    return list(dict.fromkeys(reference for services in going_on for reference in services))


def _picture(title: str, about: str, references: list[str], updates: Any) -> Picture:
    now = clock.now()
    rows = _services().filter(reference__in=references).order_by("title").values_list("reference", "title")
    names: dict[str, str] = dict(rows)
    going_on = _shown(updates.going_on(now), names)
    earlier = updates.filter(starts_at__lte=now, ends_at__lte=now, starts_at__gte=now - LOOKED_BACK)
    return Picture(
        title,
        about,
        [_row(name, going_on) for name in names.values()],
        [said for said in going_on if _still_says(said, going_on)],
        _shown(updates.to_come(now), names),
        [*_past(going_on, now - LOOKED_BACK), *_shown(earlier.order_by("-starts_at", "-pk"), names)],
    )


def _past(going_on: list[Said], since: datetime) -> list[Said]:
    """What has no end of its own but was followed by another word on the same services."""
    return [said for said in going_on if said.starts_at >= since and not _still_says(said, going_on)]


def _still_says(said: Said, going_on: list[Said]) -> bool:
    """Whether it is the newest word on one of its services, and something else than that all is well."""
    if said.standing == OPERATIONAL:
        return False
    return any(next(other for other in going_on if name in other.services) is said for name in said.services)


def _shown(updates: Any, names: dict[str, str]) -> list[Said]:
    columns = ("reference", "title", "text", "standing", "services", "starts_at", "ends_at", "released_at")
    rows = updates.values_list(*columns)[:MOST]
    said = [
        Said(row[0], row[1], row[2], row[3], [names[key] for key in row[4] if key in names], *row[5:]) for row in rows
    ]
    return [item for item in said if item.services]


def _row(title: str, going_on: list[Said]) -> Row:
    newest = next((said for said in going_on if title in said.services), None)
    if newest is None or newest.standing == OPERATIONAL:
        return Row(title, OPERATIONAL, None, "")
    return Row(title, newest.standing, newest.starts_at, newest.title)

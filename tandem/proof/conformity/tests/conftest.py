"""An organization with Ada, who manages, and Ben, who owns; records made through the gate on a fixed day."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tandem.ground.accounts.models import Organization, User
from tandem.ground.accounts.operations import add_member
from tandem.ground.catalogue.drafts import FrameworkDraft, RequirementDraft
from tandem.ground.catalogue.storing import store_framework
from tandem.ground.kernel import clock, registers, writing
from tandem.ground.kernel.actor import Actor, system_actor
from tandem.ground.kernel.tenancy import organization_active
from tandem.proof.conformity import remembering
from tandem.proof.conformity.library import Library, library, read_library
from tandem.proof.conformity.outline import _read

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
EARLIER = NOW - timedelta(days=31)  # what was identified then is no longer just identified
TODAY = date(2026, 6, 15)
SECURITY, SERVICE = "iso-27001:2022", "iso-20000-1:2018"


@pytest.fixture(autouse=True)
def fixed_clock() -> Iterator[None]:
    _read.cache_clear()
    with clock.fixed(NOW):
        yield


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every write had been committed long ago: where several may write at once, only such are remembered."""
    monkeypatch.setattr(remembering, "SETTLING", timedelta(days=-1))


@pytest.fixture
def organization(db: None) -> Iterator[Organization]:
    made = Organization.objects.create(slug="hull", name="Hull IT")
    with organization_active(made.pk):
        yield made


@pytest.fixture
def ada(organization: Organization) -> User:
    return member(organization, "ada@example.org", "Ada", "manager")


@pytest.fixture
def ben(organization: Organization) -> User:
    return member(organization, "ben@example.org", "Ben", "contributor")


def member(organization: Organization, email: str, name: str, role: str) -> User:
    user = User.objects.create_user(email, name)
    add_member(system_actor(organization.pk, "test"), user, role)
    return user


def acting(user: User, organization: Organization, role: str = "manager") -> Actor:
    return Actor(organization.pk, role, user.name, user.pk)


@pytest.fixture
def keep(organization: Organization) -> Callable[..., Any]:
    """keep("risks", title=…) adds a record; keep("risks", "RISK-1", level=…) changes one."""
    return recording(organization)


def recording(organization: Organization) -> Callable[..., Any]:
    """What adds a record to an organization, or changes one."""
    actor = system_actor(organization.pk, "test", "page")

    def kept(register: str, reference: str = "", **values: Any) -> Any:
        declared = registers.find(register)
        assert declared is not None
        if reference:
            return writing.change(actor, declared, reference, values)
        return writing.create(actor, declared, values)

    return kept


@pytest.fixture
def both(db: None) -> None:
    """Both standards in the catalogue, with every requirement that a check serves."""
    both_standards()


def both_standards() -> None:
    """Put both standards into the catalogue, with every requirement that a check serves."""
    for key, name in ((SECURITY, "ISO/IEC 27001:2022"), (SERVICE, "ISO/IEC 20000-1:2018")):
        refs = {
            served.partition("/")[2] for check in library().checks for served in check.serves if served.startswith(key)
        }
        standard(key, name, sorted(refs, key=numbered))


def numbered(ref: str) -> list[tuple[int, str]]:
    return [(int(part) if part.isdigit() else 0, part) for part in ref.split(".")]


def standard(key: str, name: str, refs: list[str]) -> None:
    """A framework with these assessable requirements and the headings above them."""
    lines: dict[str, RequirementDraft] = {}
    for ref in refs:
        parts = ref.split(".")
        for depth in range(1, len(parts)):
            lines.setdefault(".".join(parts[:depth]), line(parts[:depth], False))
        lines[ref] = line(parts, True)
    head, _colon, edition = key.partition(":")
    draft = FrameworkDraft(key=key, standard=head, edition=edition, name=name, requirements=tuple(lines.values()))
    store_framework(draft, origin="built-in", digest=key)


def line(parts: list[str], assessable: bool) -> RequirementDraft:
    ref, parent = ".".join(parts), ".".join(parts[:-1]) or None
    kind = "control" if parts[0] == "A" else "clause"
    return RequirementDraft(ref=ref, title=f"About {ref}", parent=parent, kind=kind, assessable=assessable)


@pytest.fixture
def checks_from(tmp_path: Any) -> Callable[[str], Library]:
    """A library of the checks written in this YAML list."""

    def made(text: str) -> Library:
        folder = tmp_path / "checks"
        folder.mkdir(exist_ok=True)
        (folder / "own.yaml").write_text("format: tandem-checks/1\nabout: Of a test.\nchecks:\n" + text)
        return read_library(folder)

    return made

"""An organization that begins with one command and then works through the API, day by day."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from click.testing import CliRunner
from django.test import Client

from tandem.faces.cli.commands import organization
from tandem.faces.cli.entrance import member, token
from tandem.ground.kernel import clock

SERVICE, SECURITY = "iso-20000-1:2018", "iso-27001:2022"
BEGUN = date(2025, 3, 3)
BASE = "/api/v1/hill"
TOKEN_DAYS = 366
ROLES = {"bea": "manager", "gro": "manager", "ben": "contributor"}  # Ada is there from the beginning
LENS = {"concerns_services": SERVICE, "concerns_security": SECURITY}


def mail(name: str) -> str:
    """How somebody is named in a record."""
    return f"{name}@example.org"


class Office:
    """Ada manages, Bea directs, Ben owns what is done, Gro audits; `standards` are those that were adopted."""

    def __init__(self, *standards: str) -> None:
        self.standards = standards
        self.entered = 0
        self.callers: dict[str, Client] = {}
        self.kept: dict[str, Any] = {}  # what is taken up again later in the year
        with self.on(0):
            self._set_up()
            for name in ("ada", *ROLES):
                self.let_in(name)

    def _set_up(self) -> None:
        adopted = [part for standard in self.standards for part in ("--adopt", standard)]
        _run(organization, "create", "hill", "--name", "Hollow Hill", "--manager", mail("ada"), *adopted)
        for name, role in ROLES.items():
            _run(member, "hill", mail(name), "--role", role, "--name", name.title())

    def let_in(self, name: str) -> None:
        """Give somebody a token for a year from now."""
        secret = _run(token, "hill", mail(name), "--scope", "write", "--days", str(TOKEN_DAYS), "--name", name)
        self.callers[name] = Client(headers={"Authorization": f"Bearer {secret['token']}"})

    @contextmanager
    def on(self, number: int) -> Iterator[None]:
        """Within this block it is that day of the year, at half past nine."""
        with clock.fixed(datetime.combine(BEGUN + timedelta(days=number), time(9, 30), UTC)):
            yield

    def works_by(self, standard: str) -> bool:
        """Whether this standard was adopted."""
        return standard in self.standards

    def lenses(self) -> dict[str, bool]:
        """What a record concerns, where it can be for either standard."""
        return {name: self.works_by(standard) for name, standard in LENS.items()}

    def add(self, register: str, by: str = "ada", **values: Any) -> dict[str, Any]:
        """A new record; what is refused fails with the reason."""
        self.entered += 1
        return self._sent(by, "POST", f"{BASE}/{register}/", values)

    def step(self, register: str, record: Mapping[str, Any], key: str, by: str = "ada", **values: Any) -> Any:
        """A step on a record as it stands now."""
        path = f"{BASE}/{register}/{record['reference']}/"
        return self._sent(by, "POST", f"{path}transitions/{key}", values, self._version(by, path))

    def change(self, register: str, record: Mapping[str, Any], by: str = "ada", **values: Any) -> Any:
        """Other values on a record as it stands now."""
        path = f"{BASE}/{register}/{record['reference']}/"
        return self._sent(by, "PATCH", path, values, self._version(by, path))

    def every(self, register: str, **filters: Any) -> list[dict[str, Any]]:
        """All records of a register that pass these filters."""
        found: list[dict[str, Any]] = []
        asked = {name: _as_sent(value) for name, value in filters.items()} | {"size": 200, "sort": "reference"}
        while True:
            page = self.callers["ada"].get(f"{BASE}/{register}/", asked)
            assert page.status_code == 200, (register, page.json())
            found += page.json()["items"]
            if not page.json()["next"]:
                return found
            asked["cursor"] = page.json()["next"]

    def conformity(self) -> dict[str, Any]:
        """What the records come to on this day."""
        answer = self.callers["ada"].get(f"{BASE}/conformity")
        assert answer.status_code == 200, answer.content
        report: dict[str, Any] = answer.json()
        return report

    def _version(self, by: str, path: str) -> str:
        current = self.callers[by].get(path)
        assert current.status_code == 200, (path, current.content)
        return str(current["ETag"])

    def _sent(self, by: str, method: str, path: str, values: Mapping[str, Any], version: str = "") -> Any:
        body = json.dumps({name: _as_sent(value) for name, value in values.items()})
        headers = {"If-Match": version} if version else {}
        answer = self.callers[by].generic(method, path, body, content_type="application/json", headers=headers)
        assert answer.status_code in (200, 201), (by, method, path, values, answer.json())
        return answer.json()


def day(number: int) -> str:
    """A day of the year as it is written in a record."""
    return (BEGUN + timedelta(days=number)).isoformat()


def _as_sent(value: Any) -> Any:
    if isinstance(value, Mapping) and "reference" in value:
        return value["reference"]
    return [_as_sent(each) for each in value] if isinstance(value, list | tuple) else value


def _run(command: Any, *arguments: str) -> dict[str, Any]:
    done = CliRunner().invoke(command, [*arguments, "--json"])
    assert done.exit_code == 0, (arguments, done.output, done.exception)
    answer: dict[str, Any] = json.loads(done.output)
    return answer

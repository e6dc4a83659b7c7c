"""Members and tokens by script, and what lies open."""

import json
import shutil
from pathlib import Path

import pytest

from tests.safety.installation import Installation


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one organization, to be copied."""
    made = Installation(tmp_path_factory.mktemp("prepared") / "data")
    made.tandem("migrate")
    made.tandem("organization", "create", "acme", "--name", "Acme", "--manager", "ada@example.org")
    return made.folder


@pytest.fixture
def site(prepared: Path, tmp_path: Path) -> Installation:
    return Installation(shutil.copytree(prepared, tmp_path / "data"))


def test_an_installation_is_set_up_by_script(site: Installation) -> None:
    member = json.loads(site.tandem("member", "acme", "Ben@example.org", "--role", "contributor", "--json").stdout)
    assert (member["email"], member["role"], member["until"]) == ("ben@example.org", "contributor", None)
    assert "/start/" in member["sign_in"]
    token = json.loads(
        site.tandem("token", "acme", "ben@example.org", "--scope", "write", "--days", "9", "--json").stdout
    )
    assert (token["scope"], token["email"]) == ("write", "ben@example.org")
    site.token = token["token"]
    site.start()
    try:
        assert site.call("POST", "/api/v1/acme/services/", {"title": "Mail"})["reference"] == "SVC-1"
    finally:
        site.kill()
    again = json.loads(site.tandem("member", "acme", "ben@example.org", "--role", "reader", "--json").stdout)
    assert (again["role"], again["sign_in"]) == ("reader", "")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("token", "acme", "dan@example.org", "--scope", "read", "--days", "9"), "Members: ada@example.org"),
        (("token", "acme", "ada@example.org", "--scope", "all", "--days", "9"), "'all' is not one of"),
        (("token", "acme", "ada@example.org", "--scope", "read", "--days", "9999"), "not in the range"),
        (("member", "acme", "ada@example.org", "--role", "reader"), "name another manager"),
        (("member", "acme", "gil@example.org", "--role", "auditor"), "needs a last day"),
        (("member", "acme", "nonsense", "--role", "reader"), "email"),
        (("member", "nowhere", "ben@example.org", "--role", "reader"), "Known: acme"),
    ],
)
def test_what_cannot_be_done_is_said(site: Installation, arguments: tuple[str, ...], says: str) -> None:
    done = site.tandem(*arguments, check=False)
    assert done.returncode != 0
    assert says in done.stderr


def test_folder_and_database_are_their_owners_alone_whatever_they_were(site: Installation) -> None:
    site.folder.chmod(0o777)
    for name in ("tandem.sqlite3", "secret.key"):
        (site.folder / name).chmod(0o666)
    assert site.tandem("check").returncode == 0
    modes = {path.name: path.stat().st_mode & 0o777 for path in (site.folder, *site.folder.glob("*.*"))}
    assert {name: oct(mode) for name, mode in modes.items() if mode & 0o077} == {}


def test_check_names_what_lies_open(site: Installation) -> None:
    key = Path(shutil.copy(site.folder / "ledger.key", site.folder.parent / "elsewhere.key"))
    site.environment |= {"TANDEM_LEDGER_KEY": str(key), "TANDEM_DEBUG": "true", "TANDEM_ALLOWED_HOSTS": "*"}
    site.tandem("organization", "create", "other", "--name", "Other")
    site.tandem("worker", "--once")
    key.chmod(0o644)
    told = site.tandem("check", "--json", check=False)
    findings = " ".join(json.loads(told.stdout)["findings"])
    assert told.returncode == 1
    assert "TANDEM_DEBUG" in findings and "TANDEM_ALLOWED_HOSTS" in findings and f"chmod 600 {key}" in findings


def test_what_is_refused_leaves_nothing_behind(site: Installation) -> None:
    founded = ("organization", "create", "beta", "--name", "Beta", "--manager", "eve@example.org", "--adopt")
    assert "“iso-20000-1:2022” is not one of" in site.tandem(*founded, "iso-20000-1:2022", check=False).stderr
    done = json.loads(site.tandem(*founded, "iso-20000-1:2018", "--adopt", "iso-20000-1:2018", "--json").stdout)
    assert "/start/" in done["sign_in"]
    assert "already; choose another one" in site.tandem(*founded, "iso-20000-1:2018", check=False).stderr
    auditor = ("member", "beta", "gil@example.org", "--role", "auditor", "--json")
    assert site.tandem(*auditor, check=False).returncode != 0
    assert "/start/" in json.loads(site.tandem(*auditor, "--until", "2099-12-31").stdout)["sign_in"]


def test_a_standard_without_its_edition_means_the_adopted_one(site: Installation) -> None:
    site.tandem("organization", "create", "gamma", "--name", "Gamma", "--adopt", "iso-27001:2013")
    told = json.loads(site.tandem("conformity", "gamma", "--standard", "iso-27001", "--json").stdout)
    assert [standard["key"] for standard in told["standards"]] == ["iso-27001:2013"]
    refused = site.tandem("conformity", "gamma", "--standard", "iso-9001", check=False)
    assert refused.returncode == 1
    assert "There is no standard “iso-9001”. Known: " in refused.stderr

"""Clients made from the document by two generators are whole, name things as people do, and work."""

import importlib
import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import msgspec
import pytest
from django.test import Client

from tandem.faces.api.describing import describe
from tandem.faces.web.wsgi import application
from tandem.ground.accounts.models import ApiToken
from tandem.ground.kernel import clock, registers, writing
from tests.cast import Cast

pytestmark = pytest.mark.sqlite_suffices
NUMBERED = re.compile(r"class (\w*[A-Za-z]\d+)\(")
BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("clients") / "openapi.json"
    path.write_text(json.dumps(describe()))
    return path


@pytest.fixture(scope="module")
def made(document: Path) -> tuple[Path, str]:
    """A client made by openapi-python-client, and what it said while making it."""
    target, options = document.parent / "tandem_client", document.parent / "options.yaml"
    options.write_text("post_hooks: []\n")
    command = [BIN / "openapi-python-client", "generate", "--path", document, "--config", options, "--meta", "none"]
    done = subprocess.run([*command, "--output-path", target], capture_output=True, text=True, check=True)
    return target, done.stdout + done.stderr


@pytest.fixture
def client(made: tuple[Path, str]) -> Iterator[ModuleType]:
    sys.path.insert(0, str(made[0].parent))
    yield importlib.import_module("tandem_client")
    sys.path.remove(str(made[0].parent))


def test_a_whole_client_is_made_without_a_warning(made: tuple[Path, str]) -> None:
    target, said = made
    assert said.split() == ["Generating", str(target)]
    names = {path.stem.replace("_", "") for path in (target / "models").glob("*.py")}
    lacking = {name for name in describe()["components"]["schemas"] if name.lower() not in names}
    assert lacking == set()
    declared = {name.lower() for name in describe()["components"]["schemas"]}
    assert [name for name in names if re.search(r"[a-z]\d+$", name) and name not in declared] == []


def test_operations_are_gathered_by_register(made: tuple[Path, str]) -> None:
    folders = {path.name for path in (made[0] / "api").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == {"organization", *(register.key.replace("-", "_") for register in registers.every())}


def test_operations_have_names_of_their_own() -> None:
    addresses = describe()["paths"].values()
    operations = [operation for each in addresses for name, operation in each.items() if name != "parameters"]
    names = [operation["operationId"] for operation in operations]
    tags = {tag["name"] for tag in describe()["tags"]}
    assert len(names) == len(set(names))
    assert {tag for operation in operations for tag in operation["tags"]} == tags


def test_models_of_the_other_generator_are_whole_and_read_answers(document: Path, home: Cast) -> None:
    target = document.parent / "models.py"
    command = [BIN / "datamodel-codegen", "--input", document, "--input-file-type", "openapi", "--output", target]
    subprocess.run(
        [*command, "--output-model-type", "msgspec.Struct", "--target-python-version", "3.11"],
        capture_output=True,
        check=True,
    )
    text = target.read_text()
    compile(text, str(target), "exec")
    declared = describe()["components"]["schemas"]
    assert [name for name in NUMBERED.findall(text) if name not in declared] == []
    lacking = [name for name in describe()["components"]["schemas"] if not re.search(rf"\b{name}\b", text)]
    assert lacking == []
    models = importlib.util.module_from_spec(importlib.util.spec_from_file_location("models_of_tandem", target))
    sys.modules[models.__name__] = models  # types are looked up there
    models.__spec__.loader.exec_module(models)
    given = {"title": "Fire", "likelihood": 2, "impact": 3, "integrity": True, "owner": "ben@example.org"}
    writing.create(home.actor("ada"), registers.find("risks"), given)
    client = Client()
    client.force_login(home.users["ada"])
    page = msgspec.json.decode(client.get("/api/v1/home/risks/").content, type=models.RiskPage)
    assert [(risk.title, risk.state) for risk in page.items] == [("Fire", models.RiskState.ASSESSED)]


def test_a_made_client_works(client: ModuleType, home: Cast, open_connection: None) -> None:
    expires = clock.now() + timedelta(days=1)
    fields = {"organization": home.home, "user": home.users["ada"], "name": "t", "scope": "write"}
    _token, secret = ApiToken.issue(**fields, expires_at=expires)
    server = {"transport": httpx.WSGITransport(app=application)}
    caller = client.AuthenticatedClient(base_url="http://localhost/api/v1", token=secret, httpx_args=server)

    def call(operation: str, *arguments: Any, **options: Any) -> Any:
        module = importlib.import_module(f"tandem_client.api.{operation}")
        return module.sync_detailed("home", *arguments, client=caller, **options)

    models = importlib.import_module("tandem_client.models")
    body = models.RiskCreate(title="Fire", likelihood=2, impact=3, integrity=True, owner="ben@example.org")
    added = call("risks.create_risks", body=body)
    assert (added.status_code, added.parsed.reference, added.parsed.level) == (201, "RISK-1", 6)
    assert added.parsed.state is models.RiskState.ASSESSED
    treated = models.RiskChange(treatment=models.RiskTreatment.MODIFY, plan="A wall")
    changed = call("risks.change_risks", "RISK-1", body=treated, if_match=added.headers["ETag"])
    assert changed.parsed.treatment is models.RiskTreatment.MODIFY
    listed = call("risks.list_risks", search="fire", sort=models.RiskSort.LEVEL_FALLING)
    assert [risk.title for risk in listed.parsed.items] == ["Fire"]
    refused = call("risks.create_risks", body=models.RiskCreate(title="", owner="dan@example.org"))
    assert (refused.status_code, set(refused.parsed.errors.to_dict())) == (422, {"title", "owner"})
    assert call("risks.comment_risks", "RISK-1", body=models.CommentCreate("Look again")).parsed.text == "Look again"
    assert [entry.action for entry in call("risks.history_risks", "RISK-1").parsed.items] == ["changed", "created"]
    types = importlib.import_module("tandem_client.types")
    with Path(__file__).open("rb") as content:
        attached = call("risks.attach_risks", "RISK-1", body=types.File(content), name="a.txt")
    assert (attached.status_code, attached.parsed.name) == (201, "a.txt")

"""The API keeps what its document says, whatever is thrown at it (schemathesis)."""

from contextlib import suppress
from datetime import timedelta
from typing import Any
from zlib import crc32

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tandem.faces.api.describing import describe
from tandem.faces.web.wsgi import application
from tandem.ground.accounts.models import ApiToken
from tandem.ground.kernel import clock, registers, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tests.cast import Cast, values_for

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)
PARTS = 10  # all of them in the slow suite
schema = schemathesis.openapi.from_dict(describe())
schema.app = application
schema.location = "/api/v1/openapi.json"


@pytest.fixture
def secret(home: Cast) -> str:
    expires = clock.now() + timedelta(days=1)
    fields = {"organization": home.home, "user": home.users["ada"], "name": "t", "scope": "write"}
    _token, made = ApiToken.issue(**fields, expires_at=expires)
    return made


def of_path(path: str) -> registers.Register | None:
    """The register that an operation is about."""
    return next((one for one in registers.every() if f"/{one.key}/" in f"{path}/"), None)


def fill(home: Cast, about: registers.Register | None) -> None:
    """One record of the register that an operation is about; of every register for what is about none."""
    ada = home.actor("ada")
    for register in (about,) if about else registers.every():
        if not register.model.objects.exists():
            with suppress(Invalid, NotPermitted):  # there can be only one of it, or rules that stand here now make it
                writing.create(ada, register, values_for(home, ada, register))


def is_looked_at(context: Any) -> bool:
    """What is about no register, and a fixed part of the operations of registers, which are all made alike."""
    operation = context.operation
    part = crc32(f"{operation.method} {operation.path}".encode()) % PARTS
    return of_path(operation.path) is None or part == 0


@pytest.mark.one_in(3)
@schema.include(is_looked_at).parametrize()
@settings(max_examples=6, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
def test_api_keeps_its_word(case: schemathesis.Case, home: Cast, secret: str, open_connection: None) -> None:
    keeps_its_word(case, home, secret)


def keeps_its_word(case: schemathesis.Case, home: Cast, secret: str) -> None:
    register = of_path(case.path)
    fill(home, register)
    if case.path_parameters and "organization" in case.path_parameters:
        case.path_parameters["organization"] = "home"
    if case.path_parameters and "reference" in case.path_parameters and register:
        case.path_parameters["reference"] = f"{register.prefix}-1"
    response = case.call(headers={"Authorization": f"Bearer {secret}"})
    case.validate_response(response, checks=CHECKS)


@pytest.mark.slow_suite
@schema.parametrize()
@settings(max_examples=6, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
def test_every_operation_keeps_its_word(
    case: schemathesis.Case, home: Cast, secret: str, open_connection: None
) -> None:
    keeps_its_word(case, home, secret)

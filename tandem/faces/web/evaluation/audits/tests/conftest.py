"""The audit of the wing below, and Ada at her browser."""

from typing import Any

import pytest
from django.test import Client

from tandem.evaluation.audits.tests.conftest import audit, both, hal, programme, running
from tests.cast import Cast

__all__ = ["audit", "both", "hal", "programme", "running"]


@pytest.fixture
def enter(home: Cast) -> Any:
    """Somebody of the cast, signed in."""

    def entered(name: str = "ada") -> Client:
        client = Client()
        client.force_login(home.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return entered

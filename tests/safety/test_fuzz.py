"""No input is answered with an error of ours: every address, every parameter, every body, on both databases."""

import os
import traceback
from datetime import timedelta
from typing import Any

import pytest
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import Client

from conftest import NOW
from tandem.ground.accounts.models import ApiToken, User
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.errors import WriteError
from tests.cast import Cast, values_for
from tests.safety.hostile import Attack, Attacker

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NORMAL, THOROUGH = 1_000, int(os.environ.get("TANDEM_FUZZ_REQUESTS", "20000"))
SEED = int(os.environ.get("TANDEM_FUZZ_SEED", "20260302"))


@pytest.fixture
def known(home: Cast) -> dict[str, list[str]]:
    """One record of every register, by reference."""
    ada, found = home.actor("ada"), {}
    for register in registers.every():
        try:
            with transaction.atomic():
                found[register.key] = [writing.create(ada, register, values_for(home, ada, register)).reference]
        except WriteError:
            found[register.key] = ["NONE-1"]
    return found


def send(attack: Attack, client: Client, secret: str) -> tuple[int, str]:
    """The status of the answer and, where it is an error of ours, what was raised; what was written is undone."""
    raised: list[str] = []

    def note(**signal: Any) -> None:
        raised.append(traceback.format_exc(limit=-4))

    got_request_exception.connect(note)
    headers = {"HTTP_AUTHORIZATION": f"Bearer {secret}"} if attack.path.startswith("/api/") else {}
    try:
        with transaction.atomic():
            answer = client.generic(
                attack.method,
                attack.path,
                attack.body,
                content_type=attack.content_type or "application/octet-stream",
                QUERY_STRING=attack.query,
                HTTP_IF_MATCH='"1"',
                **headers,
            )
            if answer.streaming:
                b"".join(answer.streaming_content)
            transaction.set_rollback(True)
    finally:
        got_request_exception.disconnect(note)
    return answer.status_code, "".join(raised)


def failures(cast: Cast, known: dict[str, list[str]], count: int) -> dict[str, str]:
    """The first request for each place in the code that failed."""
    User.objects.filter(pk=cast.users["ada"].pk).update(is_operator=True)
    fields = {"organization": cast.home, "user": cast.users["ada"], "name": "t", "scope": "write"}
    _token, secret = ApiToken.issue(**fields, expires_at=NOW + timedelta(days=300))
    client = Client(raise_request_exception=False)
    client.force_login(cast.users["ada"], backend=BACKEND)
    attacker, found = Attacker(SEED, known), {}
    for _turn in range(count):
        attack = attacker.attack()
        status, raised = send(attack, client, secret)
        if status >= 500:
            found.setdefault(raised[-600:], f"{status} {attack!r} {attack.body[:300]!r}\n{raised}")
    return found


def test_a_thousand_requests_and_no_error_of_ours(home: Cast, known: dict[str, list[str]]) -> None:
    found = failures(home, known, NORMAL)
    assert not found, "\n\n".join(found.values())


@pytest.mark.slow_suite
def test_twenty_thousand_requests_and_no_error_of_ours(home: Cast, known: dict[str, list[str]]) -> None:
    found = failures(home, known, THOROUGH)
    assert not found, "\n\n".join(found.values())

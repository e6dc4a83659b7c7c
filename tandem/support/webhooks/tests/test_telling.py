"""What happens is told once, signed, tried again, kept in a log, and never what only some may see."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from conftest import NOW
from tandem.ground.kernel import clock, registers, tenancy, writing
from tandem.ground.kernel.errors import Invalid, NotFound, NotPermitted
from tandem.ground.kernel.patterns.acting import tandem
from tandem.ground.kernel.registers import Register
from tandem.ground.ledger.operations import seal_everything
from tandem.support.webhooks.deliveries.models import WebhookDelivery
from tandem.support.webhooks.deliveries.register import WEBHOOK_DELIVERIES
from tandem.support.webhooks.models import Webhook
from tandem.support.webhooks.register import WEBHOOKS
from tandem.support.webhooks.secrets import SECRETS
from tandem.support.webhooks.telling import gather, send_due
from tests.cast import Cast


class Receiver:
    """Another system on this machine that keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, dict[str, str], bytes]] = []
        self.status = 200
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.told.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(receiver.status)
                self.send_header("Location", "/elsewhere")
                self.end_headers()
                self.wfile.write(b"heard")

            def log_message(self, *_all: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://receiver.example:{self.server.server_address[1]}/hook?a=1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """The other system, while a test runs."""
    running = Receiver()
    yield running
    running.server.shutdown()
    running.server.server_close()


def incidents() -> Register:
    register = registers.find("incidents")
    assert register is not None
    return register


@pytest.fixture
def secret(home: Cast, receiver: Receiver) -> str:
    """The secret of a webhook of incidents to the receiver."""
    values = {"title": "Chat", "address": "https://receiver.example/hook", "about": ["incidents"]}
    hook = writing.create(home.actor("ada"), WEBHOOKS, values)
    Webhook.objects.filter(pk=hook.pk).update(address=receiver.address)  # nobody may write an address such as this
    return SECRETS.make(home.actor("ada"), hook.reference)[1]


def report(home: Cast, **values: Any) -> Any:
    return writing.create(home.actor("ada"), incidents(), {"title": "Mail is down", **values})


def tell(home: Cast, minutes: float = 1) -> int:
    with clock.fixed(NOW + timedelta(minutes=minutes)):
        seal_everything(home.home.pk, clock.now())
        gather(tandem(home.home))
        return send_due(tandem(home.home), lambda _host, _port: ["127.0.0.1"])


def test_what_happens_is_told_once_and_signed(home: Cast, receiver: Receiver, secret: str) -> None:
    incident = report(home)
    assert (tell(home), tell(home, 2)) == (1, 0)
    [(path, headers, body)] = receiver.told
    message = json.loads(body)
    assert (path, message["type"]) == ("/hook?a=1", "incidents.created")
    assert message["data"]["reference"] == incident.reference
    assert message["data"]["title"] == "Mail is down"
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{body.decode()}".encode()
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    delivery = WebhookDelivery.objects.get()
    assert (delivery.state, delivery.status, delivery.answer, delivery.attempts) == ("delivered", 200, "heard", 1)


def test_for_a_day_the_former_secret_signs_too(home: Cast, receiver: Receiver, secret: str) -> None:
    SECRETS.make(home.actor("ada"), "HOOK-1")
    report(home)
    tell(home)
    assert len(receiver.told[0][1]["webhook-signature"].split()) == 2
    SECRETS.make(home.actor("ada"), "HOOK-1", is_leaked=True)
    report(home)
    tell(home, 2)
    assert len(receiver.told[1][1]["webhook-signature"].split()) == 1


def test_only_the_happenings_it_asks_for_are_told(home: Cast, receiver: Receiver, secret: str) -> None:
    Webhook.objects.filter(reference="HOOK-1").update(actions=["start"])
    incident = report(home)
    writing.transition(home.actor("ben"), incidents(), incident.reference, "start")
    tell(home)
    assert [json.loads(body)["type"] for _path, _headers, body in receiver.told] == ["incidents.start"]


def test_it_is_tried_again_later_and_given_up_in_the_end(home: Cast, receiver: Receiver, secret: str) -> None:
    report(home)
    receiver.status = 500
    minutes = [0, 1, 6, 36, 156, 516, 1236, 2676]
    for minute in minutes:
        assert WebhookDelivery.objects.filter(state="failed").count() == 0
        tell(home, 1 + minute)
    delivery = WebhookDelivery.objects.get()
    assert (delivery.state, delivery.attempts, len(receiver.told)) == ("failed", 8, 8)
    assert len({headers["webhook-id"] for _path, headers, _body in receiver.told}) == 1


def test_it_is_not_tried_before_its_time(home: Cast, receiver: Receiver, secret: str) -> None:
    report(home)
    receiver.status = 503
    assert [tell(home, minute) for minute in (1, 1.5, 2, 5, 7)] == [1, 0, 1, 0, 1]


def test_a_manager_sends_it_again_and_nobody_else(home: Cast, receiver: Receiver, secret: str) -> None:
    report(home)
    tell(home)
    delivery = WebhookDelivery.objects.get()
    with pytest.raises((NotPermitted, NotFound)):
        writing.transition(home.actor("ben"), WEBHOOK_DELIVERIES, delivery.reference, "send-again")
    assert WebhookDelivery.objects.get().state == "delivered"
    writing.transition(home.actor("ada"), WEBHOOK_DELIVERIES, delivery.reference, "send-again")
    assert tell(home, 2) == 1
    assert receiver.told[0][1]["webhook-id"] == receiver.told[1][1]["webhook-id"]


def test_no_redirect_is_followed(home: Cast, receiver: Receiver, secret: str) -> None:
    report(home)
    receiver.status = 307
    tell(home)
    assert [path for path, _headers, _body in receiver.told] == ["/hook?a=1"]
    assert (WebhookDelivery.objects.get().state, WebhookDelivery.objects.get().status) == ("waiting", 307)


def test_nothing_that_only_some_may_see_is_told(home: Cast, receiver: Receiver, secret: str) -> None:
    report(home, is_confidential=True)
    later = report(home)
    with clock.fixed(NOW + timedelta(minutes=1)):
        seal_everything(home.home.pk, clock.now())
        gather(tandem(home.home))
    writing.change(home.actor("ada"), incidents(), later.reference, {"is_confidential": True})
    tell(home)
    assert receiver.told == []
    assert set(WebhookDelivery.objects.values_list("state", flat=True)) == {"withheld"}


def test_the_log_does_not_name_what_only_some_may_see(home: Cast, receiver: Receiver, secret: str) -> None:
    report(home, is_confidential=True, title="Theft by a colleague")
    tell(home)
    delivery = WebhookDelivery.objects.get()
    assert "Theft" not in str(vars(delivery))


def test_what_happened_before_and_while_it_was_stopped_is_not_told(home: Cast, receiver: Receiver, secret: str) -> None:
    tell(home)
    writing.transition(home.actor("ada"), WEBHOOKS, "HOOK-1", "stop")
    report(home)
    tell(home, 2)
    writing.transition(home.actor("ada"), WEBHOOKS, "HOOK-1", "use")
    assert tell(home, 3) == 0
    report(home)
    assert tell(home, 4) == 1


def test_another_organization_is_told_nothing_of_it(home: Cast, receiver: Receiver, secret: str) -> None:
    with tenancy.organization_active(home.elsewhere.pk):
        writing.create(home.actor("dan"), incidents(), {"title": "Theirs"})
        seal_everything(home.elsewhere.pk, clock.now())
    assert tell(home) == 0


def test_without_a_secret_nothing_is_sent(home: Cast) -> None:
    values = {"title": "Chat", "address": "https://receiver.example/hook", "about": ["incidents"]}
    writing.create(home.actor("ada"), WEBHOOKS, values)
    report(home)
    assert tell(home) == 0
    assert WebhookDelivery.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("address", "http://chat.example.org/"),
        ("address", "https://10.0.0.1/"),
        ("address", "https://[::1]:8443/"),
        ("address", "https://localhost/"),
        ("address", "https://me:word@chat.example.org/"),
        ("address", "https://chat.example.org:99999/"),
        ("address", "file:///etc/passwd"),
        ("about", ["nothing"]),
        ("about", ["webhook-deliveries"]),
    ],
)
def test_an_address_or_register_that_will_not_do_is_refused(home: Cast, name: str, value: Any) -> None:
    values = {"title": "Chat", "address": "https://chat.example.org/", "about": ["incidents"], name: value}
    with pytest.raises(Invalid) as refused:
        writing.create(home.actor("ada"), WEBHOOKS, values)
    assert name in refused.value.problems
    assert Webhook.objects.count() == 0

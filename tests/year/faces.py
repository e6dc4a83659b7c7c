"""The faces that a provider's people, customers and systems come through: API, mail and webhooks."""

from dataclasses import dataclass, field
from email.message import EmailMessage
from itertools import count
from typing import Any

from django.test import Client

from tandem.faces.intake.mail import taking
from tandem.faces.intake.mail.taking import Outcome
from tandem.ground.kernel.patterns.acting import tandem
from tandem.operation.events.operations import open_due
from tandem.operation.events.sources.operations import new_secret
from tandem.operation.mail.sent import background
from tandem.operation.mail.sent.models import Sent
from tests.cast import Cast

PROOF = b"Authentication-Results: mx.provider.example; dmarc=pass\r\n"


@dataclass
class Api:
    """The REST API, by whoever is named; anything but success ends the year with the words of the refusal."""

    home: Cast
    clients: dict[str, Client] = field(default_factory=dict)

    def add(self, by: str, key: str, **values: Any) -> str:
        """A new record; its reference."""
        return str(self._post(by, f"{key}/", values)["reference"])

    def step(self, by: str, key: str, reference: str, step: str, **values: Any) -> Any:
        """A step of a record."""
        return self._post(by, f"{key}/{reference}/transitions/{step}", values)

    def say(self, by: str, key: str, reference: str, text: str) -> None:
        """A reply that whoever asked reads too."""
        self._post(by, f"{key}/{reference}/comments", {"text": text, "kind": "reply", "audience": "public"})

    def _post(self, by: str, path: str, values: dict[str, Any]) -> Any:
        if by not in self.clients:
            self.clients[by] = Client()
            self.clients[by].force_login(self.home.users[by])
        answer = self.clients[by].post(f"/api/v1/home/{path}", values, content_type="application/json")
        assert answer.status_code in (200, 201), (path, answer.status_code, answer.content.decode())
        return answer.json()


@dataclass
class Post:
    """Mail to the desk and from it."""

    home: Cast
    mailbox: Any
    number: "count[int]" = field(default_factory=count)

    def send(self, sender: str, subject: str, text: str, answers: str = "") -> Outcome:
        """A message to the desk, its sender proved by the receiving server."""
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = sender, self.mailbox.address, subject
        message["Message-ID"] = f"<year-{next(self.number)}@customer.example>"
        if answers:
            message["In-Reply-To"] = f"<{answers}>"
        message.set_content(text)
        return taking.take(tandem(self.home.home), PROOF + message.as_bytes(), self.mailbox)

    def go_out(self) -> None:
        """What the worker does each minute."""
        background.send_mail()

    def question(self, ticket: str) -> Sent:
        """The last question whether somebody agrees to a ticket."""
        asked = Sent.objects.exclude(asks="").filter(title__contains=f"[{ticket}]").order_by("-pk").first()
        assert asked is not None, ticket
        return asked


@dataclass
class Monitoring:
    """A source of alerts that posts to the webhook."""

    home: Cast
    source: Any
    secret: str = ""

    def post(self, body: bytes) -> None:
        """One delivery of the source."""
        self.secret = self.secret or new_secret(self.home.actor("ada"), self.source.reference)[1]
        address = f"/intake/events/home.{self.source.reference.lower()}/"
        headers = {"HTTP_AUTHORIZATION": f"Bearer {self.secret}"}
        answer = Client().post(address, body, content_type="application/json", **headers)
        assert answer.status_code == 200, answer.content.decode()

    def tick(self) -> None:
        """What the worker does each minute."""
        open_due(tandem(self.home.home))

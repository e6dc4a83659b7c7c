"""What nobody may do in audits, reviews and improvement is refused at every door, and nothing is changed by trying."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from tandem.evaluation.audits.covered.register import COVERED_TOPICS
from tandem.evaluation.audits.findings.models import AuditFinding
from tandem.evaluation.audits.findings.register import AUDIT_FINDINGS
from tandem.evaluation.audits.programmes.topics.register import AUDIT_TOPICS
from tandem.evaluation.audits.register import AUDITS
from tandem.evaluation.audits.samples.register import AUDIT_SAMPLES
from tandem.evaluation.improvement.nonconformities.models import Nonconformity
from tandem.evaluation.improvement.tests.cases import ANSWERED, LATER, acted, analysed, raised
from tandem.evaluation.reviews.register import REVIEWS
from tandem.evaluation.reviews.tests.test_reviews import minuted
from tandem.ground.exchange import importing
from tandem.ground.exchange.conversion import Options
from tandem.ground.exchange.reading import Row, Sheet
from tandem.ground.kernel import clock, registers, writing
from tandem.ground.ledger.models import Entry
from tests.cast import Cast

OTHERS = "Somebody other than you"
OWN_WORK = "Nobody audits their own work"


@dataclass
class Deed:
    """What somebody tries with a record: a step with values, or other values; `row` is what an import would bring."""

    register: str
    reference: str
    by: str
    words: str
    row: tuple[str, str]
    step: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    at: datetime | None = None

    @property
    def record(self) -> Any:
        return self.declared.model.objects.get(reference=self.reference)

    @property
    def declared(self) -> Any:
        return registers.find(self.register)


def state_of(deed: Deed) -> Any:
    """The record field by field, and how many entries its register has in the ledger."""
    model = deed.declared.model
    rows = list(model.objects.order_by("pk").values())
    return rows, Entry.objects.filter(register=deed.register).count()


def at_the_page(home: Cast, client: Client, deed: Deed) -> str:
    where = f"/home/{deed.register}/{deed.reference}/"
    if deed.step:
        told = deed.values | {"version": deed.record.version}
        return client.post(f"{where}steps/{deed.step}/", told, follow=True).content.decode()
    told = {name: getattr(value, "pk", value) for name, value in deed.values.items()}
    (name,) = told
    return client.post(f"{where}properties/{name}/", told | {"version": deed.record.version}).content.decode()


def in_bulk(home: Cast, client: Client, deed: Deed) -> str:
    do = {"do": deed.step}
    for name, value in {} if deed.step else deed.values.items():
        do = {"do": f"field:{name}", f"value:field:{name}": value, f"value:{name}": getattr(value, "pk", value)}
    answer = client.post(f"/home/{deed.register}/bulk/", do | {"reference": deed.reference}, follow=True)
    assert f"{deed.reference}: " in answer.content.decode()
    return deed.words


def by_the_api(home: Cast, client: Client, deed: Deed) -> str:
    where = f"/api/v1/home/{deed.register}/{deed.reference}/"
    method, path = ("POST", f"{where}transitions/{deed.step}") if deed.step else ("PATCH", where)
    told = {name: getattr(value, "email", value) for name, value in deed.values.items()}
    headers = {"If-Match": f'"{deed.record.version}"'}
    answer = client.generic(method, path, json.dumps(told), content_type="application/json", headers=headers)
    assert answer.status_code in (403, 409, 422), answer.content
    return str(answer.content.decode("unicode_escape"))


def by_an_import(home: Cast, client: Client, deed: Deed) -> str:
    name, value = deed.row
    sheet = Sheet("log", 1, ("reference", name), [Row(2, (deed.reference, value))], [])
    outcome = importing.bring(home.actor(deed.by), deed.declared, sheet, {0: "reference", 1: name}, Options())
    assert outcome.errors
    return deed.words


DOORS: dict[str, Callable[[Cast, Client, Deed], str]] = {
    "page": at_the_page,
    "bulk": in_bulk,
    "api": by_the_api,
    "import": by_an_import,
}


@pytest.fixture
def own_process(both: Cast, programme: Any) -> Deed:
    """Ben is to lead an audit of what he answers for."""
    ada, topic = both.actor("ada"), programme.topics.get(title="Leadership, policy and roles")
    writing.change(ada, AUDIT_TOPICS, topic.reference, {"responsible": both.users["ben"]})
    days = {"planned_from": "2026-05-04", "planned_to": "2026-05-05"}
    audit = writing.create(ada, AUDITS, {"title": "Another", "programme": programme, **days})
    writing.create(ada, COVERED_TOPICS, {"audit": audit, "topic": topic})
    lead = {"lead": both.users["ben"]}
    return Deed("audits", audit.reference, "ada", OWN_WORK, ("lead", "ben@example.org"), values=lead)


@pytest.fixture
def own_action(home: Cast) -> Deed:
    """Ben is to judge what he did himself."""
    acted(home, analysed(home, owner=home.users["ada"].pk))
    seen = {"seen": "Looked at three months"}
    return Deed("effectiveness-checks", "EFF-1", "ben", OTHERS, ("state", "effective"), "confirm", seen, LATER)


@pytest.fixture
def own_minutes(home: Cast, held: Any) -> Deed:
    """Ada is to approve the minutes that she wrote."""
    done = minuted(home, held)
    return Deed(REVIEWS.key, done.reference, "ada", OTHERS, ("state", "approved"), "approve")


@pytest.fixture
def frozen_twice(home: Cast, held: Any) -> Deed:
    """A review whose figures are frozen is to be frozen again."""
    return Deed(REVIEWS.key, held.reference, "ada", "Held", ("state", "planned"), "freeze")


@pytest.fixture
def drawn_sample(both: Cast, running: Any) -> Deed:
    """One more is to be looked at than was drawn."""
    ada = both.actor("ada")
    for name in ("Brandt", "Vik", "Nord"):
        writing.create(ada, registers.find("suppliers"), {"title": name, "kind": "external"})
    about = {"population": "suppliers", "filters": "kind=external", "wanted": 2}
    sample = writing.create(ada, AUDIT_SAMPLES, {"audit": running, "title": "Assessed", **about})
    for step in ("commit", "freeze", "draw"):
        writing.transition(ada, AUDIT_SAMPLES, sample.reference, step)
    row = ("method", "chosen")
    return Deed("audit-samples", sample.reference, "ada", "The seed is committed", row, values=dict([row]))


@pytest.fixture
def major_finding(both: Cast, answer: Callable[..., Any]) -> Deed:
    """A major finding is to count as put right without its cause."""
    answer(verdict_20="conformity", verdict_27="major", seen="Two policies have no approval.")
    finding = AuditFinding.objects.get()
    writing.change(both.actor("ada"), AUDIT_FINDINGS, finding.reference, {"owner": both.users["ben"]})
    values = {"correction": "Approved", "action": "The form names who approves"}
    return Deed(
        "audit-findings", finding.reference, "ben", "Please fill this in", ("state", "effective"), "correct", values
    )


@pytest.fixture
def major_nonconformity(home: Cast) -> Deed:
    """A major nonconformity is to be closed without its cause."""
    record = raised(home, grade="major", correction="Tested by hand")
    Nonconformity.objects.filter(pk=record.pk).update(state="in-work")
    words = "It is not closed without its cause."
    return Deed("nonconformities", record.reference, "ada", words, ("state", "closed"), "close", dict(ANSWERED))


DEEDS = (
    "own_process",
    "own_action",
    "own_minutes",
    "frozen_twice",
    "drawn_sample",
    "major_finding",
    "major_nonconformity",
)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", DEEDS)
def test_it_is_refused_with_the_reason_and_nothing_is_changed(
    home: Cast, request: pytest.FixtureRequest, name: str, door: str
) -> None:
    deed: Deed = request.getfixturevalue(name)
    client = Client()
    client.force_login(home.users[deed.by], backend="allauth.account.auth_backends.AuthenticationBackend")
    before = state_of(deed)
    with clock.fixed(deed.at or clock.now()):
        assert deed.words in DOORS[door](home, client, deed)
    assert state_of(deed) == before


def test_each_is_possible_for_whoever_may(home: Cast, own_action: Deed) -> None:
    with clock.fixed(datetime(2026, 6, 2, 9, 30, tzinfo=UTC)):
        done = writing.transition(home.actor("ada"), own_action.declared, "EFF-1", "confirm", own_action.values)
    assert done.state == "effective"

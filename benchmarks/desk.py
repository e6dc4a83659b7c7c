"""A desk of up to a million tickets: its pages over HTTP beside plain SQL, what comes in, and a day of 200 people.

The people are those of the published load of Jira Service Management: 50 agents and 150 customers at once, 5.6 actions
a second, here with at most one failure in a thousand.
"""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from functools import partial
from random import Random
from time import perf_counter
from typing import Any

import msgspec
from django.db import connection

from benchmarks import multiplying, server
from benchmarks.generate import WORDS
from benchmarks.measuring import Figure, Runs, at_least, spread
from benchmarks.organization import actor_of, organization, register
from benchmarks.server import Server
from tandem.faces.intake.mail import taking
from tandem.ground.accounts.models import User
from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.patterns.acting import tandem
from tandem.ground.kernel.tenancy import organization_active
from tandem.operation.events.sources.operations import new_secret
from tandem.operation.incidents.models import OPEN_STATES
from tandem.operation.mail.mailboxes.models import Mailbox

ROUNDS, AGENTS, CUSTOMERS = 20, 50, 150
RATE, LASTS, LEAST_SUCCESS = 5.6, 120, 99.9  # actions a second, seconds, percent
MESSAGES, ALERTS, IN_ONE = 200, 10_000, 100
COMMON, RARE = ("router", "firewall"), ("router", "room4711")
Ask = Callable[[], Any]


def figures(rows: int) -> Iterator[Figure]:
    """Everything, in an organization that is multiplied once."""
    multiplying.fill(rows)
    with organization_active(organization().pk), server.running(workers=2) as served:
        known = _known()
        for what, address, cookie, floor in _pages(known):
            yield _beside(what, partial(served.page, address, cookie), floor)
        yield from _day(served, known)
        yield _mail()
        yield _events(served)
        yield Figure("memory of the largest worker after all this", round(served.memory()), "MB")


@dataclass(slots=True)
class _Known:
    """Who asks, and for which tickets."""

    agents: list[str] = field(default_factory=list)
    customers: list[tuple[str, list[str]]] = field(default_factory=list)
    customer: Any = None
    tickets: list[str] = field(default_factory=list)
    unfinished: list[str] = field(default_factory=list)


def _known() -> _Known:
    known = _Known()
    seen: Any = register("incidents").model.objects
    known.tickets = list(seen.order_by("-pk").values_list("reference", flat=True)[:2_000])
    known.unfinished = list(
        seen.filter(state__in=OPEN_STATES).order_by("-pk").values_list("reference", flat=True)[:1_000]
    )
    of = {user.email: user for user in User.objects.filter(email__in=_addresses())}
    for place in range(AGENTS):
        known.agents.append(server.cookie_of(of[f"u{place + 1}@customers.example"]))
    for place in range(CUSTOMERS):
        user = of[f"u{multiplying.AGENTS + place + 1}@customers.example"]
        if theirs := list(_theirs(user)):  # of few tickets not everybody has one
            known.customers.append((server.cookie_of(user), theirs))
    known.customer = of[f"u{multiplying.AGENTS + 1}@customers.example"].memberships.get().customer_id
    return known


def _addresses() -> list[str]:
    places = [*range(AGENTS), *range(multiplying.AGENTS, multiplying.AGENTS + CUSTOMERS)]
    return [f"u{place + 1}@customers.example" for place in places]


def _theirs(user: Any) -> Any:
    contact = register("customer-contacts").model.objects.filter(email=user.email)
    theirs = register("incidents").model.objects.filter(contact__in=contact)
    return theirs.order_by("-pk").values_list("reference", flat=True)[:20]


def _pages(known: _Known) -> Iterator[tuple[str, str, str, Ask]]:
    """What is looked at, by whom, and the plain statement that finds what is shown."""
    slug, org = organization().slug, organization().pk
    agent, (customer, _own) = known.agents[0], known.customers[0]
    open_states = ", ".join(f"'{state}'" for state in OPEN_STATES)
    table = "SELECT reference, title, state, priority, opened_at FROM incidents_incident WHERE organization_id = %s"
    newest = f"{table} ORDER BY created_at DESC, id DESC LIMIT 51"
    said = "SELECT text, created_at FROM kernel_comment WHERE organization_id = %s AND register = 'incidents'"
    yield "list of incidents", f"/{slug}/incidents/?view=all", agent, _plain(newest, org)
    ticket = known.tickets[7]
    key = register("incidents").model.objects.get(reference=ticket).pk
    both = f"{table} AND reference = %s"
    yield (
        "ticket with its conversation",
        f"/{slug}/incidents/{ticket}/",
        agent,
        _plain(both, org, ticket, more=(f"{said} AND record_id = %s", (org, key))),
    )
    for what, words in (("of most tickets", COMMON), ("of few", RARE)):
        asked = "+".join(words)
        floor = _plain(_found_sql(), _found_words(org, words))
        yield f"list narrowed by two words {what}", f"/{slug}/incidents/?view=all&q={asked}", agent, floor
        yield f"search of everything for two words {what}", f"/{slug}/search/?q={asked}", agent, floor
    pressing = (
        "SELECT i.reference, i.title, min(c.due_at) AS due FROM incidents_incident i"
        " LEFT JOIN agreements_incidentclock c ON c.organization_id = i.organization_id"
        " AND c.incident_id = i.id AND c.state IN ('running', 'late')"
        " WHERE i.organization_id = %s"
        f" AND i.state IN ({open_states}) GROUP BY i.id, i.reference, i.title ORDER BY due LIMIT 200"
    )
    yield "queue", f"/{slug}/queue/", agent, _plain(pressing, org)
    by_state = (
        "SELECT state, count(*) FROM incidents_incident"
        f" WHERE organization_id = %s AND state IN ({open_states}) GROUP BY state"
    )
    since = clock.now() - timedelta(days=30)
    lately = (
        "SELECT count(*), sum(reopened), sum(reassignments) FROM incidents_incident"
        " WHERE organization_id = %s AND opened_at >= %s"
    )
    yield "desk in figures", f"/{slug}/queue/figures/", agent, _plain(lately, org, since, more=(by_state, (org,)))
    yield (
        "my work of an agent",
        f"/{slug}/work/",
        agent,
        _plain(
            "SELECT register, record_id FROM kernel_inboxentry WHERE organization_id = %s AND user_id = %s"
            " ORDER BY due LIMIT 100",
            org,
            User.objects.get(email="u1@customers.example").pk,
        ),
    )
    own = f"{table} AND customer_id = %s ORDER BY id DESC LIMIT 100"
    yield "portal of a customer", f"/{slug}/help/", customer, _plain(own, org, known.customer)
    yield "items of a customer, all of it", f"/{slug}/help/items/?of=all", customer, _plain(own, org, known.customer)
    likely = f"/{slug}/help/search/?q=router+firewall"
    articles = "SELECT title FROM knowledge_article WHERE organization_id = %s LIMIT 5"
    yield "suggestions in the portal", likely, customer, _plain(articles, org)


def _plain(sql: str, *values: Any, more: tuple[str, tuple[Any, ...]] | None = None) -> Ask:
    def ask() -> None:
        with connection.cursor() as cursor:
            for each, given in ((sql, values), *((more,) if more else ())):
                cursor.execute(each, given)
                cursor.fetchall()

    return ask


def _found_sql() -> str:
    if connection.vendor == "sqlite":
        return (
            "SELECT d.reference, d.title FROM kernel_search s JOIN kernel_searchdocument d ON d.id = s.rowid"
            " WHERE kernel_search MATCH %s ORDER BY s.rowid DESC LIMIT 50"
        )
    return "SELECT reference, title FROM kernel_searchdocument WHERE words @@ to_tsquery('simple', %s) LIMIT 50"


def _found_words(org: int, words: tuple[str, str]) -> str:
    if connection.vendor == "sqlite":
        return f'scope:o{org} AND {{reference heading body}}:("{words[0]}"* AND "{words[1]}"*)'
    return f"o{org}:D & {words[0]}:*ABC & {words[1]}:*ABC"


def _beside(what: str, work: Ask, floor: Ask) -> Figure:
    """The 95th percentile by the clock, beside plain SQL for what the page shows."""
    taken, plain = _times(work), _times(floor)
    runs = Runs(spread(plain), spread(plain))
    ratio = round(spread(taken).median / max(spread(plain).median, 0.001), 1)
    return Figure(f"{what}, p95", round(_p95(taken), 1), "ms", wall=spread(taken), floor=runs, ratio=ratio)


def _times(work: Ask) -> list[float]:
    """Milliseconds of each of several runs after a first one."""
    taken: list[float] = []
    for turn in range(ROUNDS + 1):
        begun = perf_counter()
        work()
        if turn:
            taken.append((perf_counter() - begun) * 1000)
    return taken


def _p95(taken: list[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.95)]


@dataclass(slots=True)
class _Log:
    """How each action went: its name, milliseconds since it was to begin, its status."""

    done: list[tuple[str, float, int]] = field(default_factory=list)
    lock: Any = field(default_factory=threading.Lock)

    def take(self, name: str, ask: Callable[[], int], due: float) -> None:
        """Do it; whoever waited for the one before waits in this time as well."""
        try:
            status = ask()
        except OSError:
            status = 0
        with self.lock:
            self.done.append((name, (time.monotonic() - due) * 1000, status))


def _day(served: Server, known: _Known) -> Iterator[Figure]:
    """Two minutes of a day: actions begin when they are due, whether those before have ended or not."""
    chance, log = Random(7), _Log()
    begun = time.monotonic()
    with ThreadPoolExecutor(40) as people:
        for place in range(int(RATE * LASTS)):
            due = begun + place / RATE
            time.sleep(max(0.0, due - time.monotonic()))
            name, ask = _action(served, known, chance, place)
            people.submit(log.take, name, ask, due)
    took = time.monotonic() - begun
    good = [taken for _name, taken, status in log.done if status in (200, 302)]
    share = round(100 * len(good) / len(log.done), 2)
    yield Figure(
        f"{AGENTS} agents and {CUSTOMERS} customers, {RATE} actions a second",
        share,
        "% of the actions succeed",
        f"≥ {LEAST_SUCCESS} %",
        share >= LEAST_SUCCESS,
    )
    yield Figure("their actions a second", round(len(good) / took, 2), "/s")
    for name in sorted({name for name, _taken, _status in log.done}):
        taken = [taken for each, taken, status in log.done if each == name and status in (200, 302)]
        yield Figure(f"of them: {name}, p95", round(_p95(taken), 1) if taken else 0.0, "ms", wall=spread(taken or [0]))


def _action(served: Server, known: _Known, chance: Random, place: int) -> tuple[str, Callable[[], int]]:
    """What somebody does next: a third of it agents, who look more often than they write."""
    slug = organization().slug
    agent = chance.choice(known.agents)
    customer, own = chance.choice(known.customers)
    item = chance.choice(own)
    at = f"/{slug}/queue/{chance.choice(known.unfinished)}"
    words = "+".join(chance.choices(WORDS, k=2))
    broken = {"title": f"The {words} is broken {place}", "description": "Since this morning", "urgency": "2"}
    looks: dict[str, tuple[int, str, str]] = {
        "agent: queue": (12, f"/{slug}/queue/", agent),
        "agent: ticket": (16, f"/{slug}/incidents/{chance.choice(known.tickets)}/", agent),
        "agent: preview": (10, f"{at}/", agent),
        "agent: list": (5, f"/{slug}/incidents/?view=all", agent),
        "agent: search": (5, f"/{slug}/incidents/?view=all&q={words}", agent),
        "customer: portal": (12, f"/{slug}/help/", customer),
        "customer: items": (8, f"/{slug}/help/items/", customer),
        "customer: item": (8, f"/{slug}/help/items/{item}/", customer),
        "customer: search": (8, f"/{slug}/help/search/?q={words}", customer),
    }
    writes: dict[str, tuple[int, str, str, dict[str, str]]] = {
        "agent: reply": (5, f"{at}/reply/", agent, {"text": f"We look at it, {place}"}),
        "agent: take": (3, f"{at}/take/", agent, {}),
        "customer: report": (6, f"/{slug}/help/broken/", customer, broken),
        "customer: reply": (2, f"/{slug}/help/items/{item}/reply/", customer, {"text": f"It is still so, {place}"}),
    }
    weights = {name: each[0] for name, each in (looks | writes).items()}
    name = chance.choices(list(weights), list(weights.values()))[0]
    if name in looks:
        _weight, address, cookie = looks[name]
        return name, partial(served.status, "GET", address, {"Cookie": cookie})
    _weight, address, cookie, values = writes[name]
    return name, partial(served.form, address, cookie, **values)


def _mail() -> Figure:
    """Messages taken in one after another, half of them answers to tickets that are there."""
    mailbox = _mailbox()
    made = [_message(mailbox, place) for place in range(MESSAGES)]
    actor = tandem(organization())
    begun = perf_counter()
    states = [taking.take(actor, raw, mailbox).state for raw in made]
    took = perf_counter() - begun
    if set(states) - {"taken", "joined"}:
        raise SystemExit(f"Some mail was not taken in: {set(states)}.")
    return at_least("mail taken in, each with its ticket or entry", MESSAGES / took, "messages/s", 10)


def _mailbox() -> Any:
    known = Mailbox.objects.filter(address="desk@bench.example").first()
    values = {"title": "Desk", "address": "desk@bench.example", "most_per_hour": 100}
    return known or writing.create(actor_of("import"), register("mailboxes"), values)


def _message(mailbox: Any, place: int) -> bytes:
    message = EmailMessage()
    message["From"] = f"u{multiplying.AGENTS + 1 + place % 500}@customers.example"
    message["To"], message["Subject"] = mailbox.address, f"The printer of room {place} is silent"
    message["Message-ID"] = f"<{place}-{time.time_ns()}@customers.example>"
    message.set_content(f"Since this morning the printer of room {place} prints nothing.\n" * 5)
    return b"Authentication-Results: mx.bench.example; dmarc=pass\r\n" + message.as_bytes()


def _events(served: Server) -> Figure:
    """A storm of alerts over HTTP, a hundred in a message."""
    values = {"title": f"Platform {time.time_ns()}", "tool": "alertmanager"}
    source = writing.create(actor_of("import"), register("event-sources"), values)
    secret = new_secret(actor_of(), source.reference)[1]
    address = f"/intake/events/{organization().slug}.{source.reference.lower()}/"
    began = f"{clock.now():%Y-%m-%dT%H:%M:%SZ}"
    bodies = [_alerts(start, began) for start in range(0, ALERTS, IN_ONE)]
    begun = perf_counter()
    statuses = {served.post(address, body, secret) for body in bodies}
    took = perf_counter() - begun
    if statuses - {200, 202}:
        raise SystemExit(f"Some alerts were refused: {statuses}.")
    return at_least("alerts taken in over HTTP", ALERTS / took, "alerts/s", 200)  # 10,000 in a minute are 167


def _alerts(start: int, began: str) -> bytes:
    alerts = [
        {
            "status": "firing",
            "labels": {"alertname": "Down", "instance": f"host-{place}", "severity": "critical"},
            "annotations": {"summary": f"host-{place} is down"},
            "startsAt": began,
            "endsAt": "0001-01-01T00:00:00Z",
            "fingerprint": f"{place:016x}",
        }
        for place in range(start, start + IN_ONE)
    ]
    return msgspec.json.encode({"version": "4", "status": "firing", "alerts": alerts})

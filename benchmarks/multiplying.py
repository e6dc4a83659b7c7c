"""A provider's desk at its full size, copied by the database itself from a few rows that went through the gate.

Past the gate there are no entries in the ledger: what is measured here is how a desk is worked, not how it is proved.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Model

from benchmarks.generate import WORDS
from benchmarks.organization import MANAGER, actor_of, organization, register
from tandem.ground.accounts.models import Membership, User
from tandem.ground.kernel import clock, waiting_index, writing
from tandem.ground.kernel.indexing import scope_of
from tandem.ground.kernel.models import Comment, SearchDocument
from tandem.ground.kernel.tenancy import organization_active
from tandem.operation.agreements.calendars.models import Calendar
from tandem.operation.agreements.clocks.models import IncidentClock
from tandem.operation.agreements.models import Agreement
from tandem.operation.agreements.targets.models import ServiceTarget
from tandem.operation.agreements.versions.models import AgreementVersion
from tandem.operation.customers.contacts.models import CustomerContact
from tandem.operation.customers.models import Customer
from tandem.operation.incidents.models import Incident
from tandem.operation.inventory.models import Item
from tandem.operation.requests.models import ServiceRequest

CUSTOMERS, AGENTS, OF_CUSTOMERS, ITEMS = 1_000, 1_000, 20_000, 100_000
ASKING = 5_000  # of the people of customers, who have tickets
OPEN_OF = 200  # one ticket in so many is open, all of them among the last
BACK = timedelta(days=730)
BEGINS = date(2024, 1, 1)
SAID = 2  # comments of each ticket
PIECE = 50_000  # rows of one transaction
WORKDAYS = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "08:00-18:00")


def fill(rows: int) -> None:
    """So many tickets, four of five of them incidents, and all whom and what they are about; once."""
    with organization_active(organization().pk):
        if Customer.objects.filter(title__startswith="Customer ").exists():
            return
        _words()
        _people()
        copied(_item(), ITEMS, reference="'CI-B-' || n", title=_line(2), serial_number="'SN' || n", version="1")
        incidents, requests = rows * 4 // 5, rows // 5
        _incidents(incidents)
        _requests(requests)
        for key, model in (("incidents", Incident), ("service-requests", ServiceRequest)):
            _comments(key, model)
        for key in ("incidents", "service-requests", "items", "customers", "customer-contacts"):
            _searched(key)
        _waiting()
    _counted()


def copied(template: Model, count: int, **columns: str) -> range:
    """So many copies of a row; each named column by an expression over n, from 1 on. The primary keys of the copies."""
    model = type(template)
    first = (model._meta.default_manager.aggregate(last=Max("pk"))["last"] or 0) + 1  # type: ignore[union-attr]
    columns = {"id": f"{first - 1} + n"} | columns
    quote, table = connection.ops.quote_name, quote_of(model)
    names = [str(field.column) for field in model._meta.concrete_fields]
    values = ", ".join(columns.get(name) or f"t.{quote(name)}" for name in names)
    put = (
        f"INSERT INTO {table} ({', '.join(map(quote, names))}) SELECT {values} FROM numbers, {table} t WHERE t.id = %s"
    )
    for start in range(1, count + 1, PIECE):
        end = min(start + PIECE - 1, count)
        numbers = f"WITH RECURSIVE numbers(n) AS (SELECT {start} UNION ALL SELECT n + 1 FROM numbers WHERE n < {end}) "
        ask(
            numbers + put if connection.vendor == "sqlite" else put.replace("numbers,", f"{_series(start, end)},"),
            template.pk,
        )
    return range(first, first + count)


def ask(sql: str, *values: Any) -> None:
    """One statement in a transaction of its own."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def quote_of(model: type[Model]) -> str:
    """The table of a model, as it stands in a statement."""
    return connection.ops.quote_name(model._meta.db_table)


def _series(start: int, end: int) -> str:
    return f"generate_series({start}, {end}) AS numbers(n)"


def _words() -> None:
    ask("CREATE TEMPORARY TABLE words (k integer PRIMARY KEY, w varchar(20))")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany("INSERT INTO words VALUES (%s, %s)", list(enumerate(WORDS)))


def _line(words: int) -> str:
    """A line of so many words, another one for each number."""
    return " || ' ' || ".join(f"(SELECT w FROM words WHERE k = {_place(word)})" for word in range(words))


def _place(word: int) -> str:
    """Which of the words stands there, by an expression over n."""
    step = (7_919, 104_729, 1_299_709, 15_485_863, 179_424_673)[word % 5]
    return f"((CAST(n AS bigint) * {step} + n / {30 ** (word % 4)} + {word}) %% {len(WORDS)})"


def _moment(seconds: str) -> str:
    """A moment, from an expression for seconds since 1970."""
    return f"datetime({seconds}, 'unixepoch')" if connection.vendor == "sqlite" else f"to_timestamp({seconds})"


def _people() -> None:
    """Agents, customers and their people, who sign in by the same address as their contacts have."""
    actor = actor_of("import")
    person = User.objects.exclude(email=MANAGER).order_by("pk")[0]
    users = copied(
        person,
        AGENTS + OF_CUSTOMERS,
        email="'u' || n || '@customers.example'",
        name="'Person ' || n",
        is_operator=_no(),
    )
    agent = Membership.objects.get(user=person, organization=organization())
    copied(agent, AGENTS, user_id=f"{users[0] - 1} + n")
    customer = writing.create(actor, register("customers"), {"title": "Customer 0"})
    customers = copied(customer, CUSTOMERS, reference="'CUST-B-' || n", title="'Customer ' || n")
    whose = f"{customers[0]} + n %% {CUSTOMERS}"
    copied(agent, OF_CUSTOMERS, user_id=f"{users[0] - 1 + AGENTS} + n", role="'customer'", job="''", customer_id=whose)
    contact = writing.create(actor, register("customer-contacts"), {"customer": customer.reference, "title": "Kim"})
    address = f"'u' || (n + {AGENTS}) || '@customers.example'"
    named = {"reference": "'CON-B-' || n", "title": f"'Person ' || (n + {AGENTS})", "email": address}
    copied(contact, OF_CUSTOMERS, **named, customer_id=whose)


def _no() -> str:
    return "0" if connection.vendor == "sqlite" else "false"


def _item() -> Any:
    return writing.create(actor_of("import"), register("items"), {"title": "Laptop", "kind": "hardware"})


def _incidents(count: int) -> None:
    """Closed ones over two years, and the last of them open: a third with nobody, some waiting."""
    still = max(count // OPEN_OF, 1)
    template = Incident.objects.order_by("pk")[0]
    opened, is_open = _opened(count), f"n > {count - still}"
    working = "CASE WHEN n %% 3 = 0 THEN 'new' WHEN n %% 7 = 0 THEN 'pending' ELSE 'in-progress' END"
    made = copied(
        template,
        count,
        reference="'INC-B-' || n",
        version="1",
        title=f"{_line(5)} || ' room' || (n %% 5000)",
        description=_line(20),
        state=f"CASE WHEN {is_open} THEN {working} ELSE 'closed' END",
        assignee_id=f"CASE WHEN {is_open} AND n %% 3 = 0 THEN NULL ELSE {_agent()} END",
        group="'group ' || (n %% 40)",
        impact="n %% 3 + 1",
        urgency="n / 3 %% 3 + 1",
        priority="(n %% 3 + n / 3 %% 3) + 1",
        service_id="(SELECT min(id) FROM services_service) + n %% 50",
        **_asked_by(),
        opened_at=_moment(opened),
        created_at=_moment(opened),
        updated_at=_moment(opened),
        resolved_at=f"CASE WHEN {is_open} THEN NULL ELSE {_moment(opened + ' + 14400')} END",
        closed_at=f"CASE WHEN {is_open} THEN NULL ELSE {_moment(opened + ' + 259200')} END",
        resolution=f"CASE WHEN {is_open} THEN '' ELSE {_line(8)} END",
    )
    _clocks(made, still)


def _opened(count: int) -> str:
    now = int(datetime.now(UTC).timestamp())
    step = BACK.total_seconds() / count
    return f"CAST({now} - ({count} - n) * {step:.3f} AS integer)"


def _agent() -> str:
    first = Membership.objects.filter(user__email="u1@customers.example").values_list("user", flat=True)[0]
    return f"{first} + n %% {AGENTS}"


def _asked_by() -> dict[str, str]:
    """Somebody of a customer; the contacts were copied in the order of their users, customer after customer."""
    contact = CustomerContact.objects.get(reference="CON-B-1")
    user = User.objects.get(email=f"u{AGENTS + 1}@customers.example")
    first = Customer.objects.get(reference="CUST-B-1").pk
    place = f"(CAST(n AS bigint) * 7919 %% {ASKING})"
    return {
        "contact_id": f"{contact.pk} + {place}",
        "created_by_id": f"{user.pk} + {place}",
        "customer_id": f"{first} + ({place} + 1) %% {CUSTOMERS}",
    }


def _requests(count: int) -> None:
    still = max(count // OPEN_OF, 1)
    service = register("services").model.objects.order_by("pk")[0]
    offering = {
        "title": "Laptop",
        "description": "One for work",
        "instructions": "Order and prepare",
        "service": service,
    }
    made = writing.create(actor_of("import"), register("request-offerings"), offering)
    writing.transition(actor_of("import"), register("request-offerings"), made.reference, "offer", {})
    values = {"title": "A laptop", "description": "For work", "offering": made.reference}
    template = writing.create(actor_of("import"), register("service-requests"), values)
    opened, is_open = _opened(count), f"n > {count - still}"
    copied(
        template,
        count,
        reference="'REQ-B-' || n",
        version="1",
        title=_line(4),
        description=_line(12),
        state=f"CASE WHEN {is_open} THEN 'fulfilment' ELSE 'closed' END",
        assignee_id=_agent(),
        **_asked_by(),
        created_at=_moment(opened),
        updated_at=_moment(opened),
        done=f"CASE WHEN {is_open} THEN '' ELSE {_line(8)} END",
    )


def _clocks(made: range, still: int) -> None:
    """A clock to solve for each incident, running where it is open."""
    template = _clock()
    last = len(made) - still
    copied(
        template,
        len(made),
        reference="'CLK-B-' || n",
        incident_id=f"{made[0] - 1} + n",
        state=f"CASE WHEN n > {last} THEN 'running' ELSE 'met' END",
        due_at=_moment(f"{int(datetime.now(UTC).timestamp())} + (n %% 400 - 40) * 3600"),
    )


def _clock() -> Any:
    target, hours = _target()
    incident = Incident.objects.order_by("pk")[0]
    events = [{"at": (clock.now() - timedelta(hours=3)).isoformat(), "kind": "start"}]
    common = {"organization_id": organization().pk, "created_at": clock.now(), "updated_at": clock.now()}
    about = {"incident": incident, "target": target, "calendar": hours, "title": target.title, "kind": "resolution"}
    ends = {"state": "met", "due_at": clock.now(), "next_at": None, "events": events}
    return IncidentClock.objects.create(**common, reference="CLK-B-0", **about, **ends)


def _target() -> tuple[Any, Any]:
    """What is promised to one customer, and the hours it counts in."""
    common = {"organization_id": organization().pk, "created_at": clock.now(), "updated_at": clock.now()}
    hours = Calendar.objects.create(
        **common, reference="CAL-B", title="Office", zone="Europe/Vienna", state="approved", **WORKDAYS
    )
    customer, service = Customer.objects.order_by("pk")[0], register("services").model.objects.order_by("pk")[0]
    agreement = Agreement.objects.create(
        **common, reference="AGR-B", title="Desk", customer=customer, state="active", begins_on=BEGINS
    )
    version = AgreementVersion.objects.create(
        **common, reference="AGV-B", agreement=agreement, number="1", calendar=hours, state="approved"
    )
    promise = {"agreement_version": version, "service": service, "kind": "resolution", "minutes": 600}
    return ServiceTarget.objects.create(**common, reference="TGT-B", title="Resolution", **promise), hours


def _comments(key: str, model: type[Any]) -> None:
    """Each ticket has a reply and a note."""
    first = model.objects.filter(reference__contains="-B-").order_by("pk").values_list("pk", flat=True)[0]
    many = model.objects.filter(reference__contains="-B-").count() * SAID
    common = {"organization_id": organization().pk, "register": key, "record_id": first, "created_at": clock.now()}
    template = Comment.objects.create(**common, created_by_id=actor_of().user_id)
    about = {"record_id": f"{first} + (n - 1) / {SAID}", "text": _line(16), "created_by_id": _agent()}
    public = {"kind": "CASE WHEN n %% 2 = 0 THEN 'reply' ELSE 'note' END"}
    public["audience"] = "CASE WHEN n %% 2 = 0 THEN 'public' ELSE 'internal' END"
    copied(template, many, **about, **public)


def _searched(key: str) -> None:
    """What full-text search keeps of the copies, in the words it would keep."""
    declared = register(key)
    table, search = quote_of(declared.model), quote_of(SearchDocument)
    quote = connection.ops.quote_name
    body = " || ' ' || ".join(f"lower({quote(name)})" for name in declared.listing.search)
    # plain words, so lower() folds them as the product does
    columns = "organization_id, register, record_id, reference, title, heading, body, scope"
    scope = scope_of(organization().pk, key)
    last = declared.model.objects.aggregate(last=Max("pk"))["last"]
    for start in range(0, last + 1, PIECE):
        ask(
            f"INSERT INTO {search} ({columns})"
            f" SELECT organization_id, %s, id, reference, title, lower(title), {body}, %s"
            f" FROM {table} WHERE reference LIKE '%%-B-%%' AND id > %s AND id <= %s",
            key,
            scope,
            start,
            start + PIECE,
        )


def _waiting() -> None:
    """The inbox of those who have an open ticket."""
    for key in ("incidents", "service-requests"):
        declared = register(key)
        still = declared.model.objects.filter(reference__contains="-B-").exclude(state="closed")
        with transaction.atomic():
            waiting_index.index(declared, list(still))


def _counted() -> None:
    """On PostgreSQL, where the sequences stand and what the tables hold, which its own service would find out."""
    models = [User, Membership, Customer, CustomerContact, Item, Incident, ServiceRequest, IncidentClock, Comment]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            from django.core.management.color import no_style

            for sql in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(sql)
            cursor.execute("ANALYZE")

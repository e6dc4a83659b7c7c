"""A confidential incident and what hangs on it: not here for others, on every face; figures still count it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from tandem.direction.scope.register import MANAGEMENT_SYSTEMS
from tandem.evaluation.audits.samples.items.register import SAMPLE_ITEMS
from tandem.evaluation.audits.samples.register import AUDIT_SAMPLES
from tandem.ground.accounts.models import ApiToken
from tandem.ground.exchange import importing
from tandem.ground.exchange.conversion import Options
from tandem.ground.exchange.exporting import export
from tandem.ground.exchange.reading import Row, Sheet
from tandem.ground.kernel import comments, files, inbox, links, lists, permissions, registers, search, writing
from tandem.ground.kernel.actor import Actor, system_actor
from tandem.ground.kernel.errors import Invalid, NotFound
from tandem.ground.kernel.models import Action
from tandem.ground.kernel.registers import Register, declared_for
from tandem.operation.incidents.causes.register import CAUSES
from tandem.operation.incidents.evidence.register import EVIDENCE
from tandem.operation.incidents.evidence.transfers.register import TRANSFERS
from tandem.operation.incidents.notifications.register import NOTIFICATIONS
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.services.register import SERVICES
from tandem.proof.conformity import engine
from tests.cast import Cast, values_for

SECRET = "Embezzlement"
OTHERS = ("ben", "cleo", "finn", "gil")
PARTS = (INCIDENTS, EVIDENCE, TRANSFERS, NOTIFICATIONS, CAUSES)
nobody_else = pytest.mark.parametrize("name", OTHERS)


@pytest.fixture
def kept(home: Cast) -> dict[str, Any]:
    """A confidential incident of Ada's with one record of every kind that hangs on it, and an action from it."""
    ada = home.actor("ada")
    incident = writing.create(
        ada,
        INCIDENTS,
        {"title": f"{SECRET} suspected", "is_confidential": True, "is_security": True, "description": SECRET},
    )
    item = writing.create(
        ada,
        EVIDENCE,
        {"incident": incident.reference, "title": f"{SECRET} ledger", "source": "Accounts", "owner": ada.user_id},
    )
    transfer = writing.create(
        ada, TRANSFERS, {"evidence": item.reference, "handed_to": f"Auditor of the {SECRET}", "purpose": "Reading"}
    )
    notification = writing.create(
        ada, NOTIFICATIONS, {"incident": incident.reference, "title": f"{SECRET} cover", "whom": "Insurer", "hours": 24}
    )
    told = {"kind": "control-failed", "requirement": "iso-27001:2022/A.5.1", "title": f"{SECRET} made easy"}
    cause = writing.create(ada, CAUSES, {"incident": incident.reference, "explanation": SECRET, **told})
    writing.create(
        ada,
        declared_for(Action),
        {"title": f"{SECRET}: talk to her", "source_register": "incidents", "source_reference": incident.reference},
    )
    return dict(zip((part.key for part in PARTS), (incident, item, transfer, notification, cause), strict=True))


def signed_in(home: Cast, name: str) -> Client:
    client = Client()
    client.force_login(home.users[name])
    return client


def caller(home: Cast, name: str) -> Client:
    expires = datetime(2099, 1, 1, tzinfo=UTC)
    told = {"organization": home.home, "user": home.users[name], "name": name, "scope": "write", "expires_at": expires}
    _token, secret = ApiToken.issue(**told)
    return Client(headers={"Authorization": f"Bearer {secret}"})


def test_whoever_marks_it_confidential_without_an_owner_owns_it(home: Cast, kept: dict[str, Any]) -> None:
    assert kept["incidents"].owner_id == home.users["ada"].pk


@nobody_else
@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.key)
def test_it_is_not_here_for_others(home: Cast, kept: dict[str, Any], part: Register, name: str) -> None:
    actor, record = home.actor(name), kept[part.key]
    assert lists.page(actor, part, lists.Query(filters={})).count == 0
    for attempt in (
        lambda: writing.find(actor, part, record.reference),
        lambda: writing.change(actor, part, record.reference, {"tags": ["x"]}),
        lambda: writing.transition(actor, part, record.reference, "assign"),
        lambda: writing.delete(actor, part, record.reference),
        lambda: files.attach(actor, part, record.reference, "a.txt", [b"a"]),
    ):
        with pytest.raises(NotFound):
            attempt()
    if name != "gil":  # auditors comment nowhere
        with pytest.raises(NotFound):
            comments.add(actor, part, record.reference, "What is this?")
    assert part.model.objects.get(pk=record.pk).version == record.version + (part is EVIDENCE)


@nobody_else
@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.key)
def test_pages_and_api_answer_404(home: Cast, kept: dict[str, Any], part: Register, name: str) -> None:
    page, api, record = signed_in(home, name), caller(home, name), kept[part.key]
    for address in ("", "edit/", "steps/assign/", "?as_of=2026-03-02"):
        assert page.get(f"/home/{part.key}/{record.reference}/{address}").status_code == 404
    sent = {"text": "What is this?", "target": "iso-27001:2022/4.1", "title": "Look", "on": "2099-01-01"}
    for address in ("comments/", "links/", "actions/", "reminders/", "delete/"):
        answer = page.post(f"/home/{part.key}/{record.reference}/{address}", sent)
        assert answer.status_code == (403 if name == "gil" and address == "comments/" else 404)
    assert page.get(f"/home/go/{record.reference}/").status_code == 404
    for address in ("", "history", "comments", "links", "files"):
        assert api.get(f"/api/v1/home/{part.key}/{record.reference}/{address}").status_code == 404
    sent = api.patch(
        f"/api/v1/home/{part.key}/{record.reference}/", "{}", "application/json", headers={"If-Match": "1"}
    )
    assert sent.status_code == 404


@nobody_else
def test_no_page_names_it(home: Cast, kept: dict[str, Any], name: str) -> None:
    page, api = signed_in(home, name), caller(home, name)
    addresses = [f"{register.key}/?view=all" for register in registers.every()]
    for address in (*addresses, "search/?q=suspected", "work/", "board/", "ledger/", "incidents/?columns=title,parent"):
        assert SECRET not in page.get(f"/home/{address}").content.decode()
    for register in registers.every():
        assert SECRET not in api.get(f"/api/v1/home/{register.key}/").content.decode()
    assert api.get(f"/api/v1/home/search?q={SECRET}").json()["items"] == []


@nobody_else
def test_search_inbox_and_exports_leave_it_out(home: Cast, kept: dict[str, Any], name: str) -> None:
    actor = home.actor(name)
    assert search.everywhere(actor, SECRET) == []
    assert [task for task in inbox.waiting(actor) if SECRET in task.title] == []
    for part in (*PARTS, declared_for(Action)):
        for form in ("csv", "json", "xlsx"):
            with export(actor, part, lists.Query(filters={}), form) as content:
                told = content.read()
            assert form == "xlsx" or SECRET.encode() not in told
            if form == "json":
                assert told.split() == [b"[", b"]"]


@nobody_else
def test_links_to_it_are_silent_and_cannot_be_made(home: Cast, kept: dict[str, Any], name: str) -> None:
    ada, actor = home.actor("ada"), home.actor(name)
    service = writing.create(ada, SERVICES, {"title": "Payroll", "owner": home.users[name].pk})
    links.connect(ada, SERVICES, service.reference, to_reference=kept["incidents"].reference)
    assert len(links.of(ada, SERVICES, service.pk)) == 1
    assert links.of(actor, SERVICES, service.pk) == []
    if actor.role == "contributor":
        with pytest.raises(Invalid):
            links.connect(actor, SERVICES, service.reference, to_reference=kept["incidents"].reference)


def test_others_cannot_name_it_in_a_field_but_leave_it_where_it_stands(home: Cast, kept: dict[str, Any]) -> None:
    ben, whole = home.actor("ben"), kept["incidents"]
    for value in (whole.reference, whole.pk):
        with pytest.raises(Invalid) as refused:
            writing.create(ben, INCIDENTS, {"title": "A part", "parent": value})
        assert list(refused.value.problems) == ["parent"]
    part = writing.create(home.actor("ada"), INCIDENTS, {"title": "A part", "parent": whole.reference})
    writing.change(ben, INCIDENTS, part.reference, {"parent": whole.reference, "title": "Still a part"})
    page = signed_in(home, "ben")
    for address in (f"{part.reference}/", f"{part.reference}/edit/", "?view=all&columns=title,parent"):
        told = page.get(f"/home/incidents/{address}")
        assert (told.status_code, SECRET in told.content.decode()) == (200, False)


@pytest.mark.parametrize("name", ["ada", "ben", "cleo", "gil"])
def test_managers_owner_assignee_and_auditors_let_in_find_it(home: Cast, kept: dict[str, Any], name: str) -> None:
    told = {"owner": home.users["ben"].pk, "assignee": home.users["cleo"].pk, "is_open_to_auditors": True}
    writing.change(home.actor("ada"), INCIDENTS, kept["incidents"].reference, told)
    actor, page = home.actor(name), signed_in(home, name)
    for part in PARTS:
        assert writing.find(actor, part, kept[part.key].reference) == kept[part.key]
        assert page.get(f"/home/{part.key}/{kept[part.key].reference}/").status_code == 200
    found = {hit.register.key for hit in search.everywhere(actor, SECRET)}
    assert found == {*(part.key for part in PARTS), "actions"}


def test_tandem_itself_sees_it(home: Cast, kept: dict[str, Any]) -> None:
    assert permissions.visible(system_actor(home.home.pk, "Tandem"), EVIDENCE).count() == 1


def test_an_open_incident_is_there_for_readers(home: Cast) -> None:
    incident = writing.create(home.actor("ada"), INCIDENTS, {"title": "Mail is down"})
    assert writing.find(home.actor("cleo"), INCIDENTS, incident.reference) == incident


def test_after_deletion_only_managers_look_back(home: Cast) -> None:
    ada = home.actor("ada")
    incident = writing.create(ada, INCIDENTS, {"title": SECRET, "is_confidential": True})
    writing.delete(ada, INCIDENTS, incident.reference)
    answers = {name: signed_in(home, name).get(f"/home/incidents/{incident.reference}/") for name in ("ada", "gil")}
    assert {name: answer.status_code for name, answer in answers.items()} == {"ada": 200, "gil": 404}


@pytest.fixture
def adopted(home: Cast) -> Iterator[Actor]:
    """Home works by ISO/IEC 27001:2022 as far as the cast's catalogue goes."""
    writing.create(home.actor("ada"), MANAGEMENT_SYSTEMS, {"title": "ISMS", "standard": "iso-27001:2022"})
    yield home.actor("ada")


@nobody_else
def test_figures_count_it_without_its_title(home: Cast, kept: dict[str, Any], adopted: Actor, name: str) -> None:
    if name == "finn":
        pytest.skip("staff see no conformity")
    whole, told = engine.evaluate_for(adopted), engine.evaluate_for(home.actor(name))
    known = [item for one in whole.outcomes.values() for item in (*one.evidence, *one.offenders)]
    assert f"{SECRET} suspected" in {item.title for item in known}
    for key, one in whole.outcomes.items():
        assert (told.outcomes[key].result, told.outcomes[key].total) == (one.result, one.total)
    titles = {
        item.title
        for one in told.outcomes.values()
        for item in (*one.evidence, *one.offenders)
        if item.register == "incidents"
    }
    assert titles == {"Confidential"}


def brings(home: Cast, *columns: str, rows: list[tuple[Any, ...]]) -> importing.Outcome:
    sheet = Sheet("table", 1, columns, [Row(line, row) for line, row in enumerate(rows, start=2)], [])
    return importing.bring(home.actor("ben"), INCIDENTS, sheet, dict(enumerate(columns)), Options())


def test_an_import_neither_finds_nor_confirms_it(home: Cast, kept: dict[str, Any]) -> None:
    hidden = kept["incidents"]
    writing.change(home.actor("ada"), INCIDENTS, hidden.reference, {"external_id": "HR-1"})
    before = INCIDENTS.model.objects.get(pk=hidden.pk).version
    told = brings(home, "reference", "title", rows=[(hidden.reference, "Mine"), ("INC-2026-9999", "Mine")])
    assert [error.message.replace(error.value, "…") for error in told.errors] == ["There is no … here."] * 2
    told = brings(home, "external_id", "title", rows=[("HR-1", "Another system's"), ("HR-2", "Another system's")])
    assert (told.errors, told.new, told.changed, told.unchanged) == ([], 2, 0, 0)
    told = brings(home, "title", rows=[(hidden.title,), ("Never seen",)])
    assert (told.errors, told.new, told.changed, told.unchanged) == ([], 2, 0, 0)
    assert INCIDENTS.model.objects.get(pk=hidden.pk).version == before


SOURCED = ("nonconformities", "improvements", "actions")
ITS_SOURCE = ("source_register", "source_reference")


def sourced(home: Cast, register: Register, whole: Any) -> Any:
    """A record of Ada's that says it comes from this one."""
    named = dict(zip(ITS_SOURCE, (declared_for(type(whole)).key, whole.reference), strict=True))
    ada = home.actor("ada")
    given = values_for(home, ada, register) | {"title": f"{SECRET} seen again", "owner": ada.user_id} | named
    return writing.create(ada, register, given)


@nobody_else
@pytest.mark.parametrize("key", SOURCED)
def test_what_comes_from_it_is_hidden_with_it(home: Cast, kept: dict[str, Any], key: str, name: str) -> None:
    register, actor = registers.find(key), home.actor(name)
    assert register is not None
    record = sourced(home, register, kept["incidents"])
    with pytest.raises(NotFound):
        writing.find(actor, register, record.reference)
    assert writing.find(home.actor("ada"), register, record.reference) == record
    assert search.everywhere(actor, SECRET) == []
    for part in (each for each in registers.every() if each.above is register):
        assert lists.page(actor, part, lists.Query(filters={})).count == 0


@pytest.mark.parametrize("role", ["reader", "auditor", "contributor"])
@pytest.mark.parametrize("key", SOURCED)
def test_what_comes_from_it_and_is_nobodys_is_for_no_program(
    home: Cast, kept: dict[str, Any], key: str, role: str
) -> None:
    """As webhooks, chats and the auditor's pack ask: for a role without a person."""
    register = registers.find(key)
    assert register is not None
    record = sourced(home, register, kept["incidents"])
    register.model.objects.filter(pk=record.pk).update(owner=None, created_by=None)
    INCIDENTS.model.objects.filter(pk=kept["incidents"].pk).update(owner=None, created_by=None, assignee=None)
    anybody = Actor(home.home.pk, role, "", None)
    assert not permissions.visible(anybody, register).filter(pk=record.pk).exists()
    assert not permissions.visible(anybody, INCIDENTS).exists()


@nobody_else
def test_what_comes_from_what_comes_from_it_is_hidden_too(home: Cast, kept: dict[str, Any], name: str) -> None:
    actor, (nonconformities, _improvements, actions) = home.actor(name), map(registers.find, SOURCED)
    assert nonconformities and actions
    raised = sourced(home, nonconformities, kept["incidents"])
    record = sourced(home, actions, raised)
    back = sourced(home, nonconformities, record)
    for register, hidden in ((actions, record), (nonconformities, back)):
        with pytest.raises(NotFound):
            writing.find(actor, register, hidden.reference)
        assert writing.find(home.actor("ada"), register, hidden.reference) == hidden
    assert search.everywhere(actor, SECRET) == []


@pytest.mark.parametrize("key", SOURCED)
def test_naming_it_as_a_source_is_answered_as_naming_what_is_not_there(
    home: Cast, kept: dict[str, Any], key: str
) -> None:
    register, ben = registers.find(key), home.actor("ben")
    assert register is not None
    given = values_for(home, home.actor("ada"), register) | {"title": "Asked", "source_register": "incidents"}
    given["owner"] = ben.user_id
    said = []
    for reference in (kept["incidents"].reference, "INC-2026-9999"):
        with pytest.raises(Invalid) as refused:
            writing.create(ben, register, given | {"source_reference": reference})
        said.append({name: " ".join(words).replace(reference, "…") for name, words in refused.value.problems.items()})
    assert said[0] == said[1] == {"source_reference": "There is no … here."}


@pytest.fixture
def audit(home: Cast) -> Any:
    """An audit of Ada's that is running."""
    register = registers.find("audits")
    assert register is not None
    return writing.create(home.actor("ada"), register, values_for(home, home.actor("ada"), register))


def sampled(home: Cast, audit: Any, kept: dict[str, Any], method: str) -> Any:
    """A sample of Ada's that has the confidential incident in its population, or looks at it by choice."""
    ada = home.actor("ada")
    given = {"audit": audit.reference, "title": "Incidents are closed", "population": "incidents", "method": method}
    sample = writing.create(ada, AUDIT_SAMPLES, given)
    if method == "chosen":
        writing.create(ada, SAMPLE_ITEMS, {"sample": sample.reference, "title": kept["incidents"].reference})
        return sample
    for step in ("commit", "freeze", "draw"):
        sample = writing.transition(ada, AUDIT_SAMPLES, sample.reference, step)
    return sample


@nobody_else
@pytest.mark.parametrize("method", ["random", "chosen"])
def test_a_sample_that_names_it_is_hidden_with_it(
    home: Cast, audit: Any, kept: dict[str, Any], name: str, method: str
) -> None:
    sample, actor = sampled(home, audit, kept, method), home.actor(name)
    items = list(SAMPLE_ITEMS.model.objects.filter(sample=sample))
    assert [item.title for item in items] == [kept["incidents"].reference]
    for part, record in ((AUDIT_SAMPLES, sample), (SAMPLE_ITEMS, items[0])):
        with pytest.raises(NotFound):
            writing.find(actor, part, record.reference)
        assert writing.find(home.actor("ada"), part, record.reference) == record
        assert caller(home, name).get(f"/api/v1/home/{part.key}/{record.reference}/history").status_code == 404
    writing.change(home.actor("ada"), INCIDENTS, kept["incidents"].reference, {"is_confidential": False})
    if name != "finn":  # staff see no audits
        assert writing.find(actor, AUDIT_SAMPLES, sample.reference) == sample


def test_who_may_not_see_it_draws_from_the_others(home: Cast, audit: Any, kept: dict[str, Any]) -> None:
    ada, ben = home.actor("ada"), home.actor("ben")
    open_one = writing.create(ada, INCIDENTS, {"title": "Mail is down"})
    given = {"audit": audit.reference, "title": "Incidents are closed", "population": "incidents"}
    sample = writing.create(ada, AUDIT_SAMPLES, given)
    for step in ("commit", "freeze", "draw"):
        sample = writing.transition(ben, AUDIT_SAMPLES, sample.reference, step)
    assert (sample.frozen, sample.drawn) == ([open_one.reference], [open_one.reference])


def test_naming_it_among_several_is_answered_as_naming_what_is_not_there(home: Cast, kept: dict[str, Any]) -> None:
    ben = home.actor("ben")
    naming = [(each, name) for each in registers.every() for name in each.writable]
    several = [(each, name) for each, name in naming if getattr(each.field(name), "to", "") == "incidents.Incident"]
    assert several
    for register, name in several:
        if not permissions.may_create(ben, register):
            continue
        given = values_for(home, home.actor("ada"), register)
        said = []
        for reference in (kept["incidents"].reference, "INC-2026-9999"):
            with pytest.raises(Invalid) as refused:
                writing.create(ben, register, given | {name: [reference]})
            said.append(" ".join(refused.value.problems[name]).replace(reference, "…"))
        assert said == ["There is no “…” here."] * 2

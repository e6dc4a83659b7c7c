"""Every route for everybody: strangers, outsiders and each role. A new route without a row here fails."""

from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tandem.ground.kernel import clock, registers, tenancy, writing
from tests.cast import ROLES, Cast, values_for

PARTS: dict[str, Any] = {
    "slug": "home",
    "reference": "RISK-1",
    "form": "csv",
    "step_key": "close",
    "template_key": "backup",
    "key": "risks",
    "wing": "operation",
    "check": "nothing",
    "panel": "filters",
    "ref": "4.1",
    "framework_key": "iso-27001:2022",
    "secret": "nothing",
}
NUMBER = 1
OUTSIDE = {
    "home",
    "start",
    "join",
    "welcome",
    "installation",
    "installation-person",
    "account_email",
    "confirm-address",
    "calendar",
    "change-feed",
    "calendar-system",
    "clients",
    "baselines",
    "baseline-copy",
    "status",
    "status-feed",
    "status-subscribe",
    "status-confirm",
    "status-leave",
    "status-own-feed",
    "answer",
    "answer-score",
}  # outside organizations
GETS = {
    "enter": {"manager": 302, "contributor": 302, "reader": 302, "staff": 302, "auditor": 302},
    "board": {"staff": 403},
    "deed": {**dict.fromkeys(ROLES.values(), 404), "staff": 403},
    "planner": {"staff": 403},
    "work": {},
    "work-calendar": {},
    "wing": dict.fromkeys(ROLES.values(), 302),
    "place": {**dict.fromkeys(ROLES.values(), 302), "staff": 404},
    "queue": {"staff": 404},
    "desk-figures": {"staff": 404},
    "desk-states": {"staff": 404},
    "desk-workload": {"staff": 404},
    "queue-preview": dict.fromkeys(ROLES.values(), 404),
    "quick-ticket": {"staff": 302, "auditor": 403},
    "quick-callers": {"staff": 404, "auditor": 404},
    "quick-caller": {"staff": 404, "auditor": 404},
    "ticket-answers": dict.fromkeys(ROLES.values(), 404),
    "help": {},
    "invitation": {"staff": 403},
    "organizations": {},
    "search": {},
    "jump": {"manager": 302, "contributor": 302, "reader": 302, "staff": 404, "auditor": 302},
    "ledger": {"staff": 403},
    "ledger-head": {},
    "catalogue": {},
    "catalogue-add": dict.fromkeys(ROLES.values(), 403),  # for the operator of the installation
    "framework": {},
    "requirement": {},
    "settings": {"contributor": 403, "reader": 403, "staff": 403, "auditor": 403},
    "members": {"contributor": 403, "reader": 403, "staff": 403, "auditor": 403},
    "tokens": {},
    "my-settings": {},
    "fields": {"contributor": 403, "reader": 403, "staff": 403, "auditor": 403},
    "texts": {"contributor": 403, "reader": 403, "staff": 403, "auditor": 403},
    "risk-matrix": {"staff": 404},
    "risk-workshop": {"staff": 404},
    "risk-summary": {"staff": 404},
    "risk-movement": {"staff": 404},
    "losses": {"staff": 404},
    "losses-progress": {**dict.fromkeys(ROLES.values(), 204), "staff": 404},
    "losses-download": {"staff": 404},
    "loss": dict.fromkeys(ROLES.values(), 404),
    "risk-method-begin": {"staff": 404},
    "risk-method-scales": dict.fromkeys(ROLES.values(), 404),
    "risk-take-over": {"staff": 404},
    "audit-coverage-now": {"staff": 404},
    **dict.fromkeys(
        ("audit-coverage", "audit-checklist", "audit-report", "review-agenda", "print-record", "print-register"),
        dict.fromkeys(ROLES.values(), 404),
    ),
    "soa-bring": {"reader": 403, "staff": 404, "auditor": 403},
    "soa-brought": dict.fromkeys(ROLES.values(), 404),
    "vulnerability-summary": {"staff": 404},
    "vulnerability-coverage": {"staff": 404},
    "bring-report": {"reader": 403, "staff": 404, "auditor": 403},
    "brought-report": {"manager": 404, "contributor": 404, "reader": 403, "staff": 404, "auditor": 403},
    "brought-report-progress": {"manager": 404, "contributor": 404, "reader": 403, "staff": 404, "auditor": 403},
    "report": {"auditor": 403},
    "suggestions": {},
    "security-glance": {"staff": 403},
    "veris": {"staff": 404},
    "veris-list": {"staff": 403},
    "veris-record": {**dict.fromkeys(ROLES.values(), 404), "staff": 403},
    "bring-documents": {"reader": 403, "staff": 404, "auditor": 403},
    "brought-documents": {"manager": 404, "contributor": 404, "reader": 403, "staff": 404, "auditor": 403},
    "brought-documents-progress": {"manager": 404, "contributor": 404, "reader": 403, "staff": 404, "auditor": 403},
    "document-pdf": dict.fromkeys(ROLES.values(), 404),
    "document-cited": dict.fromkeys(ROLES.values(), 404),
    "competence-matrix": {"staff": 404},
    "document-templates": {"staff": 404},
    "document-template": {"staff": 404},
    "document-exceptions": {"manager": 302, "contributor": 302, "reader": 302, "staff": 404, "auditor": 302},
    "document-read": dict.fromkeys(ROLES.values(), 404),
    "document-differences": dict.fromkeys(ROLES.values(), 404),
    "acknowledgement-read": dict.fromkeys(ROLES.values(), 404),
    "control-begin": {"staff": 404},
    "soa-current": {"manager": 302, "contributor": 302, "reader": 302, "staff": 404, "auditor": 302},
    "soa": dict.fromkeys(ROLES.values(), 404),
    "soa-versions": dict.fromkeys(ROLES.values(), 404),
    "soa-compare": dict.fromkeys(ROLES.values(), 404),
    "soa-work": dict.fromkeys(ROLES.values(), 404),
    "soa-file": dict.fromkeys(ROLES.values(), 404),
    "list": {"staff": 404},
    "panel": {"staff": 404},
    "create": {"reader": 403, "staff": 404, "auditor": 403},
    "upload": {"reader": 403, "staff": 404, "auditor": 403},
    "import-form": {"reader": 403, "staff": 404, "auditor": 403},
    "import-template": {"reader": 403, "staff": 404, "auditor": 403},
    "export": {"staff": 404},
    "record": {"staff": 404},
    "erase": {"contributor": 403, "reader": 403, "staff": 403, "auditor": 403},
    "edit": {"reader": 403, "staff": 404, "auditor": 403},
    "step": {"staff": 404},
    "import": dict.fromkeys(ROLES.values(), 404),
    "import-wrong": dict.fromkeys(ROLES.values(), 404),
    "import-together": dict.fromkeys(ROLES.values(), 404),
    "import-progress-together": dict.fromkeys(ROLES.values(), 404),
    "brought": {"staff": 403},
    "help-search": {},
    "help-broken": {"auditor": 403},
    "help-need": {},
    "help-items": {},
    "help-policies": {},
    "help-status": {},
    **dict.fromkeys(("help-article", "help-item", "help-policy"), dict.fromkeys(ROLES.values(), 404)),
    "help-ask": {**dict.fromkeys(ROLES.values(), 404), "auditor": 403},
    "mailbox-consent": dict.fromkeys(ROLES.values(), 404),
    "customer-people": dict.fromkeys(ROLES.values(), 404),
    "status-page-seen": dict.fromkeys(ROLES.values(), 404),
    "import-progress": dict.fromkeys(ROLES.values(), 404),
    "brought-file": dict.fromkeys(ROLES.values(), 404),
    "brought-file-progress": dict.fromkeys(ROLES.values(), 404),
    "import-wrong-together": dict.fromkeys(ROLES.values(), 404),
    "awareness-test": dict.fromkeys(ROLES.values(), 404),
    "many-changed": dict.fromkeys(ROLES.values(), 404),
    "file": dict.fromkeys(ROLES.values(), 404),
    "beside": {"staff": 404},
    "choices": dict.fromkeys(ROLES.values(), 404),
    "choose-anything": {},
    "choose-requirement": {},
    "control-walk": {"reader": 403, "staff": 404, "auditor": 403},
    "nonconformity-trends": {"staff": 404},
    "process-map": {"staff": 404},
    "scopes": {"staff": 404},
    "inventory-bring": {"reader": 403, "staff": 404, "auditor": 403},
    **dict.fromkeys(
        ("service-map", "item-map", "item-label", "item-labels", "item-scanned", "baseline-differences"),
        dict.fromkeys(ROLES.values(), 404),
    ),
    "event-source-secret": dict.fromkeys(ROLES.values(), 404),
    "webhook-secret": dict.fromkeys(ROLES.values(), 404),
    "pipeline-secret": dict.fromkeys(ROLES.values(), 404),
    "change-calendar": {"staff": 404},
    **dict.fromkeys(
        ("change-would-fall", "supplier-would-fall", "person-would-fall"), dict.fromkeys(ROLES.values(), 404)
    ),
    "availability": {"staff": 404},
    "services-map": {"staff": 404},
    "how-often": {"staff": 404},
    "budget-overview": {"staff": 404},
    **dict.fromkeys(
        (
            "availability-of",
            "availability-explained",
            "service-report",
        ),
        dict.fromkeys(ROLES.values(), 404),
    ),
    "contribution-matrix": {"staff": 404},
    "service-catalogue": {},
    "property": dict.fromkeys(ROLES.values(), 404),
}
POSTS = {
    "queue-take-many",
    "queue-weigh",
    "help-reply",
    "help-works",
    "help-status-follow",
    "help-decide",
    "layout",
    "take-back",
    "suggestion-used",
    "invite",
    "change-member",
    "add-my-chat",
    "change-my-chat",
    "issue-token",
    "revoke-token",
    "add-field",
    "retire-field",
    "import-mapping",
    "import-begin-together",
    "import-tables",
    "import-run-together",
    "import-take-back-together",
    "import-run",
    "import-table",
    "import-words",
    "import-leave-out",
    "import-leave-out-together",
    "import-take-back",
    "brought-file-take-back",
    "many-take-back",
    "bulk",
    "save-view",
    "pin",
    "change-move",
    "planner-keep",
    "planner-actions",
    "queue-take",
    "queue-assign",
    "queue-reply",
    "queue-step",
    "ticket-watch",
    "ticket-looking",
    "ticket-step",
    "drop-view",
    "delete",
    "comment",
    "link",
    "unlink",
    "attach",
    "detach",
    "ask",
    "soa-fill",
    "soa-discard",
    "losses-simulate",
    "soa-together",
    "soa-take-back",
    "soa-begin",
    "remind",
    "forget",
    "load-texts",
    "remove-texts",
    "judge",
    "settle",
    "brought-confirm",
    "brought-report-options",
    "brought-report-run",
    "brought-documents-run",
    "text-preview",
}
FOREIGN = ("allauth",)  # libraries' own routes are held by their own tests and by tests of ours


def routes(resolver: Any = None, prefix: str = "") -> list[tuple[str, str, list[str]]]:
    """Name, address and parameter names of every route of our pages."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            found += routes(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern) and entry.callback.__module__.startswith("tandem.faces.web"):
            found.append((entry.name or "", prefix + str(entry.pattern), sorted(entry.pattern.converters)))
    return found


ROUTES = [route for route in routes() if route[0] not in OUTSIDE]


def address(pattern: str, name: str, slug: str = "home") -> str:
    """A real address of a route."""
    parts = {**PARTS, "slug": slug}
    if name in ("framework", "requirement"):
        parts["key"] = "iso-27001:2022"
    filled = pattern
    while "<" in filled:
        start, end = filled.index("<"), filled.index(">")
        converter, _colon, part = filled[start + 1 : end].partition(":")
        filled = filled[:start] + str(parts.get(part, NUMBER) if converter != "int" else NUMBER) + filled[end + 1 :]
    return "/" + filled


@pytest.fixture
def site(cast: Cast) -> Cast:
    """The cast, with one risk of Ada's at home."""
    with tenancy.organization_active(cast.home.pk):
        ada = cast.actor("ada")
        risks = registers.find("risks")
        assert risks is not None
        writing.create(ada, risks, values_for(cast, ada, risks))
    return cast


def test_every_route_has_a_row() -> None:
    assert {name for name, _pattern, _parts in ROUTES} <= set(GETS) | POSTS


@pytest.mark.parametrize(("name", "pattern", "parts"), ROUTES)
def test_stranger_is_asked_to_sign_in(site: Cast, name: str, pattern: str, parts: list[str]) -> None:
    method = "post" if name in POSTS else "get"
    response = getattr(Client(), method)(address(pattern, name))
    assert response.status_code in (302, 405)
    if response.status_code == 302:
        assert response.url.startswith("/accounts/login/?next=")


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
@pytest.mark.parametrize(("name", "pattern", "parts"), ROUTES)
def test_outsider_gets_what_nobody_gets(site: Cast, name: str, pattern: str, parts: list[str], method: str) -> None:
    client = Client()
    client.force_login(site.users["dan"], backend="allauth.account.auth_backends.AuthenticationBackend")
    theirs = getattr(client, method)(address(pattern, name))
    nobodys = getattr(client, method)(address(pattern, name, slug="nowhere"))
    assert theirs.status_code == nobodys.status_code
    assert theirs.status_code in (404, 405)
    with tenancy.organization_active(site.home.pk):
        risks = registers.find("risks")
        assert risks is not None
        assert [record.version for record in risks.model.objects.all()] == [1]


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize(("name", "pattern", "parts"), [route for route in ROUTES if route[0] in GETS])
def test_each_role_sees_what_it_may(site: Cast, name: str, pattern: str, parts: list[str], who: str) -> None:
    client = Client()
    client.force_login(site.users[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    response = client.get(address(pattern, name))
    assert response.status_code == GETS[name].get(ROLES[who], 200), (name, who)


@pytest.mark.parametrize("who", ["cleo", "finn", "gil"])
@pytest.mark.parametrize(("name", "pattern", "parts"), [route for route in ROUTES if route[0] in POSTS - {"save-view"}])
def test_readers_change_nothing(site: Cast, name: str, pattern: str, parts: list[str], who: str) -> None:
    from tandem.ground.ledger.models import Entry

    client = Client()
    client.force_login(site.users[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    before = Entry.objects.count()
    told = {
        "text": "x",
        "name": "x",
        "do": "tag",
        "tag": "x",
        "reference": "RISK-1",
        "title": "x",
        "email": "x@example.org",
    }
    response = client.post(address(pattern, name), told)
    allowed = {"comment"} if who == "cleo" else set()
    assert response.status_code in (302, 403, 404, 422), (name, who)
    if name not in allowed:
        after = Entry.objects.exclude(register="tokens").count()
        assert after == before, (name, who)


def test_an_expired_auditor_is_a_stranger(site: Cast) -> None:
    from datetime import timedelta

    from tandem.ground.accounts.models import Membership

    with tenancy.organization_active(site.home.pk):
        ended = Membership.objects.filter(user=site.users["gil"]).update(until=clock.today() - timedelta(days=2))
    assert ended == 1
    client = Client()
    client.force_login(site.users["gil"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/home/work/").status_code == 404


def test_pages_forbid_inline_script(site: Cast) -> None:
    client = Client()
    client.force_login(site.users["ada"], backend="allauth.account.auth_backends.AuthenticationBackend")
    response = client.get("/home/risks/RISK-1/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    text = response.content.decode()
    assert "style=" not in text
    assert "<script>" not in text
    assert "onclick" not in text


def test_posts_need_their_token(site: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(site.users["ada"], backend="allauth.account.auth_backends.AuthenticationBackend")
    response = client.post("/home/risks/RISK-1/comments/", {"text": "x"})
    assert response.status_code == 403


@pytest.mark.parametrize(
    "path",
    ["risks/A%00/", "catalogue/a%00b/", "catalogue/a/b%00/", "documents/%00/read/", "document-versions/%00/print/"],
)
def test_what_nobody_can_print_is_no_page(site: Cast, path: str) -> None:
    client = Client()
    client.force_login(site.users["ada"])
    assert client.get(f"/home/{path}").status_code == 404

"""What peers of Tandem suffered, class by class, each held by name."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from tandem.direction.risks.register import RISKS
from tandem.faces.web.views.errors import is_full
from tandem.ground.accounts import operations as accounts
from tandem.ground.accounts.models import ApiToken, Invitation, Membership, SignInLink, User
from tandem.ground.exchange.exporting import export
from tandem.ground.exchange.reading import read_table
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel import clock, files, links, lists, search, views, writing
from tandem.ground.kernel.errors import Invalid, NotFound, NotPermitted
from tandem.ground.kernel.models import Attachment, Link, SavedView
from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.ledger.models import Entry
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.services.register import SERVICES
from tests.cast import Cast

EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>[x](javascript:alert(1))"
INJECTIONS = ["' OR 1=1 --", "title) FROM accounts_user --", '"; DROP TABLE risks_risk; --', "%s", "{{7*7}}", "${7*7}"]


def client_of(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name])
    return client


@pytest.fixture
def theirs(cast: Cast) -> Any:
    """A service of another organization."""
    with organization_active(cast.elsewhere.pk):
        return writing.create(cast.actor("dan"), SERVICES, {"title": "Their secret mail"})


class TestAnotherOrganization:
    """The field's recurring hole: the other one's number where a number is asked for."""

    def test_in_a_foreign_key(self, theirs: Any, home: Cast) -> None:
        for key in (theirs.pk, str(theirs.pk), theirs.reference, theirs.title):
            with pytest.raises(Invalid) as refused:
                writing.create(home.actor("ada"), RISKS, {"title": "x", "domain": "service", "service": key})
            assert "service" in refused.value.problems

    def test_as_a_person(self, home: Cast) -> None:
        dan = home.users["dan"]
        for key in (dan.pk, dan.email, dan.name):
            with pytest.raises(Invalid) as refused:
                writing.create(home.actor("ada"), SERVICES, {"title": "x", "owner": key})
            assert list(refused.value.problems) == ["owner"]

    def test_in_a_filter(self, theirs: Any, home: Cast) -> None:
        query = lists.Query(filters={"service": theirs.reference})
        assert lists.page(home.actor("ada"), RISKS, query).rows == []

    def test_in_a_link(self, theirs: Any, home: Cast) -> None:
        ada = home.actor("ada")
        writing.create(ada, SERVICES, {"title": "Ours"})
        writing.create(ada, RISKS, {"title": "x", "domain": "service", "service": "SVC-1"})
        with organization_active(home.elsewhere.pk):
            for number in range(3):
                writing.create(home.actor("dan"), SERVICES, {"title": f"More {number}"})
        with pytest.raises((Invalid, NotFound)):
            links.connect(ada, RISKS, "RISK-1", to_register="services", to_reference="SVC-4")
        assert Link.objects.count() == 0

    def test_in_bulk(self, theirs: Any, home: Cast) -> None:
        client_of(home, "ada").post("/home/services/bulk/", {"reference": ["SVC-1"], "do": "delete"})
        with organization_active(home.elsewhere.pk):
            assert SERVICES.model.objects.get().title == "Their secret mail"

    def test_in_search_and_typing(self, theirs: Any, home: Cast) -> None:
        assert search.everywhere(home.actor("ada"), "secret") == []
        found = client_of(home, "ada").get("/home/search/?q=secret", headers={"HX-Request": "true"})
        assert "Their" not in found.content.decode()

    def test_in_a_saved_view_and_a_reminder(self, home: Cast) -> None:
        view = views.save(home.actor("ada"), RISKS, "Mine", "state=identified", is_shared=True)
        with organization_active(home.elsewhere.pk):
            assert views.of(home.actor("dan"), RISKS) == []
            with pytest.raises(NotFound):
                views.drop(home.actor("dan"), RISKS, view.pk)

    def test_in_an_attachment(self, theirs: Any, home: Cast) -> None:
        with organization_active(home.elsewhere.pk):
            kept = files.attach(home.actor("dan"), SERVICES, theirs.reference, "a.txt", [b"secret"])
        writing.create(home.actor("ada"), SERVICES, {"title": "Ours"})
        assert client_of(home, "ada").get(f"/home/services/SVC-1/files/{kept.pk}/").status_code == 404

    def test_in_an_export(self, theirs: Any, home: Cast) -> None:
        with export(home.actor("ada"), SERVICES, lists.Query(filters={}), "csv") as content:
            assert b"Their secret" not in content.read()


class TestInjection:
    """User text never becomes SQL, an ORM keyword or a template."""

    @pytest.mark.parametrize("text", INJECTIONS)
    def test_in_values_filters_search_and_sort(self, home: Cast, text: str) -> None:
        ada = home.actor("ada")
        writing.create(ada, SERVICES, {"title": text, "description": text})
        page = client_of(home, "ada").get("/home/services/SVC-1/")
        assert page.status_code == 200 and "49" not in page.content.decode().split("<h1>")[1].split("</h1>")[0]
        assert lists.page(ada, SERVICES, lists.Query(filters={}, search=text)).count in (0, 1)
        with pytest.raises(Invalid) as refused:
            lists.page(ada, SERVICES, lists.Query(filters={"state": text}))
        assert list(refused.value.problems) == ["state"]
        with pytest.raises(Invalid):
            lists.page(ada, SERVICES, lists.Query(filters={}, sort=text))
        assert SERVICES.model.objects.count() == 1

    @pytest.mark.parametrize(
        "name", ["organization", "owner__password", "pk__in", "_connector", "title__regex", "own.x') OR 1=1 --", "id"]
    )
    def test_in_the_names_of_filters(self, home: Cast, name: str) -> None:
        writing.create(home.actor("ada"), SERVICES, {"title": "Mail"})
        try:
            rows = lists.page(home.actor("ada"), SERVICES, lists.Query(filters={name: "1"})).rows
        except Invalid as refused:
            assert list(refused.problems) == [name]
        else:
            assert rows == []

    @pytest.mark.parametrize("query", ["organization=2", "owner__password=x", "sort=owner__password", "pk__in=1"])
    def test_in_saved_views(self, home: Cast, query: str) -> None:
        with pytest.raises(Invalid):
            views.save(home.actor("ada"), SERVICES, "Evil", query, is_shared=True)
        assert SavedView.objects.count() == 0

    def test_columns_of_other_tables_are_not_shown(self, home: Cast) -> None:
        writing.create(home.actor("ada"), SERVICES, {"title": "Mail"})
        address = "/home/services/?view=all&columns=reference,owner__password,organization"
        page = client_of(home, "ada").get(address).content.decode()
        assert "md5$" not in page and "pbkdf2" not in page


class TestMassAssignment:
    """What a form does not show cannot be set through it."""

    @pytest.mark.parametrize(
        "name", ["organization", "organization_id", "reference", "version", "created_by", "id", "pk"]
    )
    def test_of_a_record(self, home: Cast, name: str) -> None:
        with pytest.raises(Invalid) as refused:
            writing.create(home.actor("ada"), SERVICES, {"title": "Mail", name: "2"})
        assert list(refused.value.problems) == [name]

    def test_of_a_person(self, home: Cast) -> None:
        _invitation, secret = accounts.invite(home.actor("ada"), "eve@example.org", "reader", None, "http://t")
        address = reverse("join", args=[secret.rsplit("/", 2)[-2] if "/" in secret else secret])
        told = {"name": "Eve", "password": "long-enough-9876", "role": "manager", "is_operator": "on", "is_staff": "1"}
        Client().post(address, told)
        eve = User.objects.get(email="eve@example.org")
        assert (eve.is_operator, Membership.objects.get(user=eve).role) == (False, "reader")

    def test_nobody_but_a_manager_makes_members(self, home: Cast) -> None:
        for name in ("ben", "cleo", "finn", "gil"):
            with pytest.raises(NotPermitted):
                accounts.add_member(home.actor(name), home.users[name], "manager")
            sent = client_of(home, name).post("/home/settings/members/invite/", {"email": "x@y.org", "role": "manager"})
            assert sent.status_code == 403
        assert Membership.objects.filter(organization=home.home, role="manager").count() == 1


RUN_BY_BROWSERS = (
    "text/html",
    "image/svg+xml",
    "application/xhtml+xml",
    "text/xml",
    "application/xml",
    "text/javascript",
)
SCRIPT = b"<html><script>alert(1)</script></html>"
TWO_FACED = (
    ("picture.gif", b"GIF89a/*" + SCRIPT + b"*/=1;alert(1)"),
    ("report.pdf", b"%PDF-1.7\n1 0 obj<</OpenAction<</S/Launch/F(cmd.exe)>>/AA<</O<</S/JavaScript/JS(x)>>>>>>"),
    ("page.pdf", SCRIPT),
    ("wide.html", b"\xff\xfe" + SCRIPT.decode().encode("utf-16-le")),
    ("seven.html", b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-"),
    ("shown.xml", b"<?xml version='1.0'?><?xml-stylesheet href='a.xsl'?><a xmlns='http://www.w3.org/1999/xhtml'/>"),
    ("macro.docm", b"PK\x03\x04word/vbaProject.bin"),
    ("whole.mhtml", b"MIME-Version: 1.0\nContent-Type: text/html\n\n" + SCRIPT),
    ("code.js", b"alert(document.cookie)"),
    ("bill\u202efdp.html", b"\x89PNG\r\n\x1a\n" + SCRIPT),
)


class TestStoredScripts:
    """What people write is text to everybody else."""

    def test_in_titles_comments_markdown_and_tags(self, home: Cast) -> None:
        client, ada = client_of(home, "ada"), home.actor("ada")
        writing.create(ada, SERVICES, {"title": EVIL, "description": EVIL, "tags": EVIL})
        client.post("/home/services/SVC-1/comments/", {"text": EVIL})
        for address in ("services/SVC-1/", "services/?view=all", "services/SVC-1/edit/", "search/?q=alert", "board/"):
            page = client.get(f"/home/{address}").content.decode()
            assert "<script>alert" not in page and "<img src=x" not in page
            assert 'href="javascript:' not in page

    def test_in_files_and_their_names(self, home: Cast) -> None:
        client = client_of(home, "ada")
        writing.create(home.actor("ada"), SERVICES, {"title": "Mail"})
        drawn = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
        sent = SimpleUploadedFile('"><script>alert(1)<.svg', drawn, "image/svg+xml")
        client.post("/home/services/SVC-1/files/", {"file": sent})
        kept = Attachment.objects.get()
        answer = client.get(f"/home/services/SVC-1/files/{kept.pk}/")
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["Content-Type"].startswith("text/plain")
        assert "sandbox" in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "<script>alert" not in client.get("/home/services/SVC-1/").content.decode()

    def test_in_files_that_claim_to_be_others(self, home: Cast) -> None:
        client, sent = client_of(home, "ada"), dict(TWO_FACED)
        writing.create(home.actor("ada"), SERVICES, {"title": "Mail"})
        for name, content in sent.items():
            client.post("/home/services/SVC-1/files/", {"file": SimpleUploadedFile(name, content, "text/html")})
        kept = list(Attachment.objects.order_by("pk"))
        assert [each.media_type in RUN_BY_BROWSERS for each in kept] == [False] * len(sent)
        for each in kept:
            for address in (f"/home/services/SVC-1/files/{each.pk}/", f"/api/v1/home/services/SVC-1/files/{each.pk}"):
                answer = client.get(address)
                assert answer["Content-Disposition"].startswith("attachment")
                assert answer["Content-Type"].partition(";")[0] not in RUN_BY_BROWSERS
                assert answer["X-Content-Type-Options"] == "nosniff"
                assert not set("\r\n\u202e") & set(answer["Content-Disposition"])

    def test_in_an_import(self, home: Cast) -> None:
        client = client_of(home, "ada")
        table = SimpleUploadedFile(f"{EVIL}.csv", f"Title,State\n{EVIL},{EVIL}\n".encode())
        preview = client.post("/home/actions/import/", {"file": table}, follow=True)
        assert preview.status_code == 200
        assert "<script>alert" not in preview.content.decode()


class TestFiles:
    """What is uploaded stays in its place and within its size."""

    @pytest.mark.parametrize(
        "name", ["../../etc/passwd", "..\\..\\boot.ini", "/etc/shadow", "a\x00b.txt", "....//x", ""]
    )
    def test_no_path_leaves_the_folder(self, home: Cast, name: str) -> None:
        writing.create(home.actor("ada"), SERVICES, {"title": "Mail"})
        kept = files.attach(home.actor("ada"), SERVICES, "SVC-1", name, [b"text"])
        assert "/" not in kept.name and ".." not in kept.stored_as and not kept.stored_as.startswith("/")

    def test_programs_are_refused(self, home: Cast) -> None:
        writing.create(home.actor("ada"), SERVICES, {"title": "Mail"})
        for start in (b"MZ\x90\x00", b"\x7fELF\x02"):
            with pytest.raises(Invalid):
                files.attach(home.actor("ada"), SERVICES, "SVC-1", "report.pdf", [start + bytes(100)])
        assert Attachment.objects.count() == 0

    def test_a_zip_bomb_is_refused_before_it_unpacks(self, tmp_path: Path) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "<x/>")
            archive.writestr("xl/workbook.xml", "<x/>")
            archive.writestr("xl/worksheets/sheet1.xml", bytes(300 * 1024 * 1024))
        path = tmp_path / "bomb.xlsx"
        path.write_bytes(packed.getvalue())
        with pytest.raises(UnusableFile):
            read_table(path)

    def test_an_exported_formula_is_text(self, home: Cast) -> None:
        for sign in ("=", "+", "-", "@", "\t=", "\r="):
            writing.create(home.actor("ada"), SERVICES, {"title": f'{sign}HYPERLINK("http://x")'})
        with export(home.actor("ada"), SERVICES, lists.Query(filters={}), "csv") as content:
            text = content.read().decode("utf-8-sig")
        cells = [line.split(",")[1].strip('"') for line in text.splitlines()[1:] if "HYPERLINK" in line]
        assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


class TestSignIn:
    """Who one is, and for how long."""

    @pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1@evil.example"])
    def test_a_foreign_host_name_gets_nothing(self, home: Cast, host: str) -> None:
        Client().post(reverse("account_reset_password"), {"email": "ada@example.org"}, headers={"host": host})
        assert mail.outbox == []

    def test_x_forwarded_host_is_not_believed(self, home: Cast) -> None:
        sent = {"email": "ada@example.org"}
        Client().post(reverse("account_reset_password"), sent, headers={"x-forwarded-host": "evil.example"})
        assert len(mail.outbox) == 1 and "evil.example" not in mail.outbox[0].body

    def test_secrets_are_long_random_and_kept_as_hashes(self, home: Cast) -> None:
        ada = home.actor("ada")
        _token, secret = accounts.issue_token(ada, "t", "read", clock.now() + timedelta(days=1))
        _invitation, invitation = accounts.invite(ada, "eve@example.org", "reader", None, "http://t")
        link = accounts.sign_in_link(home.users["ada"], "http://t")
        stored = [
            *ApiToken.objects.values_list("secret_hash", "hint"),
            *Invitation.objects.values_list("secret_hash"),
            *SignInLink.objects.values_list("secret_hash"),
        ]
        for told in (secret, invitation, link):
            plain = max(told.split("/"), key=len)
            assert len(plain) >= 43  # 256 bits in base64
            assert all(plain not in str(row) for row in stored)
            assert not Entry.objects.filter(state__contains=plain).exists()

    def test_sessions_end_with_a_changed_password(self, home: Cast) -> None:
        thief = client_of(home, "ada")
        assert thief.get("/home/work/").status_code == 200
        ada = home.users["ada"]
        ada.set_password("another-password-123")
        ada.save()
        assert thief.get("/home/work/").status_code == 302

    def test_sessions_end_with_the_membership(self, home: Cast) -> None:
        client = client_of(home, "ben")
        assert client.get("/home/work/").status_code == 200
        member = Membership.objects.get(user=home.users["ben"])
        accounts.remove_member(home.actor("ada"), member.pk)
        assert client.get("/home/work/").status_code == 404

    def test_who_has_an_account_is_not_told(self, home: Cast) -> None:
        def answer(address: str, told: dict[str, str]) -> tuple[int, str]:
            response = Client().post(address, told, follow=True)
            return response.status_code, response.content.decode().replace(told.get("login", "§"), "")

        known, unknown = "ada@example.org", "nobody@example.org"
        login, reset = reverse("account_login"), reverse("account_reset_password")
        wrong = [answer(login, {"login": one, "password": "wrong-password"}) for one in (known, unknown)]
        assert wrong[0][0] == wrong[1][0]
        asked = [answer(reset, {"email": one})[0] for one in (known, unknown)]
        assert asked[0] == asked[1]

    @pytest.mark.parametrize(
        "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
    )
    def test_no_redirect_leads_away(self, home: Cast, target: str) -> None:
        sent = {"login": "ada@example.org", "password": "pass-word-12345"}
        response = Client().post(f"{reverse('account_login')}?next={target}", {**sent, "next": target})
        assert response.status_code == 302
        assert response.url.startswith("/") and "evil" not in response.url

    def test_guessing_is_locked_out(self, home: Cast, settings: Any) -> None:
        settings.AXES_ENABLED = True
        sent = {"login": "ada@example.org", "password": "wrong"}
        client = Client()
        for _try in range(12):
            client.post(reverse("account_login"), sent)
        right = client.post(reverse("account_login"), {**sent, "password": "pass-word-12345"})
        assert "too many" in right.content.decode().lower()
        assert client.get("/home/work/").status_code == 302


def test_a_full_disk_is_told_from_other_faults() -> None:
    assert is_full(OperationalError("database or disk is full"))
    assert is_full(OSError(28, "No space left on device"))
    assert not is_full(OperationalError("no such table")) and not is_full(None)


@pytest.mark.parametrize("address", ["/home/incidents/", "/api/v1/home/services/"])
def test_a_full_disk_is_said_with_its_own_status(home: Cast, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_parts: Any, **_named: Any) -> Any:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(lists, "page", broken)
    client = client_of(home, "ada")
    client.raise_request_exception = False
    answer = client.get(address)
    assert answer.status_code == 507
    assert "The disk is full" in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


@pytest.mark.parametrize("number", [1_201, 32_768, 2**53, 2**63, 10**30, -1])
def test_a_number_beyond_its_field_is_refused_on_every_database(home: Cast, number: int) -> None:
    for value in (number, str(number)):
        with pytest.raises(Invalid) as refused:
            writing.create(home.actor("ada"), SERVICES, {"title": "Mail", "review_months": value})
        assert refused.value.problems == {"review_months": ["Write a whole number from 0 to 1,200."]}


def test_a_text_beyond_its_limit_is_refused_and_one_at_it_is_kept(home: Cast) -> None:
    ada = home.actor("ada")
    with pytest.raises(Invalid) as refused:
        writing.create(ada, SERVICES, {"title": "Mail", "description": "x" * 10_001})
    assert refused.value.problems == {"description": ["At most 10,000 characters fit here; there are 10,001."]}
    kept = writing.create(ada, SERVICES, {"title": "Mail", "description": "x" * 10_000})
    assert len(kept.description) == 10_000


def test_the_ledger_and_the_api_tell_no_secret(home: Cast) -> None:
    ada = home.actor("ada")
    accounts.issue_token(ada, "t", "read", clock.now() + timedelta(days=1))
    told = " ".join(Entry.objects.values_list("state", flat=True))
    for word in ("password", "secret_hash", "md5$"):
        assert word not in told


def test_what_a_person_may_not_see_is_not_counted_for_them(home: Cast) -> None:
    finn: Callable[..., Any] = client_of(home, "finn").get
    writing.create(home.actor("ada"), INCIDENTS, {"title": "Not Finn's"})
    assert "Not Finn" not in finn("/home/incidents/").content.decode()
    assert finn("/home/incidents/INC-2026-0001/").status_code == 404

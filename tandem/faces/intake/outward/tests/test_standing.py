"""Status updates by mail and by a feed of one's own: only to who confirmed it, and only what they may see."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from tandem.faces.intake.mail.tests.conftest import Desk, after
from tandem.faces.intake.outward.tests.test_marks import go_out, links
from tandem.ground.accounts import operations as accounts
from tandem.ground.accounts.operations import Whose
from tandem.ground.kernel import clock
from tandem.operation.mail.sent.models import Sent
from tandem.operation.status.subscriptions.models import StatusSubscription

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LINA = "lina@somewhere.example"


@pytest.fixture
def page(desk: Desk) -> Any:
    """A public page that shows one service."""
    service = desk.add("services", {"title": "Mail"})
    type(service).objects.update(state="live")
    made = desk.add("status-pages", {"title": "How we stand", "services": [service.reference]})
    desk.step("status-pages", made.reference, "open")
    return service


def release(desk: Desk, service: Any, title: str, **values: Any) -> Any:
    said = {"title": title, "services": [service.reference], "text": f"About {title}", "audience": "public", **values}
    return desk.step("status-updates", desk.add("status-updates", said).reference, "release")


def ask(desk: Desk, address: str = LINA) -> Any:
    """Leave an address on the public page; the answer."""
    return Client().post("/status/home/subscribe/", {"email": address})


@pytest.fixture
def confirmed(desk: Desk, page: Any) -> Any:
    """Lina, who is told of what is public."""
    ask(desk)
    (message,) = go_out(desk)
    Client().post(links(message)[0])
    return StatusSubscription.objects.get()


def signed_in(desk: Desk, name: str, customer: str = "") -> Client:
    """Somebody of a customer, or of us, in a browser."""
    browser = Client()
    if not customer:
        browser.force_login(desk.cast.users[name], backend=BACKEND)
        return browser
    user = accounts.create_user(f"{name}@customer.example", name.title())
    whose = desk.register("customers").model.objects.get(title=customer)
    accounts.add_member(desk.cast.actor("ada"), user, "customer", of=Whose(whose.pk))
    browser.force_login(user, backend=BACKEND)
    return browser


def own_feed(browser: Client) -> str:
    """The path of a feed of one's own, begun now."""
    browser.post("/home/help/status/follow/", {"way": "feed"})
    page = browser.get("/home/help/status/").content.decode()
    shown = re.search(r'value="https?://[^/"]+(/status/[^"]+\.rss)"', page)
    return shown[1] if shown else ""


def test_nothing_is_kept_or_sent_until_the_address_is_confirmed(desk: Desk, page: Any) -> None:
    answers = [ask(desk), ask(desk)]  # asked twice on a day, written to once
    assert [answer.status_code for answer in answers] == [200, 200]
    (message,) = go_out(desk)
    assert message.to == [LINA]
    (link,) = links(message)
    assert Client().get(link).status_code == Client().head(link).status_code == 200
    release(desk, page, "Mail is late")
    assert (go_out(desk), StatusSubscription.objects.count()) == ([], 0)
    assert Client().post(link).status_code == Client().post(link).status_code == 200
    subscription = StatusSubscription.objects.get()
    assert (subscription.title, subscription.way, subscription.customer_id) == (LINA, "mail", None)


def test_wrong_addresses_and_links_begin_nothing(desk: Desk, page: Any) -> None:
    for wrong in ("", "lina", "lina@", "a" * 250 + "@b.example"):
        assert ask(desk, wrong).status_code == 422
    ask(desk)
    (link,) = links(go_out(desk)[0])
    for wrong in (link[:-2] + "/", link.replace("/home/", "/away/")):
        assert Client().post(wrong).status_code in (404, 410)
    with clock.fixed(clock.now() + timedelta(days=8)):
        assert Client().post(link).status_code == 410
    assert not StatusSubscription.objects.exists()


def test_what_is_released_goes_out_once_with_a_way_to_end_it(desk: Desk, page: Any, confirmed: Any) -> None:
    with after(1):
        release(desk, page, "Mail is late")
        (message,) = go_out(desk)
        assert go_out(desk) == []
    assert message.subject == "Home: Degraded: Mail is late"
    assert "Mail: Degraded" in message.body
    headers = message.extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    (link,) = links(message)
    assert headers["List-Unsubscribe"].strip("<>").endswith(link)
    assert Client().get(link).status_code == 200
    confirmed.refresh_from_db()
    assert confirmed.state == "active"
    strict = Client(enforce_csrf_checks=True)  # as a mail program posts
    assert strict.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    with after(2):
        release(desk, page, "Mail stands still", standing="major")
        assert go_out(desk) == []


def test_nobody_is_told_what_is_not_for_them(desk: Desk, page: Any, confirmed: Any) -> None:
    hidden = desk.add("services", {"title": "Inner backup"})
    type(hidden).objects.filter(pk=hidden.pk).update(state="live")
    customer = desk.register("customers").model.objects.get(title="Berglund")
    with after(1):
        release(desk, hidden, "Not shown")
        release(desk, page, "Inside", audience="inside")
        release(desk, page, "One customer", audience="customers", customer=customer)
        assert go_out(desk) == []


def test_people_of_a_customer_follow_their_own_page_for_as_long_as_they_may(desk: Desk, page: Any) -> None:
    mine, theirs = signed_in(desk, "hana", "Berglund"), signed_in(desk, "igor", "Nordlig")
    for browser in (mine, theirs):
        assert browser.post("/home/help/status/follow/", {"way": "mail"}).status_code == 302
    customer = desk.register("customers").model.objects.get(title="Berglund")
    with after(1):
        said = release(desk, page, "Only Berglund", audience="customers", customer=customer)
        (message,) = go_out(desk)
        assert message.to == ["hana@customer.example"]
        assert Sent.objects.get(asks__contains=said.reference).customer_id == customer.pk
        paths = [own_feed(browser) for browser in (mine, theirs)]
        seen = [Client().get(path).content.decode() for path in paths]
        assert ["Only Berglund" in feed for feed in seen] == [True, False]
    with after(2):
        desk.cast.home.memberships.filter(user__email="hana@customer.example").delete()
        release(desk, page, "After Hana left", audience="customers", customer=customer)
        assert go_out(desk) == []
        assert Client().get(paths[0]).status_code == 404


def test_a_new_address_of_a_feed_ends_the_one_before(desk: Desk, page: Any) -> None:
    browser = signed_in(desk, "ben")
    first, second = own_feed(browser), own_feed(browser)
    assert first != second
    assert [Client().get(path).status_code for path in (first, second)] == [404, 200]
    browser.post("/home/help/status/follow/", {"way": "feed", "do": "end"})
    assert Client().get(second).status_code == 404
    assert Client().get("/status/home/own/made-up.rss").status_code == 404


def test_an_auditor_reads_and_follows_nothing(desk: Desk, page: Any) -> None:
    browser = signed_in(desk, "gil")
    assert browser.post("/home/help/status/follow/", {"way": "mail"}).status_code == 403
    assert not StatusSubscription.objects.exists()


def test_without_a_public_page_or_mail_nobody_subscribes(desk: Desk) -> None:
    assert Client().get("/status/home/subscribe/").status_code == 404
    assert (ask(desk).status_code, mail.outbox) == (404, [])

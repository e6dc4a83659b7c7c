"""Status pages show what was released to those who read them, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tandem.faces.web.operation.portal.tests.conftest import Two
from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.patterns.acting import tandem
from tandem.operation.incidents.majors.register import MAJOR_INCIDENTS
from tandem.operation.incidents.majors.updates.register import MAJOR_UPDATES
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.services.register import SERVICES
from tandem.operation.status.models import StatusUpdate
from tandem.operation.status.pages.register import STATUS_PAGES
from tandem.operation.status.register import STATUS_UPDATES


def service(two: Two, title: str) -> Any:
    ada = two.home.actor("ada")
    made = writing.create(ada, SERVICES, {"title": title, "owner": two.home.users["ada"].pk})
    SERVICES.model.objects.filter(pk=made.pk).update(state="live")
    return made


def update(two: Two, of: Any, title: str, *, is_released: bool = True, **values: Any) -> Any:
    ben = two.home.actor("ben")
    fields = {"services": [of.reference], "text": f"Text of {title}", "audience": "public", **values}
    made = writing.create(ben, STATUS_UPDATES, {"title": title, **fields})
    return writing.transition(ben, STATUS_UPDATES, made.reference, "release") if is_released else made


def page(two: Two, *services: Any, is_open: bool = True, **values: Any) -> Any:
    ada = two.home.actor("ada")
    fields = {"title": "How we stand", "services": [item.reference for item in services], **values}
    made = writing.create(ada, STATUS_PAGES, fields)
    return writing.transition(ada, STATUS_PAGES, made.reference, "open") if is_open else made


def public(address: str = "/status/home/", **headers: str) -> Any:
    return Client().get(address, headers=headers)


def test_there_is_no_page_until_it_is_switched_on(two: Two) -> None:
    mail = service(two, "Mail")
    made = page(two, mail, is_open=False)
    for address in ("/status/home/", "/status/home/feed.rss", "/status/nowhere/"):
        assert public(address).status_code == 404
    writing.transition(two.home.actor("ada"), STATUS_PAGES, made.reference, "open")
    assert public().status_code == 200
    writing.transition(two.home.actor("ada"), STATUS_PAGES, made.reference, "close")
    assert public().status_code == 404


def test_only_managers_switch_a_page(two: Two) -> None:
    made = page(two, service(two, "Mail"), is_open=False)
    with pytest.raises(NotPermitted):
        writing.transition(two.home.actor("ben"), STATUS_PAGES, made.reference, "open")
    made.refresh_from_db()
    assert made.state == "closed"


def test_the_public_page_tells_no_more_than_was_released_to_all(two: Two) -> None:
    mail, backup = service(two, "Mail"), service(two, "Inner backup")
    page(two, mail)
    update(two, mail, "For everybody", services=[mail.reference, backup.reference])
    update(two, mail, "A draft", is_released=False)
    update(two, mail, "For customers", audience="customers")
    update(two, mail, "For one", audience="customers", customer=two.mine.customer)
    update(two, mail, "Inside", audience="inside")
    update(two, backup, "About backup")
    taken = update(two, mail, "Taken back")
    writing.transition(two.home.actor("ben"), STATUS_UPDATES, taken.reference, "withdraw", reason="Wrong.")
    for address in ("/status/home/", "/status/home/feed.rss"):
        text = public(address).content.decode()
        assert "For everybody" in text
        for hidden in ("A draft", "For customers", "For one", "Inside", "Inner backup", "About backup", "Taken back"):
            assert hidden not in text, (address, hidden)


def test_each_customer_reads_what_is_for_them(two: Two) -> None:
    mail = service(two, "Mail")
    page(two, mail, customer=two.mine.customer)
    update(two, mail, "For customers", audience="customers")
    update(two, mail, "For the other", audience="customers", customer=two.theirs.customer)
    update(two, mail, "Inside", audience="inside")
    text = two.client().get("/home/help/status/").content.decode()
    assert "For customers" in text
    assert "For the other" not in text
    assert "Inside" not in text
    staff = two.client("finn").get("/home/help/status/").content.decode()
    assert "Inside" in staff


def test_the_newest_word_that_goes_on_counts_and_an_end_gives_way(two: Two) -> None:
    mail, now = service(two, "Mail"), clock.now()
    page(two, mail)
    update(two, mail, "Slow", standing="degraded", starts_at=now - timedelta(hours=3))
    update(two, mail, "Down", standing="major", starts_at=now - timedelta(hours=2), ends_at=now - timedelta(hours=1))
    assert "Degraded · since" in public().content.decode()
    update(two, mail, "Well again", standing="operational", starts_at=now - timedelta(minutes=5))
    assert "Everything works." in public().content.decode()
    coming = {"starts_at": now + timedelta(days=1), "ends_at": now + timedelta(days=1, hours=2)}
    update(two, mail, "New disks", standing="maintenance", **coming)
    text = public().content.decode()
    assert "Announced" in text
    assert "Everything works." in text


def test_the_public_page_is_kept_for_a_minute_and_asked_for_again_cheaply(two: Two) -> None:
    page(two, service(two, "Mail"))
    first = public()
    assert first["Cache-Control"] == "public, max-age=60, stale-while-revalidate=60"
    assert "default-src 'none'" in first["Content-Security-Policy"]
    assert "Cookie" not in first.get("Vary", "")
    assert not first.cookies
    assert public(**{"If-None-Match": first["ETag"]}).status_code == 304
    assert Client().post("/status/home/").status_code == 405


def test_the_feed_is_rss_with_escaped_words(two: Two) -> None:
    mail = service(two, "Mail")
    page(two, mail)
    update(two, mail, "<b>Slow & late</b>")
    answer = public("/status/home/feed.rss")
    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert "&lt;b&gt;Slow &amp; late&lt;/b&gt;" in answer.content.decode()


def test_people_release_and_what_was_released_stays(two: Two) -> None:
    mail = service(two, "Mail")
    made = update(two, mail, "Slow", is_released=False)
    with pytest.raises(Invalid):
        writing.transition(tandem(two.home.home), STATUS_UPDATES, made.reference, "release")
    ben = two.home.actor("ben")
    released = writing.transition(ben, STATUS_UPDATES, made.reference, "release")
    assert (released.released_by_id, released.released_at) == (ben.user_id, clock.now())
    with pytest.raises(NotPermitted):
        writing.change(ben, STATUS_UPDATES, made.reference, {"text": "Never was."})
    released.refresh_from_db()
    assert released.text == "Text of Slow"


def test_what_says_nothing_is_not_released(two: Two) -> None:
    ben = two.home.actor("ben")
    made = writing.create(ben, STATUS_UPDATES, {"title": "Slow"})
    with pytest.raises(Invalid) as refused:
        writing.transition(ben, STATUS_UPDATES, made.reference, "release")
    assert set(refused.value.problems) == {"services", "text"}


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"standing": "maintenance"}, "ends_at"),
        ({"customer": True, "audience": "public"}, "audience"),
        ({"customer": True, "audience": "inside"}, "audience"),
    ],
)
def test_an_update_fits_those_it_is_for(two: Two, values: dict[str, Any], named: str) -> None:
    fields = values | ({"customer": two.mine.customer} if "customer" in values else {})
    with pytest.raises(Invalid) as refused:
        writing.create(two.home.actor("ben"), STATUS_UPDATES, {"title": "Slow", **fields})
    assert list(refused.value.problems) == [named]


def test_a_major_incident_suggests_and_releases_nothing(two: Two) -> None:
    mail, ben = service(two, "Mail"), two.home.actor("ben")
    page(two, mail)
    incident = writing.create(ben, INCIDENTS, {"title": "Mail is down", "service": mail})
    values = {"incident": incident, "why": "All are hit", "effect": "Nobody can send mail."}
    major = writing.create(ben, MAJOR_INCIDENTS, values)
    draft = StatusUpdate.objects.get()
    assert (draft.state, draft.standing, draft.services, draft.text) == (
        "draft",
        "major",
        [mail.reference],
        "Nobody can send mail.",
    )
    said = {"major": major, "title": "Mail goes again", "audience": "callers", "standing": "resolved", "text": "Sorry."}
    writing.create(ben, MAJOR_UPDATES, said)
    draft.refresh_from_db()
    assert (StatusUpdate.objects.count(), draft.state, draft.standing) == (1, "draft", "operational")
    assert "Mail is down" not in public().content.decode()
    assert "Mail goes again" not in public().content.decode()


def test_a_confidential_incident_suggests_nothing(two: Two) -> None:
    ada = two.home.actor("ada")
    incident = writing.create(ada, INCIDENTS, {"title": "Hidden", "is_confidential": True})
    writing.create(ada, MAJOR_INCIDENTS, {"incident": incident, "why": "Serious", "effect": "Many people."})
    assert not StatusUpdate.objects.exists()


def test_a_manager_looks_at_a_page_before_it_is_on(two: Two) -> None:
    mail = service(two, "Mail")
    made = page(two, mail, is_open=False)
    address = f"/home/status-pages/{made.reference}/seen/"
    assert "/status/home/" in two.client("ada").get(address).content.decode()
    assert two.client("finn").get(address).status_code == 404


def test_there_is_one_page_for_each_audience(two: Two) -> None:
    page(two, service(two, "Mail"))
    with pytest.raises(Invalid):
        page(two)

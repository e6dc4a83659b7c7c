"""The map shows what hurts and draws no more than it can; labels open the item; files are looked at before."""

import json
import re
from itertools import pairwise
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tandem.faces.web.operation.inventory import gathering
from tandem.faces.web.operation.inventory.drawing import drawn
from tandem.ground.kernel import registers, writing
from tandem.operation.inventory.baselines.register import BASELINES
from tandem.operation.inventory.models import Item
from tandem.operation.inventory.register import ITEMS
from tandem.operation.inventory.relations.register import ITEM_RELATIONS
from tandem.operation.inventory.sources.register import ITEM_SOURCES
from tests.cast import Cast

DEVICE = json.dumps({"deviceid": "d-1", "content": {"hardware": {"name": "laptop-7"}, "sounds": []}}).encode()


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def item(home: Cast, title: str, **values: object) -> Any:
    return writing.create(home.actor("ben"), ITEMS, {"title": title, **values})


def relate(home: Cast, first: Any, second: Any, **values: object) -> None:
    ends = {"item": first.reference, "kind": "depends-on", "target": second.reference}
    writing.create(home.actor("ben"), ITEM_RELATIONS, {**ends, **values})


def record(home: Cast, key: str, **values: object) -> Any:
    register = registers.find(key)
    assert register is not None
    return writing.create(home.actor("ada"), register, values)


def spots(response: Any) -> dict[str, str]:
    """The class of each box by its title."""
    found = re.findall(r'class="spot ([^"]*)" aria-label="([^,"]*),', response.content.decode())
    return {title: names.strip() for names, title in found}


@pytest.fixture
def shop(home: Cast) -> Any:
    """A shop that stands on an application on a host that an open incident names."""
    service = record(home, "services", title="Shop")
    application = item(home, "application", service=service.reference, kind="software")
    host, spare = item(home, "host"), item(home, "spare")
    relate(home, application, host)
    relate(home, application, spare)
    record(home, "incidents", title="Host is gone", items=[host.reference])
    return service


def test_map_shows_what_hurts_and_what_stands_on_it(shop: Any, enter: Any) -> None:
    response = enter().get(f"/home/services/{shop.reference}/map/")
    assert response.status_code == 200
    assert spots(response) == {"Shop": "here", "application": "waiting", "host": "bad", "spare": ""}
    assert "needs what is hurt" in text_of(response)


def test_map_has_everything_as_a_table_too(shop: Any, enter: Any) -> None:
    page = enter().get(f"/home/services/{shop.reference}/map/?as=table").content.decode()
    assert '<details class="more" open>' in page
    assert "<td>host, spare</td>" in page


def test_one_map_shows_every_live_service_with_what_carries_it(shop: Any, enter: Any) -> None:
    client = enter()
    assert "No service is live yet" in text_of(client.get("/home/services/map/"))
    type(shop).objects.filter(pk=shop.pk).update(state="live")
    assert set(spots(client.get("/home/services/map/"))) == {"Shop", "application", "host", "spare"}
    assert client.get("/home/services/").content.decode().count('href="/home/services/map/"') == 1


def test_level_decides_how_far_the_map_goes(home: Cast, enter: Any) -> None:
    chain = [item(home, f"i{place}") for place in range(4)]
    for upper, lower in pairwise(chain):
        relate(home, upper, lower)
    client = enter()
    for levels, titles in (("1", {"i0", "i1"}), ("3", {"i0", "i1", "i2", "i3"}), ("x", {"i0", "i1", "i2"})):
        assert set(spots(client.get(f"/home/items/{chain[0].reference}/map/?levels={levels}"))) == titles


def test_map_without_relations_says_what_to_do(home: Cast, enter: Any) -> None:
    alone = item(home, "alone")
    told = text_of(enter().get(f"/home/items/{alone.reference}/map/?part=1"))
    assert "Nothing is known of what this stands on" in told


def test_what_is_too_much_to_draw_stands_together_by_class_and_is_counted(home: Cast, enter: Any) -> None:
    hub = item(home, "hub", kind="network")
    made = writing.create_many(home.actor("ben"), ITEMS, [{"title": f"item {place}"} for place in range(310)])
    rows = [{"item": one.reference, "kind": "connects-to", "target": hub.reference} for one in made]
    writing.create_many(home.actor("ben"), ITEM_RELATIONS, rows)
    response = enter().get(f"/home/items/{hub.reference}/map/?levels=1")
    assert spots(response) == {"Hardware": "", "hub": "here"}
    assert "310 items" in text_of(response)
    assert "311 items are too many to draw one by one" in text_of(response)


def test_no_box_lies_on_another(home: Cast) -> None:
    picture = gathering.Picture()
    for place in range(299):
        key = f"item-{place}"
        picture.nodes[key] = gathering.Node(key, ("items", "ground")[place % 2], key, "", "/")
        picture.lines.add(gathering.Line(key, f"item-{(place * 7) % 299}"))
    boxes = drawn(picture).boxes
    assert len(boxes) == 299
    for first in boxes:
        near = [
            other for other in boxes if abs(other.x - first.x) < first.width and abs(other.y - first.y) < first.height
        ]
        assert near == [first]


@pytest.mark.parametrize(
    "address",
    ["services/map/", "services/SVC-1/map/", "items/ITEM-1/map/", "items/ITEM-1/label/", "items/ITEM-1/scanned/"],
)
def test_stranger_finds_no_map_and_no_label(shop: Any, enter: Any, address: str) -> None:
    assert enter("dan").get(f"/home/{address}").status_code == 404


def test_label_opens_the_item(home: Cast, enter: Any) -> None:
    made, client = item(home, "laptop <7>", asset_tag="LF-7"), enter()
    drawing = client.get(f"/home/items/{made.reference}/label/?as=svg").content.decode()
    assert "laptop &lt;7&gt;" in drawing and "LF-7" in drawing
    assert client.get(f"/home/items/{made.reference}/label/").content.startswith(b"%PDF-")
    assert client.get("/home/items/labels/").content.startswith(b"%PDF-")


def test_who_holds_an_item_answers_by_its_label_without_seeing_the_inventory(home: Cast, enter: Any) -> None:
    made = item(home, "laptop", serial_number="SN-7", location="Oslo", holder=home.users["finn"].pk)
    address = f"/home/items/{made.reference}/scanned/"
    assert [enter("finn").get(address).status_code, enter().get(address)["Location"]] == [
        404,
        f"/home/items/{made.reference}/",
    ]
    told = {"title": "Spring", "due": "2027-04-01", "owner": home.users["ada"].pk}
    this = record(home, "verification-rounds", **told)
    writing.transition(home.actor("ada"), registers.declared("verification-rounds"), this.reference, "begin")
    client = enter("finn")
    page = client.get(address).content.decode()
    assert "SN-7" in page and "Oslo" in page and f'href="/home/items/{made.reference}/"' not in page
    (entry,) = registers.declared("verification-entries").model.objects.all()
    step = f"/home/verification-entries/{entry.reference}/steps/confirm/"
    assert f'action="{step}"' in page
    assert client.post(step, {"version": "1"}).status_code == 302
    assert Item.objects.get(pk=made.pk).verified_by_id == home.users["finn"].pk
    assert enter("dan").get(address).status_code == 404


def test_file_is_looked_at_before_it_is_brought(home: Cast, enter: Any) -> None:
    writing.create(home.actor("ada"), ITEM_SOURCES, {"title": "Agent"})
    client = enter()
    for act, count in (("look", 0), ("bring", 1)):
        sent = {"source": "Agent", "act": act, "file": SimpleUploadedFile("d.json", DEVICE)}
        told = text_of(client.post("/home/items/bring/", sent))
        assert "laptop-7" in told and "Not understood: sounds" in told
        assert Item.objects.count() == count


def test_reader_is_not_offered_to_bring(home: Cast, enter: Any) -> None:
    assert enter("cleo").get("/home/items/bring/").status_code == 403


def test_page_says_what_differs_since_a_baseline(home: Cast, enter: Any) -> None:
    made = item(home, "host", is_ci=True, location="Oslo")
    baseline = writing.create(home.actor("ben"), BASELINES, {"title": "Before"})
    address, client = f"/home/baselines/{baseline.reference}/differences/", enter()
    assert client.get(address).status_code == 404
    writing.transition(home.actor("ben"), BASELINES, baseline.reference, "take")
    assert "Nothing differs" in text_of(client.get(address))
    writing.change(home.actor("ben"), ITEMS, made.reference, {"location": "Bergen"})
    told = text_of(client.get(address))
    assert "place: Oslo → Bergen" in told and "drift" in told

"""POST /intake/pipelines/<pipeline>/: signed just now or refused, followed once, never an approval."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from standardwebhooks import Webhook as Signer

from conftest import NOW
from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.models import Comment
from tandem.ground.kernel.registers import find
from tandem.operation.releases.models import Release
from tandem.operation.releases.pipelines.background import forget_messages
from tandem.operation.releases.pipelines.models import PipelineMessage
from tandem.operation.releases.pipelines.register import PIPELINES
from tandem.operation.releases.pipelines.secrets import SECRETS
from tandem.operation.releases.register import RELEASES
from tests.cast import Cast

ADDRESS = "/intake/pipelines/home.pipe-1/"


@pytest.fixture
def secret(home: Cast) -> str:
    """The secret of the only pipeline at home, which reports on a release in building."""
    writing.create(home.actor("ada"), PIPELINES, {"title": "Build"})
    values = {"title": "Shop 4", "external_id": "shop-4", "contents": "The basket is repaired"}
    release = writing.create(home.actor("ada", "import"), RELEASES, values)
    criteria = {"state": "building", "criteria": "All tests pass", "way_back": "Version 3 is kept"}
    writing.follow(home.actor("ada", "import"), RELEASES, release, criteria, "begun")
    return SECRETS.make(home.actor("ada"), "PIPE-1")[1]


def message(kind: str, **about: Any) -> str:
    return json.dumps({"type": f"release.{kind}", "data": {"release": "shop-4", **about}})


def post(secret: str, body: str, number: str = "m-1", *, off: int = 0, address: str = ADDRESS, **headers: str) -> Any:
    sent_at = clock.now() + timedelta(seconds=off)
    signed = {
        "HTTP_WEBHOOK_ID": number,
        "HTTP_WEBHOOK_TIMESTAMP": str(int(sent_at.timestamp())),
        "HTTP_WEBHOOK_SIGNATURE": Signer(secret).sign(number, sent_at, body),
    }
    return Client().post(address, body, content_type="application/json", **{**signed, **headers})


def state() -> str:
    return str(Release.objects.get().state)


def test_a_release_is_tried_then_deployed_once_it_is_approved_and_the_same_again_changes_nothing(
    home: Cast, secret: str
) -> None:
    tested = post(secret, message("tested", version="4.0.1", result="412 of 412 tests"))
    assert tested.json() == {"release": Release.objects.get().reference, "state": "testing", "again": False}
    again = post(secret, message("tested", version="4.0.1", result="412 of 412 tests"))
    assert (again.json()["again"], Release.objects.get().test_result) == (True, "Passed. 4.0.1 412 of 412 tests")
    refused = post(secret, message("deployed"), "m-2")
    assert (refused.status_code, state()) == (422, "testing")
    assert post(secret, message("deployed"), "m-2").status_code == 422
    assert Comment.objects.filter(text__startswith="release.deployed").count() == 1
    release = Release.objects.get()
    writing.follow(home.actor("ada", "import"), RELEASES, release, {"state": "approved"}, "approved")
    deployed = post(secret, message("deployed", before="4.0.0 on both"), "m-2")
    assert (deployed.json()["state"], Release.objects.get().baseline) == ("deployed", "4.0.0 on both")
    assert post(secret, message("backed-out"), "m-3").status_code == 422
    assert post(secret, message("backed-out", reason="The basket loses rows"), "m-3").json()["state"] == "backed-out"


def test_what_is_not_signed_just_now_by_the_pipeline_is_refused(home: Cast, secret: str) -> None:
    body = message("tested")
    other = "whsec_" + "A" * 43 + "="
    refusals = [
        post(other, body),
        post(secret, body, HTTP_WEBHOOK_SIGNATURE=""),
        post(secret, body, HTTP_WEBHOOK_ID="m-other"),
        post(secret, body, HTTP_WEBHOOK_TIMESTAMP="soon"),
        post(secret, body, off=301),
        post(secret, body, off=-301),
        post(secret, body, address="/intake/pipelines/away.pipe-1/"),
        post(secret, body, address="/intake/pipelines/home.pipe-9/"),
        Client().get(ADDRESS),
    ]
    assert [answer.status_code for answer in refusals] == [401, 401, 401, 401, 400, 400, 404, 404, 405]
    assert state() == "building"


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ("{", 400, "cannot be read"),
        ('{"type": "release.approved", "data": {"release": "shop-4"}}', 400, "Invalid enum value"),
        ('{"type": "release.built", "data": {}}', 400, "missing required field `release`"),
        ('{"type": "release.built", "data": {"release": "shop-5"}}', 404, "no release “shop-5”"),
    ],
)
def test_what_cannot_be_followed_is_said_in_words(home: Cast, secret: str, body: str, status: int, words: str) -> None:
    answer = post(secret, body)
    assert answer.status_code == status and words in answer.json()["detail"]


def test_a_former_secret_works_for_a_day_unless_it_leaked_and_a_stopped_pipeline_not_at_all(
    home: Cast, secret: str
) -> None:
    later = SECRETS.make(home.actor("ada"), "PIPE-1")[1]
    assert post(secret, message("built")).status_code == 200
    with clock.fixed(NOW + timedelta(days=1, minutes=1)):
        assert post(secret, message("built"), "m-2").status_code == 401
        assert post(later, message("built"), "m-3").status_code == 200
    SECRETS.make(home.actor("ada"), "PIPE-1", is_leaked=True)
    assert post(later, message("built"), "m-4").status_code == 401
    present = SECRETS.make(home.actor("ada"), "PIPE-1")[1]
    writing.transition(home.actor("ada"), PIPELINES, "PIPE-1", "stop", reason="It moves to another house")
    assert post(present, message("built"), "m-5").status_code == 409


def test_a_pipeline_of_one_service_knows_no_release_of_another(home: Cast, secret: str) -> None:
    service = writing.create(home.actor("ada"), find("services"), {"title": "Mail"})
    writing.change(home.actor("ada"), PIPELINES, "PIPE-1", {"service": service.reference})
    assert post(secret, message("built")).status_code == 404


def test_numbers_of_messages_are_forgotten_once_nobody_sends_them_again(home: Cast, secret: str) -> None:
    assert post(secret, message("built")).status_code == 200
    with clock.fixed(NOW + timedelta(days=13)):
        assert post(secret, message("built"), "m-2").status_code == 200
        forget_messages()
        assert post(secret, message("built")).json()["again"] is True
    with clock.fixed(NOW + timedelta(days=15)):
        forget_messages()
        assert list(PipelineMessage.objects.values_list("number", flat=True)) == ["m-2"]

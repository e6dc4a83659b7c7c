"""A program takes the baseline of one organization with one token, and brings it to another with another."""

from typing import Any

from tandem.direction.controls.register import CONTROLS
from tandem.ground.kernel import tenancy, writing
from tests.api.test_api import Caller
from tests.cast import Cast


def posted(caller: Caller, slug: str, **body: Any) -> Any:
    return caller.client.post(f"/api/v1/{slug}/starting-set", body, content_type="application/json")


def test_a_baseline_goes_from_one_organization_to_another(cast: Cast) -> None:
    with tenancy.organization_active(cast.home.pk):
        writing.create(cast.actor("ada"), CONTROLS, {"title": "Restore tests", "owner": cast.users["ada"].pk})
    ada, dan = Caller(cast, "ada"), Caller(cast, "dan")
    assert Caller(cast, "cleo").client.get("/api/v1/home/starting-set").status_code == 403
    assert dan.client.get("/api/v1/home/starting-set").status_code == 404
    baseline = ada.client.get("/api/v1/home/starting-set?register=controls").json()
    assert posted(ada, "elsewhere", baseline=baseline).status_code == 404
    seen = posted(dan, "elsewhere", baseline=baseline).json()
    assert (seen["is_written"], seen["tables"][0]["new"]) == (False, ["Restore tests"])
    kept = posted(dan, "elsewhere", baseline=baseline, keep=True).json()
    with tenancy.organization_active(cast.elsewhere.pk):
        control = CONTROLS.model.objects.get()
        assert (kept["is_written"], control.owner.name, control.external_id) == (
            True,
            "Dan",
            f"home/{control.reference}",
        )
    assert posted(dan, "elsewhere", baseline={"format": "x", "source": "y", "records": {}}).status_code == 422
    broken = {**baseline, "records": {"incidents": []}}
    assert posted(dan, "elsewhere", baseline=broken).status_code == 422

"""The first organization is made whole or not at all."""

from django.test import Client

from tandem.ground.accounts.models import Organization, User
from tests.cast import Cast


def test_an_organization_refused_half_way_is_none(cast: Cast) -> None:
    User.objects.filter(pk=cast.users["ada"].pk).update(is_operator=True)
    operator = Client()
    operator.force_login(cast.users["ada"])
    asked = {"slug": "north", "name": "North", "standard": ["iso-27001:2022", "iso-9001"]}
    refused = operator.post("/welcome/", asked)
    assert (refused.status_code, Organization.objects.filter(slug="north").exists()) == (422, False)
    made = operator.post("/welcome/", asked | {"standard": ["iso-27001:2022"], "services": "Mail\n\n  Backup  "})
    assert (made.status_code, Organization.objects.filter(slug="north").exists()) == (302, True)

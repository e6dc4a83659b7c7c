"""A new organization begins as a whole or not at all."""

from django.test import Client

from tandem.ground.accounts.models import Organization, User
from tests.cast import Cast


def test_what_is_refused_leaves_no_organization_behind(cast: Cast) -> None:
    eve = User.objects.create_user("eve@example.org", "Eve", "pass-word-12345")
    User.objects.filter(pk=eve.pk).update(is_operator=True)
    client = Client()
    client.force_login(eve)
    asked = {"slug": "beta", "name": "Beta", "services": "Mail\nTelephony"}
    refused = client.post("/welcome/", asked | {"standard": "iso-9001:2015"})
    assert (refused.status_code, Organization.objects.filter(slug="beta").exists()) == (422, False)
    assert client.post("/welcome/", asked | {"standard": "iso-27001:2022"}).status_code == 302
    assert Organization.objects.filter(slug="beta").exists()

"""An organization that works by an earlier edition has every page that one in force has."""

import pytest
from django.test import Client

from tandem.direction.scope.models import ManagementSystem
from tandem.ground.catalogue.loading import load_library
from tandem.ground.kernel import registers, writing
from tests.cast import Cast

ADDRESSES = (
    "board/",
    "board/?tab=all",
    "board/?deeds=1",
    "board/planner/",
    "catalogue/",
    "catalogue/iso-27001:2013/9.2/",
    "catalogue/iso-27001:2005/4.2.1/",
    "catalogue/iso-20000-1:2011/6.6.1/",
    "management-systems/",
    "work/",
)


@pytest.mark.parametrize("standards", [("iso-27001:2013",), ("iso-20000-1:2011", "iso-27001:2005", "iso-27001:2022")])
def test_every_page_of_conformity_opens(home: Cast, standards: tuple[str, ...]) -> None:
    load_library()
    ManagementSystem.objects.all().delete()
    actor = home.actor("ada")
    for key in standards:
        writing.create(actor, registers.declared("management-systems"), {"title": key, "standard": key})
    client = Client()
    client.force_login(home.users["ada"], backend="allauth.account.auth_backends.AuthenticationBackend")
    told = {address: client.get(f"/home/{address}") for address in ADDRESSES}
    assert {address: answer.status_code for address, answer in told.items()} == dict.fromkeys(ADDRESSES, 200)
    requirement = "catalogue/iso-20000-1:2011/6.6.1/" if len(standards) > 1 else "catalogue/iso-27001:2013/9.2/"
    assert "Derived from " in told[requirement].content.decode()

"""Adding frameworks on the page: the operator's alone; what came of each file is said."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tandem.direction.controls.register import CONTROLS
from tandem.direction.controls.statements import operations
from tandem.direction.controls.statements.register import STATEMENTS
from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.kernel import tenancy, writing
from tests.cast import Cast

CONTROL = {"id": "mo-1", "title": "Moor the boat", "props": [{"name": "label", "value": "MO-1"}]}
ENHANCEMENT = {"id": "mo-1.1", "title": "At night", "props": [{"name": "label", "value": "MO-1(1)"}]}
CATALOG = {
    "catalog": {
        "metadata": {"title": "Harbour rules"},
        "groups": [{"id": "mo", "title": "Mooring", "controls": [{**CONTROL, "controls": [ENHANCEMENT]}]}],
    }
}


def operator(cast: Cast) -> Client:
    ada = cast.users["ada"]
    ada.is_operator = True
    ada.save(update_fields=["is_operator"])
    client = Client()
    client.force_login(ada, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def file(name: str, data: object) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, json.dumps(data).encode())


def test_operator_adds_files_and_reads_what_came_of_each(cast: Cast) -> None:
    files = [file("harbour.json", CATALOG), file("plan.json", {"assessment-plan": {}})]
    page = operator(cast).post("/home/catalogue/add/", {"files": files}).content.decode()
    assert "1 control, 1 enhancement, 1 heading" in page
    assert "This is an assessment plan" in page
    assert Framework.objects.filter(origin="imported").get().key == "harbour-rules"


def test_without_files_nothing_happens(cast: Cast) -> None:
    response = operator(cast).post("/home/catalogue/add/", {})
    assert (response.status_code, b"Choose a file first." in response.content) == (422, True)


def test_nobody_else_adds_to_the_catalogue(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.users["ada"], backend="allauth.account.auth_backends.AuthenticationBackend")
    response = client.post("/home/catalogue/add/", {"files": [file("harbour.json", CATALOG)]})
    assert response.status_code == 403
    assert not Framework.objects.filter(origin="imported").exists()


def test_imported_controls_are_implemented_and_stated_like_any_other(cast: Cast) -> None:
    client = operator(cast)
    client.post("/home/catalogue/add/", {"files": [file("harbour.json", CATALOG)]})
    with tenancy.organization_active(cast.home.pk):
        ada = cast.actor("ada")
        writing.create(ada, CONTROLS, {"title": "Two ropes", "requirements": "harbour-rules/MO-1(1)"})
        statement = writing.create(ada, STATEMENTS, {"title": "Harbour", "framework": "harbour-rules"})
        operations.fill(ada, statement)
        assert [entry.ref for entry in statement.entries.order_by("pk")] == ["MO-1", "MO-1(1)"]
    page = client.get(f"/home/statements/{statement.reference}/decide/").content.decode()
    assert page.count("mo Mooring") == 1
    assert "Two ropes" in page
    assert client.get("/home/catalogue/harbour-rules/MO-1(1)/").status_code == 200


def test_a_reference_with_a_slash_has_its_page(cast: Cast) -> None:
    framework = Framework.objects.get(key="iso-27001:2022")
    Requirement.objects.create(framework=framework, ref="ORG-PSS/M", title="Both", kind="clause", assessable=True)
    client = operator(cast)
    assert b"ORG-PSS/M" in client.get("/home/catalogue/iso-27001:2022/").content
    assert client.get("/home/catalogue/iso-27001:2022/ORG-PSS/M/").status_code == 200
    assert client.get("/home/catalogue/?q=PSS").status_code == 200
    with tenancy.organization_active(cast.home.pk):
        told = {"title": "Two ropes", "requirements": "iso-27001:2022/ORG-PSS/M"}
        assert writing.create(cast.actor("ada"), CONTROLS, told).requirements == ["iso-27001:2022/ORG-PSS/M"]

"""An organization's licensed texts: loaded from CSV, all or nothing, seen by nobody else."""

import pytest
from django.apps import apps

from tandem.ground.catalogue.errors import LibraryError
from tandem.ground.catalogue.licensed import LicensedOutcome, licensed_text, load_licensed_texts, remove_licensed_texts
from tandem.ground.catalogue.loading import load_library
from tandem.ground.catalogue.models import LicensedText
from tandem.ground.catalogue.queries import requirement
from tandem.ground.catalogue.tests import samples
from tandem.ground.kernel.tenancy import NoActiveOrganization, organization_active

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def bakery(tmp_path):
    load_library(folder=samples.library(tmp_path / "library"))


@pytest.fixture
def ours():
    return apps.get_model("accounts.Organization").objects.create(slug="ours", name="Ours").pk


@pytest.fixture
def theirs():
    return apps.get_model("accounts.Organization").objects.create(slug="theirs", name="Theirs").pk


def load(organization, folder, text):
    with organization_active(organization):
        return load_licensed_texts(samples.written(folder, "texts.csv", text))


def shown(organization, framework_key, ref):
    with organization_active(organization):
        return licensed_text(requirement(framework_key, ref))


def faults(organization, folder, text):
    with pytest.raises(LibraryError) as caught:
        load(organization, folder, text)
    with organization_active(organization):
        assert LicensedText.objects.count() == 0
    return [(error.line, error.message) for error in caught.value.all()]


def test_texts_are_seen_by_the_organization_that_loaded_them_only(tmp_path, ours, theirs):
    outcome = load(
        ours, tmp_path, '\ufeffRef;Edition;Text\n4.1;bakery:2020;"First line\nsecond; line"\n5;Bakery Rules 2024;Five\n'
    )
    assert outcome == LicensedOutcome(created=2, updated=0, unchanged=0)
    assert shown(ours, "bakery:2020", "4.1") == "First line\nsecond; line"
    assert shown(theirs, "bakery:2020", "4.1") == ""
    with pytest.raises(NoActiveOrganization):
        licensed_text(requirement("bakery:2020", "4.1"))


def test_second_loading_changes_only_what_differs(tmp_path, ours):
    load(ours, tmp_path, "edition,ref,text\nbakery:2020,4,Four\nbakery:2020,4.1,Heat\n")
    assert load(ours, tmp_path, "edition,ref,text\nbakery:2020,4,Four\nbakery:2020,4.1,Hot\n") == LicensedOutcome(
        0, 1, 1
    )
    assert shown(ours, "bakery:2020", "4.1") == "Hot"


def test_every_faulty_line_is_named_and_nothing_is_kept(tmp_path, ours):
    text = (
        'edition,ref,text\nbakery:2020,4,"two\nlines"\nbakery:1999,4,x\n\n'
        "bakery:2020,77,x\nbakery:2020,4.1,\nbakery:2020,4,again\n"
    )
    assert faults(ours, tmp_path, text) == [
        (4, "The edition “bakery:1999” is not in the catalogue; write it like iso-27001:2022."),
        (6, "Bakery Rules 2020 has no requirement “77”."),
        (7, "The text of 4.1 is empty; leave the line out."),
        (8, "bakery:2020/4 stands on line 2 already."),
    ]


def test_missing_column_is_named(tmp_path, ours):
    assert faults(ours, tmp_path, "edition,clause,text\n") == [
        (1, "The column ref is missing; the first line must name edition, ref and text.")
    ]


def test_file_that_is_no_text_is_refused(tmp_path, ours):
    (tmp_path / "texts.csv").write_bytes(b"PK\x03\x04\xff\xfe\x00")
    with organization_active(ours), pytest.raises(LibraryError, match="save it as “CSV UTF-8”"):
        load_licensed_texts(tmp_path / "texts.csv")


def test_texts_of_one_edition_can_be_removed(tmp_path, ours, theirs):
    text = "edition,ref,text\nbakery:2020,4,Four\nbakery:2024,5,Five\n"
    load(ours, tmp_path, text)
    load(theirs, tmp_path, text)
    with organization_active(ours):
        assert remove_licensed_texts(requirement("bakery:2020", "4").framework) == 1
    left = [shown(ours, "bakery:2020", "4"), shown(ours, "bakery:2024", "5"), shown(theirs, "bakery:2020", "4")]
    assert left == ["", "Five", "Four"]

"""An organization's licensed texts: loaded from CSV, all or nothing, seen by nobody else."""

import pytest

from tandem.ground.accounts.models import Organization
from tandem.ground.catalogue.errors import LibraryError
from tandem.ground.catalogue.licensed import (
    LicensedOutcome,
    licensed_text,
    load_licensed_texts,
    remove_licensed_texts,
)
from tandem.ground.catalogue.loading import load_library
from tandem.ground.catalogue.models import LicensedText
from tandem.ground.catalogue.queries import requirement
from tandem.ground.catalogue.tests import samples

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def bakery(tmp_path):
    load_library(folder=samples.library(tmp_path / "library"))


@pytest.fixture
def ours():
    return Organization.objects.create(slug="ours", name="Ours")


@pytest.fixture
def theirs():
    return Organization.objects.create(slug="theirs", name="Theirs")


def load(organization, folder, text):
    return load_licensed_texts(organization, samples.written(folder, "texts.csv", text))


def faults(organization, folder, text):
    with pytest.raises(LibraryError) as caught:
        load(organization, folder, text)
    assert LicensedText.objects.count() == 0
    return [(error.line, error.message) for error in caught.value.all()]


def test_texts_are_seen_by_the_organization_that_loaded_them_only(tmp_path, ours, theirs):
    outcome = load(
        ours, tmp_path, '\ufeffRef;Edition;Text\n4.1;bakery:2020;"First line\nsecond; line"\n5;Bakery Rules 2024;Five\n'
    )
    assert outcome == LicensedOutcome(created=2, updated=0, unchanged=0)
    heat = requirement("bakery:2020", "4.1")
    assert (licensed_text(ours, heat), licensed_text(theirs, heat)) == ("First line\nsecond; line", "")


def test_second_loading_changes_only_what_differs(tmp_path, ours):
    load(ours, tmp_path, "edition,ref,text\nbakery:2020,4,Four\nbakery:2020,4.1,Heat\n")
    assert load(ours, tmp_path, "edition,ref,text\nbakery:2020,4,Four\nbakery:2020,4.1,Hot\n") == LicensedOutcome(
        0, 1, 1
    )
    assert licensed_text(ours, requirement("bakery:2020", "4.1")) == "Hot"


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
    with pytest.raises(LibraryError, match="save it as “CSV UTF-8”"):
        load_licensed_texts(ours, tmp_path / "texts.csv")


def test_texts_of_one_edition_can_be_removed(tmp_path, ours, theirs):
    text = "edition,ref,text\nbakery:2020,4,Four\nbakery:2024,5,Five\n"
    load(ours, tmp_path, text)
    load(theirs, tmp_path, text)
    four, five = requirement("bakery:2020", "4"), requirement("bakery:2024", "5")
    assert remove_licensed_texts(ours, four.framework) == 1
    assert (licensed_text(ours, four), licensed_text(ours, five), licensed_text(theirs, four)) == ("", "Five", "Four")

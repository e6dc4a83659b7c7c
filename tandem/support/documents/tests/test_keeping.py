"""How long documents are kept, how they are disposed of, editions from outside, and days to read."""

from datetime import timedelta
from typing import Any

import pytest

from tandem.ground.accounts.models import Membership
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.support.documents.models import Document
from tandem.support.documents.reading import rules as reading
from tandem.support.documents.reading.models import Acknowledgement
from tandem.support.documents.register import DOCUMENTS
from tandem.support.documents.tests.test_flows import in_force
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SHRED = {"disposal": "Shredded by the archive, receipt 12."}


def withdrawn(home: Cast, **values: Any) -> Any:
    given = {"title": "Old", "owner": home.users["ben"], "retention_months": 12, **values}
    document = writing.create(home.actor("ben"), DOCUMENTS, given)
    return writing.transition(home.actor("ada"), DOCUMENTS, document.reference, "withdraw", reason="Replaced")


def dispose(home: Cast, who: str, document: Any) -> Any:
    return writing.transition(home.actor(who), DOCUMENTS, document.reference, "dispose", SHRED)


def test_what_is_withdrawn_is_kept_for_its_months(home: Cast) -> None:
    document = withdrawn(home)
    assert document.withdrawn_on == home.actor("ada").today
    assert 364 < (document.keep_until - document.withdrawn_on).days < 367
    with pytest.raises(Invalid, match="to be kept until"):
        dispose(home, "ada", document)
    assert Document.objects.get().disposed_on is None


def test_a_document_without_a_time_to_keep_is_not_disposed_of(home: Cast) -> None:
    with pytest.raises(Invalid, match="how many months"):
        dispose(home, "ada", withdrawn(home, retention_months=None))


def test_disposal_is_noted_by_another_and_final(home: Cast) -> None:
    document = withdrawn(home)
    long_ago = home.actor("ada").today - timedelta(days=500)
    writing.follow(home.actor("ada"), DOCUMENTS, document, {"withdrawn_on": long_ago}, "for the test")
    with pytest.raises((Invalid, NotPermitted)):
        dispose(home, "ben", document)
    with pytest.raises(Invalid):
        writing.transition(home.actor("ada"), DOCUMENTS, document.reference, "dispose")
    dispose(home, "ada", document)
    kept = Document.objects.get()
    assert (kept.state, kept.disposed_on, kept.keep_until) == ("withdrawn", home.actor("ada").today, None)
    with pytest.raises(Invalid, match="disposed of"):
        writing.transition(home.actor("ada"), DOCUMENTS, document.reference, "revive")


def test_an_edition_from_outside_is_looked_up(home: Cast) -> None:
    given = {"title": "Manual", "kind": "external", "location": "Shelf", "owner": home.users["ada"]}
    document = writing.create(home.actor("ada"), DOCUMENTS, given)
    editions = {"external_edition": "4", "newest_edition": "5"}
    kept = writing.transition(home.actor("ada"), DOCUMENTS, document.reference, "look-up", editions)
    assert (kept.newest_edition, kept.edition_checked_on) == ("5", home.actor("ada").today)


def test_own_documents_have_no_edition_to_look_up(home: Cast) -> None:
    document = writing.create(home.actor("ada"), DOCUMENTS, {"title": "Own", "owner": home.users["ada"]})
    editions = {"external_edition": "4", "newest_edition": "5"}
    with pytest.raises((Invalid, NotPermitted)):
        writing.transition(home.actor("ada"), DOCUMENTS, document.reference, "look-up", editions)
    assert Document.objects.get().edition_checked_on is None


def test_who_joined_later_reads_from_the_day_of_joining(home: Cast) -> None:
    Membership.objects.filter(organization_id=home.actor("ada").organization_id).update(created_at="2020-01-01T09:00Z")
    document = in_force(home, read_by="everybody", read_days=7)
    today = home.actor("ada").today
    assert set(Acknowledgement.objects.values_list("due", flat=True)) == {today + timedelta(days=7)}
    asked = Acknowledgement.objects.get(owner=home.users["cleo"])
    asked.delete()
    writing.follow(
        home.actor("ada"), DOCUMENTS, document, {"effective_from": today - timedelta(days=90)}, "for the test"
    )
    joined = today - timedelta(days=3)
    Membership.objects.filter(user=home.users["cleo"]).update(created_at=f"{joined.isoformat()}T09:00Z")
    reading.ask_readers(home.actor("ada"), Document.objects.get())
    assert Acknowledgement.objects.get(owner=home.users["cleo"]).due == joined + timedelta(days=7)
    Acknowledgement.objects.get(owner=home.users["cleo"]).delete()
    begins = today + timedelta(days=20)
    person = {"title": "Cleo", "user": home.users["cleo"], "began_on": begins}
    writing.create(home.actor("ada"), registers.find("people"), person)
    reading.ask_readers(home.actor("ada"), Document.objects.get())
    assert Acknowledgement.objects.get(owner=home.users["cleo"]).due == begins + timedelta(days=7)

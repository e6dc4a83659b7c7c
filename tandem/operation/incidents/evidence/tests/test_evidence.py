"""Evidence and its chain of custody."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from tandem.ground.kernel import clock, files, lists, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.operation.incidents.evidence.models import Evidence
from tandem.operation.incidents.evidence.register import EVIDENCE
from tandem.operation.incidents.evidence.transfers.models import EvidenceTransfer
from tandem.operation.incidents.evidence.transfers.register import TRANSFERS
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.incidents.tests.steps import assessed, kept, take
from tests.cast import Cast

LOG = b"2026-03-02 08:14 sign-in from an unknown place\n"
DIGEST = hashlib.sha256(LOG).hexdigest()


def attach(home: Cast, item: Evidence, content: bytes = LOG, name: str = "sign-ins.log") -> None:
    files.attach(home.actor("ben"), EVIDENCE, item.reference, name, [content])


def test_sealing_notes_the_hash_of_the_file(home: Cast) -> None:
    item = kept(home, assessed(home))
    attach(home, item)
    sealed = take(home, "ben", EVIDENCE, item, "seal")
    assert (sealed.state, sealed.sha256, sealed.holder) == ("sealed", DIGEST, "Ben")


def test_item_needs_file_hash_or_place_to_be_sealed(home: Cast) -> None:
    incident = assessed(home)
    with pytest.raises(Invalid):
        take(home, "ben", EVIDENCE, kept(home, incident), "seal")
    for proof in ({"sha256": DIGEST.upper()}, {"kept_at": "Safe, second shelf"}):
        assert take(home, "ben", EVIDENCE, kept(home, incident, **proof), "seal").state == "sealed"


def test_hash_written_by_hand_is_that_of_the_file(home: Cast) -> None:
    item = kept(home, assessed(home), sha256="0" * 64)
    attach(home, item)
    with pytest.raises(Invalid) as refused:
        take(home, "ben", EVIDENCE, item, "seal")
    assert DIGEST in refused.value.problems["transition"][0]


def test_hash_is_whole(home: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        kept(home, assessed(home), sha256="abc")
    assert list(refused.value.problems) == ["sha256"]


def test_item_keeps_one_file(home: Cast) -> None:
    item = kept(home, assessed(home))
    attach(home, item)
    attach(home, item, b"another", "another.log")
    with pytest.raises(Invalid):
        take(home, "ben", EVIDENCE, item, "seal")


def test_sealed_evidence_is_neither_changed_nor_deleted_and_keeps_its_file(home: Cast) -> None:
    item = kept(home, assessed(home))
    attach(home, item)
    take(home, "ben", EVIDENCE, item, "seal")
    ada, file = home.actor("ada"), files.of(EVIDENCE, item.pk)[0]
    for attempt in (
        lambda: writing.change(ada, EVIDENCE, item.reference, {"source": "Elsewhere"}),
        lambda: writing.delete(ada, EVIDENCE, item.reference),
        lambda: files.remove(ada, EVIDENCE, item.reference, file.pk),
    ):
        with pytest.raises(NotPermitted):
            attempt()
    assert Evidence.objects.get(pk=item.pk).source == "Mail gateway"
    assert [sealed_file.sha256 for sealed_file in files.of(EVIDENCE, item.pk)] == [DIGEST]


def test_comparing_finds_a_file_that_was_altered(home: Cast) -> None:
    item = kept(home, assessed(home))
    attach(home, item)
    take(home, "ben", EVIDENCE, item, "seal")
    assert take(home, "ben", EVIDENCE, item, "compare").hash_checked_at == clock.now()
    stored = Path(default_storage.path(files.of(EVIDENCE, item.pk)[0].stored_as))
    try:
        stored.write_bytes(LOG.replace(b"unknown", b"known"))
        with pytest.raises(Invalid):
            take(home, "ben", EVIDENCE, item, "compare")
    finally:
        stored.unlink()


def hand(home: Cast, item: Evidence, to: str, minutes: int = 0, **values: str) -> EvidenceTransfer:
    transfer = {"evidence": item.reference, "handed_to": to, "purpose": "Examination"}
    transfer |= {"handed_at": clock.now() + timedelta(minutes=minutes)}
    return writing.create(home.actor("ben"), TRANSFERS, transfer | values)


def test_custody_goes_from_hand_to_hand_without_a_gap(home: Cast) -> None:
    item = kept(home, assessed(home), collected_at=clock.now() - timedelta(hours=1))
    hand(home, item, "Ines Falk", -30)
    hand(home, item, "Police laboratory", -10)
    chain = EvidenceTransfer.objects.order_by("pk").values_list("handed_from", "handed_to")
    assert list(chain) == [("Ben", "Ines Falk"), ("Ines Falk", "Police laboratory")]
    assert Evidence.objects.get(pk=item.pk).holder == "Police laboratory"


def test_handovers_follow_one_another_in_time(home: Cast) -> None:
    item = kept(home, assessed(home), collected_at=clock.now() - timedelta(hours=1))
    for minutes in (-61, 1):
        with pytest.raises(Invalid) as refused:
            hand(home, item, "Ines Falk", minutes)
        assert list(refused.value.problems) == ["handed_at"]
    hand(home, item, "Ines Falk", -10)
    with pytest.raises(Invalid):
        hand(home, item, "Police laboratory", -20)
    assert EvidenceTransfer.objects.count() == 1


def test_two_handovers_at_once_would_break_the_chain(home: Cast) -> None:
    item = kept(home, assessed(home))
    row = {"evidence": item.reference, "purpose": "Examination"}
    with pytest.raises(writing.InvalidRows):
        writing.create_many(home.actor("ben"), TRANSFERS, [row | {"handed_to": name} for name in ("Ines", "Karl")])
    assert EvidenceTransfer.objects.count() == 0


def test_handover_is_never_changed_or_deleted(home: Cast) -> None:
    transfer = hand(home, kept(home, assessed(home)), "Ines Falk")
    with pytest.raises(NotPermitted):
        writing.change(home.actor("ada"), TRANSFERS, transfer.reference, {"handed_to": "Karl"})
    with pytest.raises(NotPermitted):
        writing.delete(home.actor("ada"), TRANSFERS, transfer.reference)


def test_an_import_changes_neither_sealed_evidence_nor_handovers(home: Cast) -> None:
    item = kept(home, assessed(home), kept_at="Safe")
    transfer = hand(home, item, "Ines Falk")
    take(home, "ben", EVIDENCE, item, "seal")
    importing = home.actor("ada", "import")
    for register, reference, values in (
        (EVIDENCE, item.reference, {"source": "Elsewhere"}),
        (TRANSFERS, transfer.reference, {"handed_to": "Karl"}),
    ):
        with pytest.raises(NotPermitted):
            writing.change(importing, register, reference, values)
        assert writing.change(importing, register, reference, {"external_id": ""}).version <= 3


def test_nobody_hands_to_themselves(home: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        hand(home, kept(home, assessed(home)), "ben")
    assert list(refused.value.problems) == ["handed_to"]


def test_evidence_is_held_until_the_incident_is_closed_and_its_day_has_passed(home: Cast) -> None:
    incident = assessed(home)
    item = kept(home, incident, kept_at="Safe", keep_until=clock.now().date() + timedelta(days=10))
    take(home, "ben", EVIDENCE, item, "seal")
    release = {"reason": "Given back to its owner"}
    with pytest.raises(NotPermitted):
        take(home, "ben", EVIDENCE, item, "release", **release)
    with pytest.raises(Invalid):
        take(home, "ada", EVIDENCE, item, "release", **release)
    take(home, "ben", INCIDENTS, incident, "resolve", resolution="Blocked")
    writing.change(home.actor("ben"), INCIDENTS, incident.reference, {"lessons": "Second factor for all"})
    take(home, "ben", INCIDENTS, incident, "close")
    with pytest.raises(Invalid):
        take(home, "ada", EVIDENCE, item, "release", **release)
    with clock.fixed(clock.now() + timedelta(days=11)):
        assert take(home, "ada", EVIDENCE, item, "release", **release).state == "released"
        with pytest.raises(Invalid):
            hand(home, item, "Ines Falk")


def test_chain_of_custody_stands_as_a_panel_on_the_item(home: Cast) -> None:
    item = kept(home, assessed(home))
    hand(home, item, "Ines Falk")
    query = lists.Query(filters={"evidence": item.reference})
    columns = ("handed_from", "handed_to", "purpose")
    page = lists.page(home.actor("cleo"), TRANSFERS, query, columns)
    assert [row[1:] for row in page.rows] == [("Ben", "Ines Falk", "Examination")]

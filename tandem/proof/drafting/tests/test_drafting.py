"""Documents begun from templates say what the registers say, and remember where they came from."""

from dataclasses import replace
from typing import Any

import pytest

from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.proof.drafting import operations
from tandem.proof.drafting.facts import facts_of
from tandem.support.documents import operations as documents
from tandem.support.documents import templates
from tandem.support.documents.filling import FACTS, fill
from tandem.support.documents.models import Document
from tandem.support.documents.versions.models import DocumentVersion
from tests.cast import Cast

NASTY = "{{ organization }} <script>alert(1)</script> **x** | y"


def keep(home: Cast, key: str, steps: tuple[str, ...] = (), **values: Any) -> Any:
    """A record of a register at home, through the gate."""
    register = registers.find(key)
    assert register is not None
    record = writing.create(home.actor("ada").via("import"), register, values)
    for step in steps:
        writing.transition(home.actor("ada"), register, record.reference, step)
    return record


def furnish(home: Cast, name: str) -> None:
    """One record of each kind that templates tell about, every name of them this one."""
    ada = home.users["ada"]
    keep(home, "services", title=name, state="live", owner=ada)
    for standard, owner in (("iso-27001:2022", "ada"), ("iso-20000-1:2018", "ben")):
        fields = {"scope": name, "boundaries": name, "interfaces": name}
        keep(home, "management-systems", title=name, standard=standard, owner=home.users[owner], **fields)
    keep(home, "people", title=name, engaged_as="board", function=name, roles=["Incident manager", "Data protection"])
    for kind in ("facility", "software", "information"):
        keep(home, "items", title=name, kind=kind, classification="confidential", has_personal_data=True, owner=ada)
    keep(home, "suppliers", title=name, state="active", criticality="critical", selected_by="x", owner=ada)
    keep(home, "obligations", title=name, kind="law", source="x", notify_hours=72, notify_whom=name, owner=ada)
    keep(
        home,
        "risk-methods",
        title=name,
        state="approved",
        likelihood_scale=[name, "B", "C", "D", "E"],
        approved_on="2026-01-01",
    )
    fields = {"availability": True, "likelihood": 2, "impact": 4, "treatment": "modify", "plan": name}
    keep(home, "risks", title=name, **fields)


def test_an_empty_organization_gives_every_fact(home: Cast) -> None:
    facts = facts_of(home.actor("ada"))
    assert facts.keys() == FACTS
    assert facts["organization"] == "Home"
    assert not any(facts[name] for name in FACTS - {"organization"})


@pytest.mark.parametrize("name", ["Hosting", NASTY])
def test_every_template_comes_out_whole_for_a_furnished_organization(home: Cast, name: str) -> None:
    furnish(home, name)
    facts = facts_of(home.actor("ada"))
    unknown = {"headcount", "owner_accepts_up_to"}
    assert {key for key in FACTS if not facts[key]} == unknown
    for template in templates.every():
        draft = fill(template, facts)
        for leftover in ("{{", "}}", "{%", "%}", "None", "[]", "()", "  "):
            assert leftover not in draft.text, (template.key, leftover)
        assert {gap.name for gap in draft.gaps} <= unknown


def test_facts_tell_what_the_registers_say(home: Cast) -> None:
    furnish(home, "Hosting")
    facts = facts_of(home.actor("ada"))
    assert (facts["security_standard"], facts["service_standard"]) == ("ISO/IEC 27001:2022", "ISO/IEC 20000-1:2018")
    assert (facts["security_manager"], facts["service_manager"]) == ("Ada", "Ben")
    assert facts["duties"] == [{"title": "Hosting", "whom": "Hosting", "hours": "72"}]
    assert (facts["levels"], facts["supplier_count"], facts["accept_up_to"]) == (["confidential"], "1", 6)
    text = fill(_template("incident-management"), facts).text
    assert "- Hosting: Hosting, within 72 hours" in text


def _template(key: str) -> templates.Template:
    template = templates.find(key)
    assert template is not None
    return template


def test_a_chosen_set_becomes_drafts_that_remember_their_template(home: Cast) -> None:
    actor = home.actor("ben")
    backup, crypto = operations.begin(actor, ["backup", "cryptography-and-keys", "backup"], "ada@example.org")
    assert (backup.title, backup.topic, backup.state, backup.owner) == (
        "Backup and restore policy",
        "backup",
        "draft",
        home.users["ada"],
    )
    assert (crypto.template, crypto.template_version) == ("cryptography-and-keys", 1)
    version = DocumentVersion.objects.get(document=backup)
    assert (version.number, version.state, version.author) == ("0.1", "draft", home.users["ben"])
    assert version.text.startswith("## Purpose")
    assert "Bring the services in operation into the register." in version.changes


def test_begun_once_is_not_begun_again(home: Cast) -> None:
    actor = home.actor("ada")
    operations.begin(actor, ["backup"])
    for keys in (["backup"], ["nothing"], []):
        with pytest.raises(Invalid):
            operations.begin(actor, [*keys[:0], "access-control", *keys] if keys else keys)
    assert Document.objects.count() == 1
    with pytest.raises(NotPermitted):
        operations.begin(home.actor("cleo"), ["access-control"])
    assert Document.objects.count() == 1


def test_a_newer_template_is_taken_as_a_draft_and_overwrites_nothing(
    home: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = home.actor("ada")
    (document,) = operations.begin(actor, ["backup"])
    assert operations.newer_template(document) is None
    newer = replace(_template("backup"), version=2, body="## Purpose\nNewer.")
    monkeypatch.setattr(templates, "every", lambda: (newer,))
    assert operations.newer_template(document) == newer
    version = documents.take_over(actor, document, operations.preview(actor, newer), "0.2")
    assert [(version.number, version.state) for version in document.versions.order_by("pk")] == [
        ("0.1", "draft"),
        ("0.2", "draft"),
    ]
    assert version.text == "## Purpose\nNewer."
    document.refresh_from_db()
    assert operations.newer_template(document) is None

"""What a release said of its changes in words is linked to their records, and nothing that was said is lost."""

import importlib
from typing import Any

import pytest
from django.apps import apps

from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.ledger.models import Entry
from tandem.operation.releases.models import Release
from tandem.operation.releases.register import RELEASES
from tests.cast import Cast

MIGRATION = importlib.import_module("tandem.operation.releases.migrations.0002_changes_as_links")


def change(home: Cast, title: str) -> str:
    register = registers.find("changes")
    assert register is not None
    values = {"title": title, "kind": "item", "reason": "Needed"}
    return str(writing.create(home.actor("ben"), register, values).reference)


def migrated(home: Cast, words: str) -> Any:
    release = writing.create(home.actor("ben"), RELEASES, {"title": "Shop 4.2", "other_changes": words})
    MIGRATION.links_from_words(apps, None)
    return Release.objects.get(pk=release.pk)


@pytest.mark.parametrize(
    ("words", "links", "left"),
    [
        ("{first}", ["first"], ""),
        ("{first}, {second}", ["first", "second"], ""),
        ("- {first}\n- {second}: New search", ["first", "second"], ""),
        ("new search", ["second"], ""),
        ("Second line; New search; Repaired basket", ["first", "second"], "Repaired basket"),
        ("{first} with a longer word", ["first"], "{first} with a longer word"),
        ("CHG-1999-0001", [], "CHG-1999-0001"),
        ("Repaired basket, faster", [], "Repaired basket, faster"),
        ("Twice", [], "Twice"),
        ("", [], ""),
    ],
)
def test_words_become_links(home: Cast, words: str, links: list[str], left: str) -> None:
    known = {"first": change(home, "Second line"), "second": change(home, "New search")}
    change(home, "Twice")
    change(home, "Twice")
    release = migrated(home, words.format(**known))
    assert (release.changes, release.other_changes) == ([known[name] for name in links], left.format(**known))


def test_the_ledger_says_what_the_release_says_now(home: Cast) -> None:
    for words in (change(home, "Second line"), "Repaired basket"):
        release = migrated(home, words)
        entry = Entry.objects.filter(register="releases", record_id=release.pk).order_by("-pk").first()
        assert entry is not None
        assert (entry.action, entry.reference) == ("migrated", release.reference)


def test_changes_of_another_organization_are_not_linked(home: Cast) -> None:
    with organization_active(home.elsewhere.pk):
        register = registers.find("changes")
        assert register is not None
        values = {"title": "Theirs", "kind": "item", "reason": "Needed"}
        writing.create(home.actor("dan"), register, values)
    assert migrated(home, "Theirs").changes == []

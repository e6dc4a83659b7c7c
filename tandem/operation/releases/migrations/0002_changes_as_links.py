"""What stood in words among the changes of a release becomes links to the records of those changes."""

import re

from django.db import migrations, models

from tandem.ground.kernel.migrating import change_records, enter_records
from tandem.ground.kernel.tenancy import organization_active

REASON = "The changes that a release carries are linked to their records from now on"
REFERENCE = re.compile(r"\bCHG-(?:\d{4}-)?\d+\b", re.IGNORECASE)
PARTS = re.compile(r"[\n;]+")
BARE = " \t-–•*·,.:()[]"


def links_from_words(apps, schema_editor):
    """References and titles of changes become links; what names no change stays in words."""
    changes = apps.get_model("changes", "Change")
    known = {}

    def linked(release):
        if release.organization_id not in known:
            known[release.organization_id] = _known(changes, release.organization_id)
        references, words = _parted(release.other_changes, *known[release.organization_id])
        return {"changes": references, "other_changes": words} if references else {}

    releases = apps.get_model("releases", "Release")
    change_records(releases, "releases", linked, REASON)
    enter_records(releases, "releases", lambda release: bool(release.other_changes) and not release.changes, REASON)


def _known(changes, organization_id):
    """References, and the reference of each title that only one change bears."""
    with organization_active(organization_id):
        rows = list(
            changes._base_manager.filter(organization_id=organization_id).values_list("reference", "title", "pk")
        )
    titles = {}
    for reference, title, _pk in rows:
        titles.setdefault(_plain(title), []).append(reference)
    return {row[0] for row in rows}, {title: names[0] for title, names in titles.items() if len(names) == 1}


def _parted(text, references, titles):
    """The references that a text names, and what is left of it."""
    linked, left = [], []
    for part in filter(None, (piece.strip() for piece in PARTS.split(text))):
        pieces = [piece for piece in (part, *part.split(",")) if _named(piece, references, titles)]
        whole = _named(part, references, titles) if part in pieces and _plain(part) in titles else None
        named = whole or [name for piece in pieces for name in _named(piece, references, titles)]
        linked += named
        if not named or _says_more(part, named, titles):
            left.append(part)
    return list(dict.fromkeys(linked)), "\n".join(left) if linked else text


def _named(piece, references, titles):
    """The changes that a piece of text names, by reference or by title."""
    title = titles.get(_plain(piece))
    named = (match.upper() for match in REFERENCE.findall(piece))
    return [title] if title else [name for name in named if name in references]


def _says_more(part, named, titles):
    """Whether a part says something beside the changes that it names."""
    if titles.get(_plain(part)) in named:
        return False
    pieces = (REFERENCE.sub("", piece) for piece in part.split(","))
    return any(piece.strip(BARE) and titles.get(_plain(piece)) not in named for piece in pieces)


def _plain(text):
    return " ".join(text.casefold().strip(BARE).split())


class Migration(migrations.Migration):
    dependencies = [
        ("changes", "0002_calendar_and_approvals"),
        ("ledger", "0002_append_only"),
        ("releases", "0001_releases"),
    ]

    operations = [
        migrations.RenameField(model_name="release", old_name="changes", new_name="other_changes"),
        migrations.AlterField(
            model_name="release",
            name="other_changes",
            field=models.TextField(blank=True, max_length=5000, verbose_name="changes without a record here"),
        ),
        migrations.AddField(
            model_name="release",
            name="changes",
            field=models.JSONField(blank=True, default=list, verbose_name="changes it carries"),
        ),
        migrations.RunPython(links_from_words, migrations.RunPython.noop),
    ]

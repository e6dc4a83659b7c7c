"""The units and sites that parts of scopes name in words become records, and each part names its own."""

from django.db import migrations

from tandem.ground.kernel.migrating import Into, add_records, change_records, each_of

REASON = "Carried over from the words in the scope"
ENDED = "ended"


def carry_over(apps, schema_editor):
    """The record of each title that lies in a scope or beside it; of two equal parts in one scope the first has it."""
    documents = apps.get_model("kernel", "SearchDocument")
    into = {
        "unit": Into(
            model=apps.get_model("people", "OrganizationalUnit"),
            documents=documents,
            register="units",
            prefix="UNIT",
            search=("purpose",),
        ),
        "site": Into(
            model=apps.get_model("people", "Site"),
            documents=documents,
            register="sites",
            prefix="SITE",
            search=("address", "protection"),
        ),
    }
    taken = set()
    things = {
        part.pk: thing
        for part in each_of(apps.get_model("scope", "ScopePart"))
        if part.kind in into and part.state != ENDED and (thing := _thing(into[part.kind], part, taken))
    }

    def link(part):
        return {f"{part.kind}_id": things[part.pk].pk} if part.pk in things else {}

    change_records(apps.get_model("scope", "ScopePart"), "scope-parts", link, REASON)


def _thing(into, part, taken):
    """What a part means by its title; nothing where another part of the scope is about it already."""
    title = part.title.strip()[:200]
    named = (part.system_id, part.kind, title.casefold())
    if not title or named in taken:
        return None
    taken.add(named)
    kept = into.model._base_manager.filter(organization_id=part.organization_id).order_by("pk")
    known = next((thing for thing in kept if thing.title.casefold() == title.casefold()), None)
    return known or add_records(into, part.organization_id, [{"title": title}], REASON)[0]


class Migration(migrations.Migration):
    dependencies = [
        ("scope", "0005_parts_name_units_and_sites"),
        ("people", "0009_words_become_units"),
        ("kernel", "0010_folded_search"),
        ("ledger", "0002_append_only"),
    ]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]

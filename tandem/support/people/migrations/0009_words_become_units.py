"""The units that people name in words become records, and each person names theirs."""

from django.db import migrations

from tandem.ground.kernel.migrating import Into, add_records, change_records, each_of

REASON = "Carried over from the word on the person"
GONE = "left"


def carry_over(apps, schema_editor):
    """A unit for each word by which somebody who has not left is filed, in whatever case it was written."""
    documents = apps.get_model("kernel", "SearchDocument")
    units = apps.get_model("people", "OrganizationalUnit")
    into = Into(model=units, documents=documents, register="units", prefix="UNIT", search=("purpose",))
    known = {}
    for person in each_of(apps.get_model("people", "Person")):
        key = (person.organization_id, _plain(person.unit))
        if key[1] and key not in known and person.state != GONE:
            known[key] = add_records(into, person.organization_id, [{"title": person.unit.strip()}], REASON)[0]

    def link(person):
        unit = known.get((person.organization_id, _plain(person.unit)))
        return {"works_in_id": unit.pk, "unit": unit.title} if unit else {}

    change_records(apps.get_model("people", "Person"), "people", link, REASON)


def _plain(word):
    return word.strip().casefold()


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0008_units_and_sites"),
        ("kernel", "0010_folded_search"),
        ("ledger", "0002_append_only"),
    ]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]

"""Targets stand in agreements; what a service said of them in words is kept as what is required of it."""

from django.db import migrations

from tandem.ground.kernel.migrating import Into, add_records, each_of

REASON = "Carried over from the targets in words on the service; promise them in an agreement"
LONGEST_NAME = 200


def carry_over(apps, schema_editor):
    """A requirement of every service that says something of targets, to be agreed and promised to its customers."""
    requirements = Into(
        model=apps.get_model("services", "ServiceRequirement"),
        documents=apps.get_model("kernel", "SearchDocument"),
        register="service-requirements",
        prefix="SREQ",
        search=("description", "criticality_reason", "agreed_with"),
    )
    for service in each_of(apps.get_model("services", "Service")):
        if service.targets.strip():
            add_records(requirements, service.organization_id, [_requirement(service)], REASON)


def _requirement(service):
    return {
        "service": service,
        "owner_id": service.owner_id,
        "title": f"Service level targets of {service.title}"[:LONGEST_NAME],
        "description": service.targets,
        "state": "proposed",
    }


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0004_texts_gone"),
        ("kernel", "0010_folded_search"),
        ("ledger", "0002_append_only"),
    ]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]

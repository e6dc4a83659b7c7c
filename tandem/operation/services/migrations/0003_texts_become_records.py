"""Requirements and other parties of a service become records, and so does what its suppliers contribute."""

from django.db import migrations

from tandem.ground.kernel.migrating import Into, add_records, each_of, search_again

REASON = "Carried over from the text on the service"
LIVE = ("live", "retiring")
WITH_US = ("active", "ending")
LONGEST_NAME = 200


def carry_over(apps, schema_editor):
    """A requirement, the parties that are named, and what each of them contributes, of every service."""
    documents = apps.get_model("kernel", "SearchDocument")

    def into(app, name, register, prefix, search):
        return Into(
            model=apps.get_model(app, name), documents=documents, register=register, prefix=prefix, search=search
        )

    requirements = into(
        "services",
        "ServiceRequirement",
        "service-requirements",
        "SREQ",
        ("description", "criticality_reason", "agreed_with"),
    )
    contributions = into("services", "Contribution", "contributions", "CTB", ("does", "controlled_by"))
    suppliers = into("suppliers", "Supplier", "suppliers", "SUP", ("provides", "contact", "selected_by"))
    for service in each_of(apps.get_model("services", "Service")):
        if service.requirements:
            add_records(requirements, service.organization_id, [_requirement(service)], REASON)
        rows = [_contribution(service, party) for party in _parties(service, suppliers)]
        if rows:
            add_records(contributions, service.organization_id, rows, REASON)
    search_again(into("services", "Service", "services", "SVC", ("description", "outcomes", "users")))


def _requirement(service):
    """As it stood; what a service went live with counts as agreed on that day."""
    is_agreed = service.state in LIVE
    return {
        "service": service,
        "owner_id": service.owner_id,
        "title": f"Requirements of {service.title}"[:LONGEST_NAME],
        "description": service.requirements,
        "agreed_on": service.live_since if is_agreed else None,
        "state": "agreed" if is_agreed else "proposed",
    }


def _parties(service, suppliers):
    """The suppliers entered with the service, and a candidate for every other party that its text names."""
    known = suppliers.model._base_manager.filter(organization_id=service.organization_id)
    parties = list(known.filter(service_id=service.pk).order_by("pk"))
    for name in service.other_parties.split(";"):
        title = name.strip()[:LONGEST_NAME]
        if not title:
            continue
        party = known.filter(title__iexact=title).first()
        if party is None:
            party = add_records(suppliers, service.organization_id, [{"title": title}], REASON)[0]
        if party not in parties:
            parties.append(party)
    return parties


def _contribution(service, party):
    """Of a party that is with us it is current, of every other one planned."""
    return {
        "supplier": party,
        "service": service,
        "subject": "service",
        "owner_id": party.owner_id,
        "title": f"{party.title}: {service.title}"[:LONGEST_NAME],
        "does": party.provides,
        "state": "current" if party.state in WITH_US else "planned",
    }


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0002_requirements_proposals_contributions_offerings"),
        ("kernel", "0010_folded_search"),
        ("ledger", "0002_append_only"),
    ]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]

"""What follows when a wording comes into force, and writing the next one."""

from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.agreements.models import Agreement
from tandem.operation.agreements.targets.models import ServiceTarget
from tandem.operation.agreements.versions.models import AgreementVersion
from tandem.operation.agreements.versions.rules import APPROVAL, remarks


def put_in_force(actor: Actor, version: Any) -> None:
    """The version before is superseded and the agreement is in force; tickets under way keep the version they have."""
    APPROVAL.put_in_force(actor, version, f"By version {version.number}")
    agreement = version.agreement
    values = {"begins_on": agreement.begins_on or version.effective_from}
    if agreement.state == "draft":
        values["state"] = "active"
    writing.follow(actor, declared_for(Agreement), agreement, values, "version approved", f"Version {version.number}")


def draft_next(actor: Actor, version: Any) -> None:
    """Afterwards: a draft that says and promises the same, under the next number and by hours in force."""
    register = declared_for(AgreementVersion)
    kept = ("requirements", "workload", "exclusions", "reporting", "pauses", "is_planned_counted")
    calendars = type(version.calendar).objects
    newest = calendars.filter(title=version.calendar.title, state="approved").first() or version.calendar
    values = {name: getattr(version, name) for name in kept}
    values |= {"agreement": version.agreement, "calendar": newest, "number": next_number(version)}
    draft = writing.create(actor, register, values)
    for target in version.service_targets.order_by("pk"):
        same = {name: getattr(target, name) for name in ("service", "kind", "priority", "minutes", "share")}
        writing.create(actor, declared_for(ServiceTarget), same | {"agreement_version": draft})


def next_number(version: Any) -> str:
    """The whole number after the newest of the agreement, such as 3.0 after 2.4."""
    numbers = type(version).objects.filter(agreement=version.agreement).values_list("number", flat=True)
    heads = [int(number.partition(".")[0]) for number in numbers if number.partition(".")[0].isdigit()]
    return f"{max(heads, default=len(numbers)) + 1}.0"


def look_at_remarks(actor: Actor) -> None:
    """Say anew what to know about every version in force, since contracts below it may have changed."""
    for version in AgreementVersion.objects.filter(state="approved").order_by("pk"):
        words = "\n".join(remarks(version))
        if words != version.remarks:
            writing.follow(actor, declared_for(AgreementVersion), version, {"remarks": words}, "looked at")

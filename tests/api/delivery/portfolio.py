"""Services as they are kept by whoever provides them: requirements, offerings, proposals, and what they stand on."""

from typing import Any

from tandem.proof.conformity.tests.house import prose
from tests.api.delivery.size import Size
from tests.api.year.direction import QUESTIONS
from tests.api.year.office import Office, day, mail

CLASSES = ("service", "platform", "network")


def begin_services(office: Office, size: Size) -> list[Any]:
    """Live services with what is required of them, what we do for them, and how they are offered."""
    office.kept["classes"] = {kind: _class(office, kind) for kind in CLASSES}
    services = [_service(office, f"Service {number}") for number in range(size.services)]
    _weigh_an_idea(office)
    return services


def _service(office: Office, name: str) -> Any:
    words = {part: prose(f"{part} of {name}", 12) for part in ("description", "outcomes")}
    about = {"owner": mail("ben"), "hours": "Always", "users": f"Whoever needs {name}", "is_published": True}
    service = office.add("services", title=name, criticality="high", **about, **words)
    reasons = {"description": prose(f"Needs of {name}", 12), "criticality_reason": prose(f"Without {name}", 8)}
    needs = {"source": "customer", "priority": "must", "criticality": "high", "owner": mail("ben")}
    asked = office.add("service-requirements", service=service, title=f"Needs of {name}", **needs, **reasons)
    office.step("service-requirements", asked, "agree", by="bea", agreed_with="All customers")
    for step in ("design", "transition", "go-live"):
        office.step("services", service, step)
    does = {"does": prose(f"Our part in {name}", 8), "owner": mail("ben")}
    own = office.add("contributions", service=service, title=f"Ourselves: {name}", **does)
    office.step("contributions", own, "begin", by="ben")
    said = {"description": prose(f"What one gets of {name}", 8), "how_to_ask": "In the portal"}
    offering = office.add("service-offerings", service=service, title=f"{name} for everybody", **said)
    office.step("service-offerings", offering, "publish")
    return service


def _weigh_an_idea(office: Office) -> None:
    idea = office.add("service-proposals", title="Letters that are signed", owner=mail("ben"))
    parts = ("description", "resources", "opportunities", "doubles")
    words = {part: prose(f"Signed letters and {part}", 8) for part in parts}
    office.step("service-proposals", idea, "weigh", by="ben", benefit=4, urgency=2, effort=2, **words)
    office.step("service-proposals", idea, "accept", by="bea")


def _class(office: Office, kind: str) -> Any:
    made = office.add("item-classes", title=f"All of {kind}", kind=kind, purpose=prose(f"What counts as {kind}", 8))
    office.step("item-classes", made, "use")
    return made


def fill_inventory(office: Office, size: Size, services: list[Any]) -> list[Any]:
    """An item for each service, and those it stands on."""
    heads = [_item(office, "service", f"{service['title']} itself", service) for service in services]
    below = []
    for number in range(size.items - len(heads)):
        head, service = heads[number % len(heads)], services[number % len(heads)]
        kind = CLASSES[1 + number % 2]
        item = _item(office, kind, f"{kind} {number}", service)
        office.add("item-relations", item=head, kind="depends-on", target=item)
        below.append(item)
    return below


def _item(office: Office, kind: str, title: str, service: Any) -> Any:
    about = {"is_asset": True, "is_ci": True, "owner": mail("ben"), "service": service, "state": "in-use"}
    about |= {"item_class": office.kept["classes"][kind], "description": prose(f"What {title} is", 6)}
    item = office.add("items", title=title, **{key: value for key, value in about.items() if key != "state"})
    return item if item["state"] == "in-use" else office.step("items", item, "use", by="ben")


def alter(office: Office, item: Any, on: int) -> None:
    """An item is moved to another room under a change that names it."""
    texts = {part: prose(f"{part} of the move", 8) for part in ("reason", "test", "announced", "way_back")}
    about = {"kind": "item", "requester": mail("ada"), "owner": mail("ben"), "planned_for": day(on)}
    about |= {"items": [item["reference"]], "service": item["service"]}
    change = office.add("changes", title="To the second room", **about, **texts)
    effects = {name: prose(f"{name} of the move", 8) for name in ("service_effect", "security_effect", "benefit")}
    answers = dict.fromkeys(QUESTIONS, False) | {"service_impact": "minor", "security_impact": "minor"}
    office.step("changes", change, "weigh", by="ben", resources="An hour", **answers, **effects)
    office.step("changes", change, "approve", by="bea")
    office.change("items", item, by="ben", location="Second room", altered_under=change)
    office.step("changes", change, "make", by="ben", outcome=prose("How the move went", 8), is_as_intended=True)
    office.step("changes", change, "close", by="ben")

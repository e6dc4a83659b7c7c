"""Clause 7: people and what they can do, what they are told, what is written down, what is needed."""

from typing import Any

from tandem.proof.conformity.tests.house import prose
from tests.api.year.office import SECURITY, SERVICE, Office, day, mail

STAFF = ("Aila", "Bodil", "Carl", "Dag", "Ebba", "Finn", "Greta", "Hugo")
DOCUMENTS = (
    ("information-security-policy", "policy", ""),
    ("document-control", "procedure", ""),
    ("competence", "procedure", ""),
    ("communication", "procedure", ""),
    ("risk-treatment-plan", "plan", SECURITY),
    ("service-management-policy", "policy", SERVICE),
    ("change-management", "policy", SERVICE),
    ("major-incident", "procedure", SERVICE),
)
POLICIES = ("information-security-policy", "service-management-policy")
TOLD = (
    ("security-policy", "Customers and the public", True, SECURITY),
    ("service-policy", "Customers and their buyers", True, SERVICE),
    ("performance", "Top management", False, ""),
    ("changes", "Everybody who works here", False, ""),
    ("objectives", "Heads of the teams", False, ""),
)
NEEDS = {"human": "", "financial": "", "technical": SERVICE, "information": SERVICE}


def bring_people(office: Office) -> None:
    """Everybody who works here, and where; those who lead sign in and have proven what they can do."""
    firm = office.add("units", title="Hollow Hill", purpose="The whole firm")
    house = office.add("sites", title="House on the hill", address="Hill road 1", protection="Key and alarm")
    signed = {"is_screened": True, "has_signed": True, "began_on": "2022-05-01", "works_in": firm, "works_at": house}
    board = {"engaged_as": "board", "function": "Managing director"}
    office.add("people", title="Bea the director", user=mail("bea"), **signed, **board)
    ben = office.add("people", title="Ben the representative", user=mail("ben"), function="Quality", **signed)
    for name in ("ada", "gro"):
        office.add("people", title=f"{name.title()} of the staff", user=mail(name), function="Management", **signed)
    for name in STAFF:
        office.add("people", title=name, function="Engineer", **signed)
    proven = {"role": "Representative", "held": "yes", "evidence": "Certificate as lead auditor, 2024"}
    office.add("competences", person=ben, title="Auditing", valid_until=day(700), **proven)


def make_aware(office: Office, on: int) -> None:
    """One campaign for everybody; where services are managed, one for those who work on each."""
    message = prose("Phishing and what to do", 10)
    campaign = office.add("awareness-campaigns", title="Phishing", message=message, audience="All", owner=mail("ben"))
    for person in office.every("people", state="active"):
        _took_part(office, campaign, person, on)
    office.step("awareness-campaigns", campaign, "hold", by="ben", held_on=day(on))
    office.step("awareness-campaigns", campaign, "judge", by="ben", effect=prose("Twice as many reports", 8))
    for service in office.every("services", state="live"):
        words = {"message": prose(service["title"], 10), "promises": prose(f"Promised of {service['title']}", 12)}
        about = {"service": service, "audience": "Who works on it", "owner": mail("ben")}
        made = office.add("awareness-campaigns", title=f"What {service['title']} promises", **about, **words)
        _took_part(office, made, office.every("people", state="active")[-1], on)
        office.step("awareness-campaigns", made, "hold", by="ben", held_on=day(on))


def _took_part(office: Office, campaign: Any, person: Any, on: int) -> None:
    office.add(
        "trainings", campaign=campaign, person=person, title=campaign["title"], kind="awareness", done_on=day(on)
    )


def train(office: Office, on: int) -> Any:
    """Ben goes to a course."""
    person = next(person for person in office.every("people") if person["title"] == "Ben the representative")
    return office.add("trainings", person=person, title="Risk workshops", kind="training", done_on=day(on))


def judge_training(office: Office, training: Any, on: int) -> None:
    """Three months later somebody looks whether it helped."""
    office.change("trainings", training, checked_on=day(on), effect="Leads them alone since")


def write_documents(office: Office) -> None:
    """What the standards want written, by Ben and approved by Bea; the policies are read by all who sign in."""
    for topic, kind, standard in DOCUMENTS:
        if not standard or office.works_by(standard):
            _document(office, topic, kind)
    for name in ("The standard itself", "The law on data"):
        about = {"kind": "external", "owner": mail("ben"), "location": f"Shelf of {name}"}
        made = office.add("documents", title=name, **about)
        _version(office, made, "")
        editions = {"external_edition": "2022", "newest_edition": "2022"}
        office.step("documents", made, "look-up", by="ben", **editions)


def _document(office: Office, topic: str, kind: str) -> None:
    title = topic.replace("-", " ").capitalize()
    made = office.add("documents", title=title, kind=kind, topic=topic, owner=mail("ben"), retention_months=36)
    _version(office, made, prose(title, 80))
    if topic in POLICIES:
        for reader in ("ada", "bea", "gro", "ben"):
            asked = office.add("acknowledgements", document=made, owner=mail(reader))
            if asked["state"] != "read":
                office.step("acknowledgements", asked, "confirm", by=reader)


def _version(office: Office, document: Any, text: str) -> None:
    version = office.add("document-versions", by="ben", document=document, number="1.0", text=text)
    office.step("document-versions", version, "submit", by="ben")
    office.step("document-versions", version, "approve", by="bea")


def plan_communication(office: Office, on: int) -> None:
    """What is told to whom each half year."""
    for subject, audience, is_external, standard in TOLD:
        if not standard or office.works_by(standard):
            about = {"subject": subject, "audience": audience, "is_external": is_external, "way": "Page and letter"}
            when = {"every_months": 6, "begins_on": day(on), "owner": mail("ben")}
            office.add("communications", title=prose(f"News of {subject}", 3), **about, **when)


def tell(office: Office, on: int) -> None:
    """Everything that is planned is told once more."""
    for line in office.every("communications", state="current"):
        said = {"message": prose(f"Said of {line['subject']} on {day(on)}", 10), "reached": "All of them"}
        title = f"Letter on {line['subject']}"
        office.add("communication-sendings", by="ben", communication=line, title=title, done_on=day(on), **said)


def decide_on_means(office: Office, on: int) -> list[Any]:
    """Ben asks for what he needs, Bea decides."""
    needs = []
    for kind, standard in NEEDS.items():
        if not standard or office.works_by(standard):
            said = {"purpose": prose(f"Why {kind} is needed", 10), "amount": "One", "needed_by": day(on + 60)}
            need = office.add("resource-needs", by="ben", title=f"Need of {kind}", kind=kind, owner=mail("ben"), **said)
            office.step("resource-needs", need, "grant", by="bea", decision=prose(f"Granted, {kind} lacks", 8))
            needs.append(need)
    return needs


def provide(office: Office, needs: list[Any], on: int) -> None:
    """What was granted is there; one need of the coming year was asked for."""
    for need in needs:
        office.step("resource-needs", need, "provide", by="ben", provided="One of them", provided_on=day(on))


def begin_the_next_year(office: Office, on: int) -> None:
    """A newcomer, a course, and a need that was granted: what has just begun needs nothing more yet."""
    signed = {"is_screened": True, "has_signed": True, "began_on": day(on)}
    person = office.add("people", title="Ida", function="Engineer", **signed)
    if person["state"] == "joining":
        office.step("people", person, "join")
    train(office, on)
    decide_on_means(office, on)

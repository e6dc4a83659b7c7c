"""Brings the demonstration organization to life: every record through the write gate, each on its day.

The data files count days from today, so that the demonstration is never old.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from tandem.direction.risks.threats.models import Threat
from tandem.direction.risks.typical.operations import take_over_threats, take_over_weaknesses
from tandem.direction.risks.weaknesses.models import Weakness
from tandem.faces.cli.demonstration import applicability, incidents, plainly, policies
from tandem.faces.cli.demonstration.story import Entry, Story
from tandem.ground.accounts import operations
from tandem.ground.accounts.models import Organization, User
from tandem.ground.kernel import clock, registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.tenancy import organization_active
from tandem.proof.conformity import snapshots

FOLDER = Path(__file__).parent
DOMAIN = "lindfalk.example"
CIA = {"C": "confidentiality", "I": "integrity", "A": "availability"}


def load() -> Organization:
    """Create the demonstration organization; nothing remains of it when anything fails."""
    told = _read("organization")
    with transaction.atomic():
        start = datetime.now(UTC) - timedelta(days=362)
        with clock.fixed(start):
            organization = operations.found_organization(
                told["slug"], told["name"], time_zone=told["time_zone"], label="Tandem", through="cli"
            )
            organization.headcount = told["headcount"]
            organization.save(update_fields=["headcount"])
        with organization_active(organization.pk):
            people = _people(organization, told["people"], start)
            story = Story(organization, people, {person["key"]: person["role"] for person in told["people"]})
            _management_systems(story, told["management_systems"])
            for tell in (_services, _risks, _documents, _incidents, _actions):
                tell(story)
            for name in ("neighbours", "controls", "vulnerabilities", "losses"):
                for key, entries in _read(name).items():
                    plainly.tell(story, key, entries)
            applicability.tell(story)
            policies.tell(story, _read("policies"))
            story.play()
    _look_back(organization)
    return organization


def _look_back(organization: Organization) -> None:
    """Work out from the ledger how the organization stood in the months before, so that the board shows a trend."""
    today = clock.today(organization.zone)
    for days in (*range(345, 0, -15), 8):
        snapshots.snapshot_of(organization, today - timedelta(days=days))
    snapshots.snapshot(organization)


def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def _people(organization: Organization, told: list[Entry], start: datetime) -> dict[str, User]:
    actor = operations.system_actor(organization.pk, "Tandem", "cli", organization.zone)
    people = {}
    for person in told:
        user = User.objects.filter(email=f"{person['key']}@{DOMAIN}").first()
        people[person["key"]] = user or operations.create_user(f"{person['key']}@{DOMAIN}", person["name"])
        until = clock.today() + timedelta(days=person["until"]) if "until" in person else None
        with clock.fixed(start):
            operations.add_member(actor, people[person["key"]], person["role"], until)
    return people


def _register(key: str) -> Register:
    register = registers.find(key)
    if register is None:
        raise LookupError(f"There is no register “{key}”.")
    return register


def _management_systems(story: Story, told: list[Entry]) -> None:
    register = _register("management-systems")
    for entry in told:
        actor = story.actor(entry["by"])
        values = {name: entry[name] for name in ("title", "standard", "scope", "boundaries", "interfaces")}
        values["owner"] = story.people[entry["owner"]]

        def adopt(actor: Actor = actor, values: Entry = values, entry: Entry = entry) -> None:
            system = writing.create(actor, register, values)
            approve = lambda: writing.transition(actor, register, system.reference, "approve-scope")  # noqa: E731
            with clock.fixed(story.moment(entry["approved"])):
                approve()

        story.at(story.moment(entry["day"], "10:00"), adopt)


def _services(story: Story) -> None:
    register = _register("services")
    plain = (
        "title",
        "kind",
        "description",
        "outcomes",
        "users",
        "requirements",
        "targets",
        "hours",
        "other_parties",
        "criticality",
    )
    for entry in _read("services"):
        owner = story.actor(entry["owner"]) if story.roles[entry["owner"]] != "reader" else story.actor("mira")
        values = {name: entry[name] for name in plain} | {
            "owner": story.people[entry["owner"]],
            "is_published": entry.get("published", True),
        }

        def propose(actor: Actor = owner, values: Entry = values) -> None:
            story.services[values["title"]] = writing.create(actor, register, values).reference

        def step(key: str, entry: Entry = entry, **given: Any) -> None:
            writing.transition(story.actor("mira"), register, story.services[entry["title"]], key, **given)

        story.at(story.moment(entry["day"], "08:00"), propose)
        if "transition" in entry:
            story.at(story.moment(entry["transition"] - 30), lambda step=step: step("design"))
            story.at(story.moment(entry["transition"]), lambda step=step: step("transition"))
        if "live" in entry:
            story.at(story.moment(entry["live"], "08:30"), lambda step=step: step("go-live"))
        if "reviewed" in entry and entry["reviewed"] > entry["live"]:
            story.at(story.moment(entry["reviewed"], "14:00"), lambda step=step: step("review"))
        if "retired" in entry:
            why = "The last customer has moved to mail."
            story.at(story.moment(entry["retired"]), lambda step=step, why=why: step("retire", reason=why))


def _risks(story: Story) -> None:
    told = _read("risks")
    methods, register, acceptances = _register("risk-methods"), _register("risks"), _register("risk-acceptances")
    _method(story, methods, told["method"])
    for entry in told["risks"]:
        identified: dict[str, str] = {}

        def identify(entry: Entry = entry, identified: Entry = identified) -> None:
            identified["reference"] = writing.create(story.actor("amina"), register, _risk(story, entry)).reference
            story.made.setdefault(register.key, {})[entry["title"]] = identified["reference"]

        def treat(entry: Entry = entry, identified: Entry = identified) -> None:
            likelihood, impact = entry["residual"]
            given = {
                "treatment": entry["treatment"],
                "plan": entry["plan"],
                "plan_due": story.day(entry["due"]),
                "residual_likelihood": likelihood,
                "residual_impact": impact,
            }
            writing.transition(story.actor("mira"), register, identified["reference"], "treat", given)

        def accept(entry: Entry = entry, identified: Entry = identified) -> None:
            told = entry["accepted"]
            given = {"risk": identified["reference"], "reason": told["reason"], "until": story.day(told["until"])}
            owner = story.people[entry["owner"]]
            actor = Actor(story.organization.pk, "contributor", owner.name, owner.pk, "page", story.zone)
            writing.create(actor, acceptances, given)

        story.at(story.moment(entry["day"], "10:30"), identify)
        if "treat" in entry:
            story.at(story.moment(entry["treat"], "11:00"), treat)
        if "accepted" in entry:
            story.at(story.moment(entry["accepted"]["day"], "15:00"), accept)


def _method(story: Story, register: Register, entry: Entry) -> None:
    ours = ("day", "by", "approved", "approver")
    values = {name: value for name, value in entry.items() if name not in ours} | {"owner": story.people[entry["by"]]}
    made: dict[str, str] = {}

    def write() -> None:
        made["reference"] = writing.create(story.actor(entry["by"]), register, values).reference
        take_over_threats(story.actor(entry["by"]))
        take_over_weaknesses(story.actor(entry["by"]))

    story.at(story.moment(entry["day"]), write)
    approver = story.actor(entry["approver"])
    approved = story.moment(entry["approved"])
    story.at(approved, lambda: writing.transition(approver, register, made["reference"], "approve"))


def _risk(story: Story, entry: Entry) -> Entry:
    plain = ("title", "domain", "threat", "vulnerability", "asset", "customer_impact", "consequence")
    values = {name: entry[name] for name in plain if name in entry}
    values["controls"] = [f"iso-27001:2022/{ref}" for ref in entry.get("controls", [])]
    values |= {CIA[letter]: True for letter in entry.get("cia", "")}
    if "owner" in entry:
        values["owner"] = story.people[entry["owner"]]
    if "service" in entry:
        values["service"] = story.services[entry["service"]]
    for name, key in (("inherent_", "inherent"), ("", "current"), ("residual_", "residual")):
        if key in entry and not (key == "residual" and "treat" in entry):
            values[f"{name}likelihood"], values[f"{name}impact"] = entry[key]
    if "treat" not in entry:
        values |= {name: entry[name] for name in ("treatment", "plan") if name in entry}
        if "due" in entry:
            values["plan_due"] = story.day(entry["due"])
    if "by" in entry:
        values["impacts"] = [f"{name}: {step}" for name, step in entry["by"].items()]
    for name, key, model in (("typical_threat", "typical", Threat), ("weakness", "weak", Weakness)):
        if key in entry:
            values[name] = model.objects.get(title=entry[key])
    return values | {"existing_controls": entry.get("existing", "")}


def _documents(story: Story) -> None:
    documents, versions = _register("documents"), _register("document-versions")
    for entry in _read("documents"):
        made: dict[str, str] = {}

        def write(entry: Entry = entry, made: Entry = made) -> None:
            plain = ("title", "kind", "topic", "purpose", "classification", "location")
            values = {name: entry[name] for name in plain if name in entry}
            values |= {"owner": story.people[entry["owner"]], "review_months": entry.get("months", 12)}
            values["retention_months"] = entry.get("keep", 36)
            made["document"] = writing.create(story.actor(entry.get("author", "amina")), documents, values).reference
            if entry.get("text"):
                given = {
                    "document": made["document"],
                    "number": "1.0",
                    "text": entry["text"],
                    "changes": "First version.",
                }
                made["version"] = writing.create(story.actor(entry["author"]), versions, given).reference
            if "approver" in entry or entry.get("review"):
                writing.transition(story.actor(entry["author"]), versions, made["version"], "submit")

        def approve(entry: Entry = entry, made: Entry = made) -> None:
            writing.transition(story.actor(entry["approver"]), versions, made["version"], "approve")

        def review(entry: Entry = entry, made: Entry = made) -> None:
            writing.transition(story.actor("mira"), documents, made["document"], "confirm-review")

        story.at(story.moment(entry["day"], "11:00"), write)
        if "approver" in entry:
            story.at(story.moment(entry["day"] + 3, "13:00"), approve)
        for day in entry.get("reviewed", []):
            story.at(story.moment(day, "16:00"), review)


def _incidents(story: Story) -> None:
    incidents.tell(story, _read("incidents"))


def _actions(story: Story) -> None:
    register = _register("actions")
    for entry in _read("actions"):
        made: dict[str, str] = {}
        owner = story.actor(entry["owner"])

        def ask(entry: Entry = entry, made: Entry = made) -> None:
            values = {"title": entry["title"], "details": entry.get("details", ""), "due": story.day(entry["due"])}
            values["owner"] = story.people[entry["owner"]]
            made["reference"] = writing.create(story.actor("mira"), register, values).reference

        def finish(entry: Entry = entry, made: Entry = made, actor: Actor = owner) -> None:
            writing.transition(actor, register, made["reference"], "finish", {"outcome": entry["outcome"]})

        story.at(story.moment(entry["day"], "09:30"), ask)
        if "done" in entry:
            story.at(story.moment(entry["done"], "15:30"), finish)

"""Risks of the demonstration: found, judged, treated, accepted."""

from tandem.direction.risks.acceptances.register import RISK_ACCEPTANCES
from tandem.direction.risks.register import RISKS
from tandem.direction.risks.threats.models import Threat
from tandem.direction.risks.weaknesses.models import Weakness
from tandem.ground.demonstration.story import Entry, Story
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor

CIA = {"C": "confidentiality", "I": "integrity", "A": "availability"}


def tell(story: Story, entries: list[Entry]) -> None:
    """Let every risk be found, treated and accepted."""
    register = RISKS
    for entry in entries:
        identified: dict[str, str] = {}

        def identify(entry: Entry = entry, identified: Entry = identified) -> None:
            hand = story.actor("mira" if entry.get("owner") == "amina" else "amina")  # whoever assesses does not accept
            identified["reference"] = writing.create(hand, register, _risk(story, entry)).reference
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
            hand = story.actor("amina" if entry.get("owner") == "mira" else "mira")
            writing.transition(hand, register, identified["reference"], "treat", given)

        def pursue(entry: Entry = entry, identified: Entry = identified) -> None:
            pursuit = entry["pursue"]
            given = {"plan": pursuit["plan"], "plan_due": story.day(pursuit["due"])}
            writing.transition(story.actor("mira"), register, identified["reference"], "pursue", given)

        def accept(entry: Entry = entry, identified: Entry = identified) -> None:
            acceptance = entry["accepted"]
            given = {
                "risk": identified["reference"],
                "reason": acceptance["reason"],
                "until": story.day(acceptance["until"]),
            }
            owner = story.people[entry["owner"]]
            actor = Actor(story.organization.pk, "contributor", owner.name, owner.pk, "page", story.zone)
            writing.create(actor, RISK_ACCEPTANCES, given)

        def again(entry: Entry = entry, identified: Entry = identified) -> None:
            writing.transition(story.actor("amina"), register, identified["reference"], "assess-again")

        story.at(story.moment(entry["day"], "10:30"), identify)
        if "treat" in entry:
            story.at(story.moment(entry["treat"], "11:00"), treat)
        if "pursue" in entry:
            story.at(story.moment(entry["pursue"]["day"], "11:20"), pursue)
        if "again" in entry:
            story.at(story.moment(entry["again"], "13:30"), again)
        if "accepted" in entry:
            story.at(story.moment(entry["accepted"]["day"], "15:00"), accept)


def _risk(story: Story, entry: Entry) -> Entry:
    plain = (
        "title",
        "domain",
        "threat",
        "vulnerability",
        "asset",
        "customer_impact",
        "consequence",
        "kind",
        "description",
    )
    values = {name: entry[name] for name in plain if name in entry}
    values["controls"] = [f"iso-27001:2022/{ref}" for ref in entry.get("controls", [])]
    values |= {CIA[letter]: True for letter in entry.get("cia", "")}
    if "owner" in entry:
        values["owner"] = story.people[entry["owner"]]
    if "issue" in entry:
        values["issue"] = story.made["context-issues"][entry["issue"]]
    if "service" in entry:
        values["service"] = story.made["services"][entry["service"]]
    for name, key in (("inherent_", "inherent"), ("", "current"), ("residual_", "residual")):
        if key in entry and not (key == "residual" and "treat" in entry):
            values[f"{name}likelihood"], values[f"{name}impact"] = entry[key]
    if "why" in entry:
        values["likelihood_reason"], values["impact_reason"] = entry["why"]
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

"""Incidents of the demonstration: from the report to the lesson, security incidents with evidence and notifications."""

from datetime import datetime, time
from typing import Any

from tandem.direction.controls.models import Control
from tandem.direction.risks.models import Risk
from tandem.direction.risks.register import RISKS
from tandem.ground.demonstration.story import Entry, Story
from tandem.ground.kernel import comments, files, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.models import Action, Comment
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.register import ACTIONS
from tandem.operation.incidents.causes.register import CAUSES
from tandem.operation.incidents.evidence.register import EVIDENCE
from tandem.operation.incidents.evidence.transfers.register import TRANSFERS
from tandem.operation.incidents.majors import demonstration as majors
from tandem.operation.incidents.models import Incident
from tandem.operation.incidents.notifications.models import IncidentNotification
from tandem.operation.incidents.notifications.operations import look_at_due
from tandem.operation.incidents.notifications.register import NOTIFICATIONS
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.incidents.watchers.register import INCIDENT_WATCHERS as WATCHERS

SECURITY_OFFICER = "amina"
DESK_LEAD = "sara"
MANAGER = "mira"
DESCRIBED = ("title", "kind", "source", "method", "kept_at", "sha256")


def tell(story: Story, entries: list[Entry]) -> None:
    """Let every incident happen."""
    for entry in entries:
        _Course(story, entry).plan()
    story.at(story.moment(-1, "17:00"), look_at_due)


class _Course:
    """The course of one incident: who did what how many minutes after it began."""

    def __init__(self, story: Story, entry: Entry) -> None:
        self.story, self.entry = story, entry
        self.leave = entry.get("leave", "closed")
        self.worker = story.actor(entry.get("by", DESK_LEAD))
        is_confidential = entry.get("confidential", False)
        self.desk = self.worker if is_confidential else story.actor(DESK_LEAD)
        self.reference = ""
        self.evidence: dict[str, str] = {}

    def plan(self) -> None:
        """Put what happened into the story."""
        self._after(0, self.report)
        if self.leave == "new":
            return
        self._after(12, self.begin)
        for part in self.entry.get("evidence", ()):
            self._after(part.get("after", 20), lambda part=part: self.keep(part))
            for handed in part.get("handed", ()):
                self._after(handed["after"], lambda part=part, handed=handed: self.hand_over(part, handed))
        for part in self.entry.get("causes", ()):
            self._after(part.get("after", 24), lambda part=part: self.name_cause(part))
            if "done" in part:
                self._after(part["done"] * 24 * 60, lambda part=part: self.see_to(part))
        for part in self.entry.get("told", ()):
            self._after(60 * part["hours"], lambda part=part: self.notify(part))
        if "problem" in self.entry:
            self._after(self.entry.get("problem_after", 1) * 24 * 60, self.name_problem)
        for said in self.entry.get("said", ()):
            self._after(said["after"], lambda said=said: self.say(said))
        if "watched_by" in self.entry:
            self._after(18, self.watch)
        if "late" in self.entry:
            self._after(self.entry["late_after"], self.tell_of_delay)
        if "major_incident" in self.entry:
            majors.plan(self.story, self.entry, lambda: self.reference)
        if "merge" in self.entry:
            self._after(25, self.merge)
        if self.leave == "pending":
            self._after(95, self.wait)
        if "minutes" in self.entry:
            self._after(self.entry["minutes"], self.end)
            if self.leave == "closed":
                days = self.entry.get("closed_after", 3)
                self._after(self.entry["minutes"] + days * 24 * 60, lambda: self._step(self.desk, "close"))

    def _after(self, minutes: int, do: Any) -> None:
        self.story.at(self.story.moment(self.entry["day"], self.entry["at"], minutes), do)

    def _step(self, actor: Actor, key: str, values: Entry | None = None) -> None:
        writing.transition(actor, INCIDENTS, self.reference, key, values or {})

    def report(self) -> None:
        """Write it down as it came in."""
        entry = self.entry
        values = {
            "title": entry["title"],
            "service": self.story.made["services"][entry["service"]] if "service" in entry else "",
            "impact": entry["p"] // 10,
            "urgency": entry["p"] % 10,
            "reported_by": entry["who"],
            "channel": entry.get("channel", "portal"),
            "category": entry.get("code", ""),
            "is_major": entry.get("major", False),
            "is_confidential": entry.get("confidential", False),
            "owner": self.desk.user_id,
        }
        if "as" in entry:
            reported = {"reported_as": entry["as"], "is_service": False, "description": entry["what"], "owner": ""}
            self.desk, values = self.story.actor(entry["by"]), values | reported
        made = self.story.made
        for name, key in (("template", "incident-templates"), ("contact", "customer-contacts"), ("caller", "people")):
            values |= {name: made[key][entry[name]]} if name in entry else {}
        values |= {"parent": made["incidents"][entry["part_of"]]} if "part_of" in entry else {}
        self.reference = writing.create(self.desk, INCIDENTS, values).reference
        made.setdefault("incidents", {})[entry["title"]] = self.reference

    def begin(self) -> None:
        """Somebody takes it; the security officer judges what may be a security incident."""
        entry = self.entry
        self._step(self.desk, "assign", {"group": entry["group"], "assignee": self.story.people[entry["by"]]})
        if "security" in entry:
            judged = {
                "is_security": True,
                "security_reason": entry["security"],
                "security_category": entry["kind"],
                "information_class": entry.get("class", ""),
                "information_concerned": entry.get("information", ""),
                "personal_data": entry.get("personal", "no"),
            }
            self._step(self.story.actor(SECURITY_OFFICER), "assess", judged)
        if self.leave != "assigned":
            self._step(self.worker, "start")

    def say(self, line: Entry) -> None:
        """A reply to the caller, or a note for those inside."""
        is_note = line.get("as") == "note"
        kind, audience = (
            (Comment.Kind.NOTE, Comment.Audience.INTERNAL) if is_note else (Comment.Kind.REPLY, Comment.Audience.PUBLIC)
        )
        actor = self.story.actor(str(line.get("by", self.entry["by"])))
        comments.add(actor, INCIDENTS, self.reference, line["text"], kind=kind, audience=audience)

    def tell_of_delay(self) -> None:
        """The caller hears that it takes longer."""
        self._step(self.desk, "tell-delay", {"delay_message": self.entry["late"]})

    def wait(self) -> None:
        """It waits for somebody, for something, until some day."""
        waits = {"pending_on": self.entry["waits"], "pending_why": self.entry.get("waits_why", "")}
        if "waits_until" in self.entry:
            day = datetime.combine(self.story.day(self.entry["waits_until"]), time(9), self.story.zone)
            waits["pending_until"] = day
        self._step(self.worker, "wait", waits)

    def watch(self) -> None:
        """Somebody wants to know how it goes on."""
        writing.create(self.story.actor(self.entry["watched_by"]), WATCHERS, {"incident": self.reference})

    def merge(self) -> None:
        """It is the same as another one, and goes on there."""
        kept = self.story.made["incidents"][self.entry["merge"]]
        self._step(self.worker, "merge", {"merged_into": kept})

    def keep(self, entry: Entry) -> None:
        """Keep an item of evidence, seal it, hand it over."""
        officer = self.story.actor(SECURITY_OFFICER)
        values = {"incident": self.reference, "owner": officer.user_id}
        values |= {name: entry[name] for name in DESCRIBED if name in entry}
        item = writing.create(officer, EVIDENCE, values)
        if "log" in entry:
            files.attach(officer, EVIDENCE, item.reference, entry["file"], [entry["log"].encode()])
        writing.transition(officer, EVIDENCE, item.reference, "seal")
        self.evidence[entry["title"]] = item.reference

    def name_cause(self, entry: Entry) -> None:
        """Write down which control failed, or which risk came true."""
        values = {"incident": self.reference, "kind": entry["kind"], "explanation": entry.get("why", "")}
        values |= {"requirement": entry["requirement"]} if "requirement" in entry else {}
        if "control" in entry:
            values["control"] = Control.objects.get(title=entry["control"]).reference
        if "risk" in entry:
            values["risk"] = Risk.objects.get(title=entry["risk"]).reference
        entry["cause"] = writing.create(self.story.actor(SECURITY_OFFICER), CAUSES, values).reference

    def name_problem(self) -> None:
        """Say which problem caused it, while or after it is closed."""
        problems: Any = Incident.problem.field.related_model._default_manager
        problem = problems.get(reference=self.story.made["problems"][self.entry["problem"]])
        incident = Incident.objects.get(reference=self.reference)
        writing.follow(as_tandem(self.worker), INCIDENTS, incident, {"problem": problem}, "problem named")

    def see_to(self, entry: Entry) -> None:
        """The control is put right, or the risk is looked at again."""
        manager = self.story.actor(MANAGER)
        if "risk" in entry:
            writing.transition(manager, RISKS, Risk.objects.get(title=entry["risk"]).reference, "assess-again")
            return
        asked = Action.objects.get(source_reference=self.reference, details__contains=f"({entry['cause']})")
        writing.transition(manager, ACTIONS, asked.reference, "finish", {"outcome": entry["outcome"]})

    def hand_over(self, entry: Entry, handed: Entry) -> None:
        """An item goes from one hand to another."""
        values = {"evidence": self.evidence[entry["title"]], "handed_to": handed["to"], "purpose": handed["purpose"]}
        writing.create(self.story.actor(SECURITY_OFFICER), TRANSFERS, values)

    def notify(self, entry: Entry) -> None:
        """Stop the clock that waits for this recipient."""
        waiting = IncidentNotification.objects.waiting().filter(incident__reference=self.reference)
        notification = waiting.get(duty__title=entry["duty"])
        if "waived" in entry:
            manager = self.story.actor(MANAGER)
            writing.transition(manager, NOTIFICATIONS, notification.reference, "waive", reason=entry["waived"])
        else:
            officer = self.story.actor(SECURITY_OFFICER)
            writing.transition(officer, NOTIFICATIONS, notification.reference, "send", {"message": entry["message"]})

    def end(self) -> None:
        """Resolve it; a security incident has evidence by then, or a manager's waiver."""
        entry = self.entry
        learnt: Entry = {name: entry[name] for name in ("lessons", "why_no_article") if name in entry}
        if learnt:
            writing.change(self.worker, INCIDENTS, self.reference, learnt)
        if "waived" in entry:
            self._step(self.story.actor(MANAGER), "waive-evidence", {"evidence_waiver": entry["waived"]})
        if entry.get("channel") != "monitoring" and not entry.get("confidential"):
            self.say({"text": f"It is solved. {entry['end']}", "by": entry["by"]})
        self._step(self.worker, "resolve", {"resolution": entry["end"], "resolution_code": entry["code"]})

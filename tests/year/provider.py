"""A provider at work for a year: tickets, changes, problems, releases and what is looked at together."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from tandem.ground.kernel import clock, registers
from tandem.operation.events.tests.messages import alert, group
from tandem.operation.transitions.rules import DESIGN, PLAN
from tandem.proof.conformity.tests.house import prose
from tests.cast import Cast
from tests.year.calendar import Year
from tests.year.faces import Api, Monitoring, Post

KARI, NILS = "kari@berglund.example", "nils@nordlig.example"
QUESTIONS = (
    "moves_service",
    "changes_agreement",
    "interrupts_users",
    "reaches_information",
    "weakens_control",
    "opens_access",
)
TOPICS = ("Printer jams", "Mail is slow", "Laptop is lost", "Share is full", "Password is forgotten")


@dataclass(frozen=True, slots=True)
class Mix:
    """How much happens in the year."""

    tickets: int
    changes: int
    problems: int
    releases: int


SMALL, FULL = Mix(60, 10, 4, 3), Mix(300, 40, 12, 8)


def model(key: str) -> Any:
    """The records of a register."""
    register = registers.find(key)
    assert register is not None, key
    return register.model.objects


@dataclass
class Provider:
    """Ada and Eve manage, Ben works; Kari and Nils are at customers."""

    home: Cast
    year: Year
    mix: Mix
    api: Api
    post: Post
    alerts: Monitoring
    service: str
    offering: str
    agreed_offering: str
    template: str
    kinds: tuple[str, str]

    def plan(self) -> None:
        """Put everything that begins on the list of the year."""
        for place, day in self._days(self.mix.tickets, 2, 340):
            self.year.at(day, partial(self._ticket, place))
        for place, day in self._days(self.mix.changes, 5, 310):
            self.year.at(day, partial(self._change, place))
        for place, day in self._days(self.mix.problems, 20, 200):
            self.year.at(day, partial(self._problem, place))
        for place, day in self._days(self.mix.releases, 15, 300):
            self.year.at(day, partial(self._release, place))
        for day in (91, 182, 273, 362):
            self.year.at(day, self._search_for_problems)
        for day in (181, 361):
            self.year.at(day, self._look_at_changes)
            self.year.at(day, self._look_at_security)
        self.year.at(30, self._transition)
        self.year.at(60, self._security_incident)
        self.year.at(200, self._known_error)

    @staticmethod
    def _days(many: int, first: int, last: int) -> list[tuple[int, float]]:
        return [(place, first + (last - first) * place / many) for place in range(many)]

    # tickets

    def _ticket(self, place: int) -> None:
        ways = (self._by_mail, self._by_phone, self._asked_for, self._by_alert, self._asked_with_approval)
        ways[place % len(ways)](place)

    def _by_mail(self, place: int) -> None:
        sender = (KARI, NILS)[place % 2]
        text = prose(f"What happened in case {place}", 12)
        outcome = self.post.send(sender, f"{TOPICS[place % len(TOPICS)]} {place}", text)
        assert outcome.state == "taken", outcome
        self.year.later(partial(self._work_on, outcome.ticket), hours=2)
        self.year.later(partial(self._reply, sender, outcome.ticket), hours=5)

    def _reply(self, sender: str, ticket: str) -> None:
        before = model("incidents").count()
        outcome = self.post.send(sender, f"Re: [{ticket}] again", "It is still so.")
        assert (outcome.state, outcome.ticket, model("incidents").count()) == ("joined", ticket, before)

    def _by_phone(self, place: int) -> None:
        about = {"title": f"{TOPICS[place % len(TOPICS)]} {place}", "channel": "phone", "reported_by": "Kari Berg"}
        made = self.api.add("ben", "incidents", **about, service=self.service, category="workplace")
        self.year.later(partial(self._work_on, made), hours=1)

    def _work_on(self, incident: str) -> None:
        self.api.step("ben", "incidents", incident, "start")
        self.api.say("ben", "incidents", incident, prose(f"We look at {incident}", 6))
        self.post.go_out()
        self.year.later(partial(self._resolve, incident), hours=20)

    def _resolve(self, incident: str) -> None:
        done = {"resolution": prose(f"What helped in {incident}", 8), "resolution_code": "Solved"}
        self.api.step("ben", "incidents", incident, "resolve", **done)
        self.year.later(partial(self.api.step, "ben", "incidents", incident, "close"), days=3)

    def _by_alert(self, place: int) -> None:
        host, begun = f"host-{place}", f"{clock.now():%Y-%m-%dT%H:%M:%SZ}"
        self.alerts.post(group(alert(host, start=begun)))
        self.alerts.post(group(alert(host, start=begun)))
        self.year.later(partial(self._opened_by_alert, host), hours=0.1)

    def _opened_by_alert(self, host: str) -> None:
        self.alerts.tick()
        incident = model("incidents").get(title=f"Disk of {host} is full")
        self._work_on(incident.reference)

    def _asked_for(self, place: int) -> None:
        wanted = {"title": f"Mailbox {place}", "description": prose(f"Why mailbox {place} is needed", 8)}
        made = self.api.add("ben", "service-requests", offering=self.offering, **wanted)
        self.year.later(partial(self._fulfil, made), days=1)

    def _asked_with_approval(self, place: int) -> None:
        wanted = {"title": f"Laptop {place}", "description": prose(f"Why laptop {place} is needed", 8)}
        made = self.api.add("ben", "service-requests", offering=self.agreed_offering, **wanted)
        self._agree_by_mail(made)
        self.year.later(partial(self._fulfil, made), days=2)

    def _agree_by_mail(self, ticket: str) -> None:
        self.post.go_out()
        question = self.post.question(ticket)
        outcome = self.post.send("eve@example.org", "Re: agreed", "Agree\nGo on", question.message_id)
        assert (outcome.reason, outcome.ticket) == ("Agreed by mail.", ticket)

    def _fulfil(self, request: str) -> None:
        done = {"done": prose(f"What was done for {request}", 6), "outcome": "fulfilled"}
        self.api.step("ben", "service-requests", request, "fulfil", **done)
        self.year.later(partial(self.api.step, "ben", "service-requests", request, "close", rating=5), days=1)

    def _security_incident(self) -> None:
        about = {"title": "A laptop was left in a train", "reported_as": "event", "reported_by": "Nils"}
        made = self.api.add("ben", "incidents", **about, service=self.service)
        seen = {"security_reason": prose("Why it is one", 8), "is_security": True, "security_category": "loss"}
        self.api.step("ben", "incidents", made, "assess", **seen, personal_data="no")

    # changes

    def _change(self, place: int) -> None:
        if place == 1:
            return self._emergency()
        if place % 4 == 0:
            return self._standard(place)
        return self._normal(place)

    def _normal(self, place: int) -> None:
        day = (clock.now() + timedelta(days=9)).date()
        said = {name: prose(f"Change {place} and its {name}", 8) for name in ("reason", "description")}
        kind = {"kind": "process"} if place % 5 == 2 else {"kind": "service", "service": self.service}
        made = self._asked("changes", title=f"Change {place}", planned_for=str(day), **said, **kind)
        self.year.later(partial(self._weigh, made), days=1)

    def _asked(self, key: str, **values: Any) -> str:
        return self.api.add("ben", key, owner="ben@example.org", **values)

    def _weigh(self, change: str) -> None:
        said = {name: prose(f"{change} and its {name}", 8) for name in ("service_effect", "security_effect", "benefit")}
        weight = {"service_impact": "minor", "security_impact": "none", "resources": "Two days"}
        self.api.step("ben", "changes", change, "weigh", **said, **weight, **dict.fromkeys(QUESTIONS, False))
        if int(change[-1]) % 2:
            self._agree_by_mail(change)
        else:
            approval = model("change-approvals").get(change__reference=change, state="asked")
            self.api.step("eve", "change-approvals", approval.reference, "agree")
        self.year.later(partial(self._make, change), days=8)

    def _make(self, change: str, *, is_standard: bool = False) -> None:
        names = ("outcome",) if is_standard else ("test", "announced", "way_back", "outcome")
        said = {name: prose(f"{change} and its {name}", 8) for name in names}
        self.api.step("ben", "changes", change, "make", **said, is_as_intended=True)
        self.year.later(partial(self.api.step, "ben", "changes", change, "close"), days=5)

    def _standard(self, place: int) -> None:
        day = (clock.now() + timedelta(days=3)).date()
        about = {"title": f"Certificate {place}", "template": self.template, "service": self.service}
        made = self._asked("changes", **about, reason=prose(f"Why certificate {place}", 8))
        self.api.step("ben", "changes", made, "plan", planned_for=str(day))
        self.year.later(partial(self._make, made, is_standard=True), days=3)

    def _emergency(self) -> None:
        about = {"title": "Leak in the door", "category": "emergency", "kind": "service", "service": self.service}
        made = self._asked("changes", **about, reason=prose("Why it could not wait", 8))
        said = {name: prose(f"Leak and its {name}", 8) for name in ("service_effect", "security_effect", "outcome")}
        weight = {"service_impact": "minor", "security_impact": "minor", "is_as_intended": True}
        self.api.step("ben", "changes", made, "note", **said, **weight, reason_for_change="Somebody was already inside")
        self.year.later(partial(self._decide_afterwards, made), days=2)

    def _decide_afterwards(self, change: str) -> None:
        self.api.step("eve", "changes", change, "approve-afterwards", reason_for_change="It was right")
        self.api.step("eve", "changes", change, "review", review=prose("What the leak taught", 10))
        self.api.step("ben", "changes", change, "close")

    # problems and knowledge

    def _problem(self, place: int) -> None:
        about = {"title": f"Cause {place}", "category": "workplace", "service": self.service, "source": "review"}
        said = {"symptoms": prose(f"How cause {place} shows", 8), "assignee": "ben@example.org"}
        made = self._asked("problems", **about, **said)
        self.api.step("ben", "problems", made, "analyse")
        known = {"cause": prose(f"What cause {place} is", 8), "workaround": prose(f"The way round {place}", 8)}
        self.api.step("ben", "problems", made, "know", **known)
        solution = {"solution": prose(f"What removed cause {place}", 8)}
        self.year.later(partial(self.api.step, "ben", "problems", made, "resolve", **solution), days=20)
        self.year.later(partial(self._judge, made), days=60)

    def _judge(self, problem: str) -> None:
        effect = {"effect": prose(f"What became of {problem}", 8), "has_held": True}
        self.api.step("ada", "problems", problem, "judge-effect", **effect)
        self.api.step("ben", "problems", problem, "write-article")
        article = model("problems").get(reference=problem).article.reference
        self.api.step("ben", "articles", article, "submit", draft=prose(f"What {problem} taught", 30))
        self.api.step("eve", "articles", article, "approve")
        self.api.step("ben", "problems", problem, "close")
        used = {"article": article, "used_for": f"A call about {problem}", "has_helped": True}
        self.year.later(partial(self.api.add, "ada", "article-uses", **used), days=10)

    def _known_error(self) -> None:
        about = {"title": "Sign-in is slow on Mondays", "category": "sign-in", "assignee": "ben@example.org"}
        made = self._asked("problems", **about, service=self.service)
        self.api.step("ben", "problems", made, "analyse")
        known = {"cause": prose("Why Mondays are slow", 8), "workaround": prose("Sign in once more", 8)}
        self.api.step("ben", "problems", made, "know", **known)

    def _search_for_problems(self) -> None:
        begins, ends = self._days_back(91)
        review = self._asked("problem-reviews", title="A quarter", begins=begins, ends=ends)
        for proposal in list(model("problem-proposals").filter(review__reference=review, state="open")):
            reason = "One cause of it is looked into already"
            self.api.step("ben", "problem-proposals", proposal.reference, "leave", reason_for_change=reason)
        said = {name: prose(f"{review} and its {name}", 12) for name in ("conclusion", "effects")}
        self.api.step("ben", "problem-reviews", review, "finish", **said)

    def _look_at_changes(self) -> None:
        begins, ends = self._days_back(181)
        review = self._asked("change-reviews", title="Half a year", begins=begins, ends=ends)
        self.api.step(
            "ben", "change-reviews", review, "finish", conclusion=prose(f"What changes had in common in {review}", 12)
        )

    def _look_at_security(self) -> None:
        begins, ends = self._days_back(181)
        made = self._asked("security-analyses", title="Half a year", begins=begins, ends=ends)
        said = {name: prose(f"{made} and its {name}", 15) for name in ("findings", "better")}
        self.api.step("ben", "security-analyses", made, "finish", **said)

    @staticmethod
    def _days_back(days: int) -> tuple[str, str]:
        today = clock.now().date()
        return str(today - timedelta(days=days)), str(today)

    # releases and services

    def _release(self, place: int) -> None:
        names = ("contents", "other_changes", "communication")
        said = {name: prose(f"Release {place} and its {name}", 8) for name in names}
        about = {"title": f"Release {place}", "type": self.kinds[place % 2], "service": self.service}
        made = self._asked("releases", **about, **said)
        self.api.step("ben", "releases", made, "build")
        self.api.step("ben", "releases", made, "test", criteria=prose(f"When release {place} is accepted", 8))
        self.api.step("eve", "releases", made, "approve", test_result=prose(f"How tests of {place} went", 8))
        kept = {"baseline": prose(f"What stood before {place}", 8), "way_back": prose(f"Back from {place}", 8)}
        self.year.later(partial(self.api.step, "ben", "releases", made, "deploy", **kept), days=3)
        self.year.later(partial(self._look_at_release, made), days=18)

    def _look_at_release(self, release: str) -> None:
        seen = {"success": "success", "analysis": prose(f"How {release} went out", 8)}
        self.api.step("ben", "releases", release, "review", **seen)
        self.api.step("ben", "releases", release, "close")

    def _transition(self) -> None:
        plan = {name: prose(f"Plan and its {name}", 10) for name in (*PLAN, *DESIGN)}
        made = self._asked(
            "service-transitions", title="Larger mailboxes", kind="changed", service=self.service, **plan
        )
        self.api.step("eve", "service-transitions", made, "approve-plan")
        self.year.later(partial(self._design, made), days=20)

    def _design(self, transition: str) -> None:
        self.api.step("eve", "service-transitions", transition, "approve-design")
        wanted = {"transition": transition, "title": "A mailbox holds ten times as much"}
        criterion = self.api.add("ben", "acceptance-criteria", **wanted)
        self.api.step("ben", "acceptance-criteria", criterion, "meet", evidence=prose("Filled to the brim", 8))
        go = {"decision": "go", "decision_reason": prose("Why it may go live", 8)}
        self.api.step("eve", "service-transitions", transition, "decide", **go)
        self.api.step("ben", "service-transitions", transition, "deploy")
        came = {"result": prose("What larger mailboxes brought", 10), "reported_to": "The management"}
        report = partial(self.api.step, "ben", "service-transitions", transition, "report", **came)
        self.year.later(report, days=40)

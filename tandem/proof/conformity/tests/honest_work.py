"""What is kept of daily work where services are run well: requests, problems, knowledge, releases and transitions."""

from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

from tandem.ground.kernel import clock, comments, writing
from tandem.ground.kernel.models import Comment
from tandem.operation.transitions.rules import DESIGN, PLAN
from tandem.proof.conformity.tests.conftest import NOW
from tandem.proof.conformity.tests.house import House, day, prose, register_of


def work(house: House) -> None:
    """Ben works and owns, Ada looks after it, Bea approves; each thing on the day it happened."""
    service = register_of("services").model.objects.order_by("pk").first()
    article = _knowledge(house, service)
    _requests(house, service)
    problem = _problem(house, service, article)
    _known_error(house, service)
    _review(house)
    _major(house, service)
    _analysis(house)
    _releases(house, service, problem)
    _transition(house, service)


def _ago(days: int) -> AbstractContextManager[None]:
    """As it was that many days ago."""
    return clock.fixed(NOW - timedelta(days=days))


def _knowledge(house: House, service: Any) -> Any:
    """An article by Ben that Bea approved and Ada used."""
    with _ago(90):
        text = prose("How a full mailbox is emptied", 40)
        article = house.add("articles", by=house.ben, title="Full mailboxes", service=service, draft=text)
        house.step("articles", article, "submit", house.ben)
        house.step("articles", article, "approve", house.bea)
    with _ago(30):
        house.add("article-uses", article=article, used_for="A call of the shops", has_helped=True)
    return article


def _requests(house: House, service: Any) -> None:
    """Something that is offered, asked for, fulfilled and closed."""
    with _ago(100):
        said: dict[str, Any] = {"description": prose("What a mailbox comes with", 12)}
        said |= {"instructions": prose("How one is set up", 20)}
        offering = house.add("request-offerings", title="A mailbox", service=service, owner=house.ben, **said)
        house.step("request-offerings", offering, "offer", house.ada)
    with _ago(20):
        wanted = {"title": "A mailbox for the new clerk", "offering": offering}
        asked = house.add("service-requests", description=prose("Why the clerk needs one", 8), **wanted)
    with _ago(18):
        done = {"done": prose("Set up and handed over", 6), "outcome": "fulfilled"}
        house.step("service-requests", asked, "fulfil", house.ben, **done)
    with _ago(17):
        house.step("service-requests", asked, "close", house.ada, rating=5)


def _problem(house: House, service: Any, article: Any) -> Any:
    """A problem of Ben's, solved four months ago; Bea judged its effect two months later."""
    with _ago(150):
        about = {"service": service, "category": "storage", "owner": house.ben, "source": "review"}
        symptoms = prose("How full mailboxes show", 8)
        problem = house.add("problems", title="Mailboxes fill up", symptoms=symptoms, assignee=house.ben, **about)
        house.step("problems", problem, "analyse", house.ben)
        known = {"cause": prose("Why mailboxes fill up", 8), "workaround": prose("Empty the bin", 8)}
        house.step("problems", problem, "know", house.ben, **known)
    with _ago(120):
        house.step("problems", problem, "resolve", house.ben, solution=prose("Bins empty themselves", 8))
    with _ago(60):
        effect = {"effect": prose("No calls since", 8), "has_held": True}
        house.step("problems", problem, "judge-effect", house.bea, **effect)
        writing.change(house.actor(house.ben), register_of("problems"), problem.reference, {"article": article})
        house.step("problems", problem, "close", house.ben)
    return problem


def _known_error(house: House, service: Any) -> None:
    """A problem whose cause is known and not removed yet."""
    with _ago(40):
        about = {"service": service, "category": "sign-in", "owner": house.ben}
        problem = house.add("problems", title="Sign-in is slow on Mondays", assignee=house.ben, **about)
        house.step("problems", problem, "analyse", house.ben)
        known = {"cause": prose("Why Mondays are slow", 8), "workaround": prose("Sign in once more", 8)}
        house.step("problems", problem, "know", house.ben, **known)


def _review(house: House) -> None:
    """The incidents of the past quarter up to this day, and what solutions achieved."""
    said = {"conclusion": prose("What comes back", 12), "effects": prose("What solutions achieved", 12)}
    review = house.add("problem-reviews", title="The past quarter", begins=day(92), ends=day(0), owner=house.ben)
    house.step("problem-reviews", review, "finish", house.ben, **said)


def _major(house: House, service: Any) -> None:
    """A major incident that Ben led: its caller and top management heard of it, and it was reviewed."""
    with _ago(70):
        about = {"service": service, "category": "mail", "owner": house.ben, "assignee": house.ben}
        incident = house.add("incidents", title="Mail stood still", is_major=True, reported_by="Kari Berg", **about)
        major = register_of("major-incidents").model.objects.get(incident=incident)
        details = {"why": prose("Why it is major", 6), "effect": prose("Who is hit", 6), "communicator": house.ada}
        writing.change(house.actor(house.ben), register_of("major-incidents"), major.reference, details)
        house.step("major-incidents", major, "tell-management", house.ben, management_told="Managing director")
        _reply(house, incident)
        house.step("incidents", incident, "start", house.ben)
        house.step("incidents", incident, "resolve", house.ben, resolution=prose("Mail runs again", 10))
    with _ago(66):
        lessons = {"lessons": prose("What mail taught", 10), "why_no_article": "The procedure says it now"}
        writing.change(house.actor(house.ben), register_of("incidents"), incident.reference, lessons)
        review = {name: prose(f"Mail and its {name}", 10) for name in ("review", "better")}
        house.step("major-incidents", major, "review", house.ben, took_part="Ada and Ben", **review)
        house.step("incidents", incident, "close", house.ben)


def _reply(house: House, incident: Any) -> None:
    comments.add(
        house.actor(house.ben),
        register_of("incidents"),
        incident.reference,
        prose("We look at the mail", 6),
        kind=Comment.Kind.REPLY,
        audience=Comment.Audience.PUBLIC,
    )


def _analysis(house: House) -> None:
    """What the security incidents of the past half year show."""
    said = {"findings": prose("What the incidents show", 15), "better": prose("What could be better", 10)}
    about = {"title": "The past half year", "begins": day(182), "ends": day(0), "owner": house.ben}
    analysis = house.add("security-analyses", **about)
    house.step("security-analyses", analysis, "finish", house.ben, **said)


def _releases(house: House, service: Any, problem: Any) -> None:
    """Kinds of releases, and one that went out two months ago and was looked at."""
    kinds = []
    for title, is_emergency in (("Monthly", False), ("Emergency", True)):
        with _ago(200):
            said: dict[str, Any] = {
                "frequency": "As it is named",
                "handling": prose(f"How {title} releases are handled", 20),
            }
            kind = house.add("release-types", title=title, is_emergency=is_emergency, owner=house.ben, **said)
            kinds.append(house.step("release-types", kind, "use", house.ada))
    with _ago(64):
        about = {"type": kinds[0], "service": service, "owner": house.ben, "known_errors": [problem.reference]}
        said = {name: prose(f"Release and its {name}", 8) for name in ("contents", "other_changes", "communication")}
        release = house.add("releases", by=house.ben, title="Mail in spring", planned_for=day(60), **about, **said)
        house.step("releases", release, "build", house.ben)
        house.step("releases", release, "test", house.ben, criteria=prose("When it is accepted", 8))
        house.step("releases", release, "approve", house.bea, test_result=prose("How the tests went", 8))
    with _ago(60):
        kept = {"baseline": prose("What stood before", 8), "way_back": prose("How it is undone", 8)}
        house.step("releases", release, "deploy", house.ben, **kept)
    with _ago(45):
        seen = {"success": "success", "analysis": prose("How it went out", 8)}
        house.step("releases", release, "review", house.ben, **seen)
        house.step("releases", release, "close", house.ben)


def _transition(house: House, service: Any) -> None:
    """A changed service: planned, designed, accepted against a criterion, deployed, and reported on."""
    with _ago(150):
        plan = {name: prose(f"Plan and its {name}", 10) for name in (*PLAN, *DESIGN)}
        about = {"kind": "changed", "service": service, "owner": house.ben, "planned_for": day(80)}
        moved = house.add("service-transitions", by=house.ben, title="Larger mailboxes", **about, **plan)
        house.step("service-transitions", moved, "approve-plan", house.bea)
    with _ago(120):
        house.step("service-transitions", moved, "approve-design", house.bea)
        wanted = {"transition": moved, "title": "A mailbox holds ten times as much"}
        criterion = house.add("acceptance-criteria", by=house.ben, **wanted)
    with _ago(85):
        house.step("acceptance-criteria", criterion, "meet", house.ben, evidence=prose("Filled to the brim", 8))
        go = {"decision": "go", "decision_reason": prose("Why it may go live", 8)}
        house.step("service-transitions", moved, "decide", house.bea, **go)
    with _ago(80):
        house.step("service-transitions", moved, "deploy", house.ben)
    with _ago(50):
        came = {"result": prose("What larger mailboxes brought", 10), "reported_to": "The shops and the management"}
        house.step("service-transitions", moved, "report", house.ben, **came)

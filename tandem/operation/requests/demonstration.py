"""Requests of the demonstration: asked for, decided, done task by task, closed by whoever asked."""

from tandem.ground.demonstration.story import Entry, Story
from tandem.ground.kernel import writing
from tandem.operation.requests.approvals.models import RequestApproval
from tandem.operation.requests.approvals.register import REQUEST_APPROVALS
from tandem.operation.requests.models import ServiceRequest
from tandem.operation.requests.register import SERVICE_REQUESTS
from tandem.operation.requests.tasks.models import RequestTask
from tandem.operation.requests.tasks.register import REQUEST_TASKS

ASKED = ("title", "answers", "description")


def tell(story: Story, entries: list[Entry]) -> None:
    """Let every request happen."""
    for entry in entries:
        _Course(story, entry).plan()


class _Course:
    """The course of one request."""

    def __init__(self, story: Story, entry: Entry) -> None:
        self.story, self.entry = story, entry
        self.reference = ""

    def plan(self) -> None:
        """Put what happened into the story."""
        day, entry = self.entry["day"], self.entry
        self.story.at(self.story.moment(day, "09:20"), self.ask)
        if "agreed" in entry or "rejected" in entry:
            self.story.at(self.story.moment(day, "13:00"), self.decide)
        if "worker" in entry:
            self.story.at(self.story.moment(day + 1, "10:00"), self.fulfil)
            self.story.at(self.story.moment(day + 2, "09:00"), self.close)

    def ask(self) -> None:
        """Somebody asks."""
        entry, made = self.entry, self.story.made
        values: Entry = {name: entry[name] for name in ASKED if name in entry}
        if "offering" in entry:
            values["offering"] = made["request-offerings"][entry["offering"]]
        if "person" in entry:
            values["requested_for"] = made["people"][entry["person"]]
        self.reference = writing.create(self.story.actor(entry["by"]), SERVICE_REQUESTS, values).reference

    def requests(self) -> list[ServiceRequest]:
        """The request and its parts, the parts first."""
        whole = ServiceRequest.objects.get(reference=self.reference)
        return [*ServiceRequest.objects.filter(parent=whole).order_by("pk"), whole]

    def decide(self) -> None:
        """Those who were asked agree or reject."""
        entry = self.entry
        key, decider = ("agree", entry["agreed"]) if "agreed" in entry else ("reject", entry["rejected"])
        for approval in RequestApproval.objects.filter(request__in=self.requests(), state="asked").order_by("pk"):
            comment = {"comment": entry["word"]} if "word" in entry else {}
            writing.transition(self.story.actor(decider), REQUEST_APPROVALS, approval.reference, key, comment)

    def fulfil(self) -> None:
        """The tasks are done in their order, then the request is finished."""
        worker = self.story.actor(self.entry["worker"])
        for request in self.requests():
            writing.transition(worker, SERVICE_REQUESTS, request.reference, "assign", {"assignee": worker.user_id})
            while task := RequestTask.objects.filter(request=request, state="open").order_by("pk").first():
                writing.transition(worker, REQUEST_TASKS, task.reference, "finish")
            ended = {"done": self.entry["done"], "outcome": "fulfilled"}
            writing.transition(worker, SERVICE_REQUESTS, request.reference, "fulfil", ended)

    def close(self) -> None:
        """Whoever asked says that it is there."""
        rating = {"rating": self.entry["rating"]} if "rating" in self.entry else {}
        for request in self.requests():
            asker = self.story.actor(self.entry["by"])
            writing.transition(asker, SERVICE_REQUESTS, request.reference, "close", rating)

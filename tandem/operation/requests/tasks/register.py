"""Tasks of requests, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
    Example,
    Exchange,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.requests.tasks import operations, rules
from tandem.operation.requests.tasks.models import TASK_STATES, RequestTask

REQUEST_TASKS = declare(
    Register(
        key="request-tasks",
        model=RequestTask,
        prefix="RQT",
        title=_("Tasks of requests"),
        singular=_("Task of a request"),
        about=_("What is done to fulfil a request, in its order."),
        icon="square-check-big",
        place=Place(home="desk", parent="request"),
        listing=Listing(columns=("position", "title", "state", "group", "assignee", "due", "done_on")),
        form=Form(
            sections=(
                Section(_("The task"), ("request", "title", "position", "instructions", "group", "assignee", "due")),
            ),
            facts=("outcome", "done_on", "done_by"),
        ),
        waiting=(Waiting(what=_("Do the task"), person="assignee", date="due", states=("open",)),),
        workflow=Workflow(
            states=TASK_STATES,
            transitions=(
                Transition(
                    key="finish",
                    label=_("Finished"),
                    sources=("open",),
                    target="done",
                    fields=("outcome",),
                    effect=rules.finish,
                    afterwards=operations.go_on,
                ),
                Transition(
                    key="skip",
                    label=_("Leave out"),
                    sources=("open", "waiting"),
                    target="skipped",
                    needs_reason=True,
                    afterwards=operations.go_on,
                ),
            ),
        ),
        exchange=Exchange(importable=("state",), begins=("waiting",)),
        rules=Rules(validate=rules.check, locked=rules.locked),
        example=Example({"title": "Order the device"}),
    )
)

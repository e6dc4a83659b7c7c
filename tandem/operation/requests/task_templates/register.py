"""Tasks of offerings, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
    Example,
    Exchange,
    Form,
    Listing,
    Place,
    Register,
    Section,
    declare,
)
from tandem.operation.requests.task_templates.models import TaskTemplate

TASK_TEMPLATES = declare(
    Register(
        key="request-task-templates",
        model=TaskTemplate,
        prefix="RQM",
        title=_("Tasks of an offering"),
        singular=_("Task of an offering"),
        about=_("What is done to fulfil something; tasks of one position are done side by side."),
        icon="list-ordered",
        place=Place(home="desk", parent="offering"),
        listing=Listing(columns=("position", "title", "group", "assignee", "days")),
        form=Form(
            sections=(
                Section(_("The task"), ("offering", "title", "position", "instructions", "group", "assignee", "days")),
            ),
        ),
        exchange=Exchange(is_baseline=True),
        example=Example({"title": "Order the device"}),
    )
)

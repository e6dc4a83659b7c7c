"""Status pages, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Form,
    Listing,
    PageLink,
    Place,
    Register,
    Rules,
    Section,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.status.pages import rules
from tandem.operation.status.pages.models import PAGE_STATES, StatusPage

STATUS_PAGES = declare(
    Register(
        key="status-pages",
        model=StatusPage,
        prefix="STP",
        title=_("Status pages"),
        singular=_("Status page"),
        about=_("Which services are shown to everybody or to one customer, and whether that page is on."),
        icon="monitor-check",
        place=Place(
            home="desk",
            under="status-updates",
            is_set_up=True,
            pages=(PageLink(_("As it is seen"), "status-page-seen", "eye", of_record=True),),
        ),
        listing=Listing(
            columns=("reference", "title", "customer", "services", "state"),
            empty=_("No page is on: nobody outside sees how services stand."),
        ),
        form=Form(
            sections=(
                Section(
                    _("What it shows"),
                    ("title", "customer", "services", "about", "owner"),
                    _("Without a customer it is the public page. It shows these services and what was released."),
                ),
            ),
        ),
        workflow=Workflow(
            states=PAGE_STATES,
            transitions=(
                Transition(
                    key="open",
                    label=_("Switch on"),
                    sources=("closed",),
                    target="open",
                    roles=MANAGERS,
                    by_owner=False,
                    fields=("services",),
                    guard=rules.shows_something,
                ),
                Transition(
                    key="close",
                    label=_("Switch off"),
                    sources=("open",),
                    target="closed",
                    roles=MANAGERS,
                    by_owner=False,
                ),
            ),
        ),
        access=Access(create=MANAGERS, edit=MANAGERS),
        rules=Rules(validate=rules.check),
        example=Example({"title": "How our services stand"}),
    )
)

"""Pipelines, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Exchange,
    Form,
    Listing,
    PageLink,
    Place,
    Register,
    Section,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.releases.pipelines.models import PIPELINE_STATES, Pipeline

PIPELINES = declare(
    Register(
        key="release-pipelines",
        model=Pipeline,
        prefix="PIPE",
        title=_("Pipelines"),
        singular=_("Pipeline"),
        about=_("Systems that build, try and deploy releases, and report so by signed messages."),
        icon="git-branch",
        place=Place(
            home="changes",
            under="releases",
            is_set_up=True,
            pages=(PageLink(_("Address and secret"), "pipeline-secret", "key-round", of_record=True, roles=MANAGERS),),
        ),
        listing=Listing(
            columns=("reference", "title", "service", "state", "secret_since", "owner"),
            empty=_("Add each pipeline that is to report on releases; it gets an address and a secret."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The pipeline"),
                    ("title", "service", "owner"),
                    _("With a service, it reports on releases of that service only."),
                ),
            ),
            facts=("secret_since", "former_until"),
        ),
        workflow=Workflow(
            states=PIPELINE_STATES,
            transitions=(
                Transition(
                    key="stop",
                    label=_("Stop"),
                    sources=("in-use",),
                    target="stopped",
                    roles=MANAGERS,
                    by_owner=False,
                    needs_reason=True,
                ),
                Transition(
                    key="use",
                    label=_("Use again"),
                    sources=("stopped",),
                    target="in-use",
                    roles=MANAGERS,
                    by_owner=False,
                ),
            ),
        ),
        exchange=Exchange(natural_key="title"),
        access=Access(create=MANAGERS, edit=MANAGERS),
        example=Example({"title": "Build of the shop"}),
    )
)

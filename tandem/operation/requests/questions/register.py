"""Questions of offerings, declared."""

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
    declare,
)
from tandem.operation.requests.questions import rules
from tandem.operation.requests.questions.models import RequestQuestion

REQUEST_QUESTIONS = declare(
    Register(
        key="request-questions",
        model=RequestQuestion,
        prefix="RQQ",
        title=_("Questions asked with a request"),
        singular=_("Question asked with a request"),
        about=_("What has to be known before something can be fulfilled."),
        icon="message-circle-question-mark",
        place=Place(home="desk", parent="offering"),
        listing=Listing(columns=("position", "title", "kind", "is_required", "only_if", "only_answers", "choices")),
        form=Form(
            sections=(
                Section(
                    _("What is asked"),
                    (
                        "offering",
                        "title",
                        "position",
                        "kind",
                        "choices",
                        "is_required",
                        "only_if",
                        "only_answers",
                    ),
                ),
            ),
            only_for={"choices": ("kind", ("choice",))},
        ),
        exchange=Exchange(is_baseline=True),
        rules=Rules(validate=rules.check),
        example=Example({"title": "Size of the screen", "kind": "choice", "choices": ["13", "15"]}),
    )
)

"""Questions of short tests, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
    Access,
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
from tandem.support.people.campaigns.questions import rules
from tandem.support.people.campaigns.questions.models import TestQuestion
from tandem.support.people.campaigns.rules import known_to

TEST_QUESTIONS = declare(
    Register(
        key="test-questions",
        model=TestQuestion,
        prefix="AWQ",
        title=_("Test questions"),
        singular=_("Test question"),
        about=_("The short test at the end of an awareness campaign: questions, answers, the right one and why."),
        icon="message-circle-question-mark",
        place=Place(home="organization", parent="campaign"),
        listing=Listing(
            columns=("reference", "position", "title"),
            search=("why",),
            empty=_("Three to five questions are enough: what would go wrong if somebody got them wrong?"),
        ),
        form=Form(
            sections=(
                Section(_("The question"), ("campaign", "position", "title")),
                Section(_("The answers"), ("options", "right", "why"), _("One a line; people see why afterwards.")),
            ),
        ),
        exchange=Exchange(
            natural_key="title",
            synonyms={
                "title": ("question",),
                "options": ("answers", "choices"),
                "right": ("correct answer", "solution"),
            },
        ),
        access=Access(seen_by=known_to),
        patterns=(rules.AsAsked(),),
        rules=Rules(derive=rules.derive_question, validate=rules.check_question, locked=rules.question_locked),
        example=Example(
            {"title": "Whom do you tell?", "options": ["The service desk", "Nobody"], "right": "The service desk"}
        ),
    )
)

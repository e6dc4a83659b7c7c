"""Entries of statements, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.controls.statements import operations, rules
from tandem.direction.controls.statements.entries.models import StatementEntry
from tandem.ground.kernel.registers import Example, Exchange, Form, Listing, Place, Register, Rules, Section, declare

STATEMENT_ENTRIES = declare(
    Register(
        key="statement-entries",
        model=StatementEntry,
        prefix="SOAE",
        title=_("Decisions on controls"),
        singular=_("Decision on a control"),
        about=_("Whether one control applies, why, and how far it is implemented."),
        icon="check-check",
        place=Place(
            home="risks",
            parent="statement",
        ),
        listing=Listing(
            columns=("reference", "statement", "ref", "title", "decision", "progress"),
            filters=(
                "ref",
                "is_confirmed",
            ),
            search=("justification",),
            tones={"decision": {"applicable": "good", "excluded": "quiet"}, "progress": {"implemented": "good"}},
            empty=_("Entries are made with their statement."),
        ),
        form=Form(
            sections=(
                Section(_("The control"), ("statement", "ref", "title")),
                Section(_("Decision"), ("decision", *rules.REASONS, "justification", "is_confirmed")),
                Section(_("Implementation"), ("progress", "progress_reason", "inherited_from")),
            ),
            facts=("own_reasons", "forerunners"),
        ),
        exchange=Exchange(
            importable=("own_reasons", "forerunners"),
        ),
        rules=Rules(
            derive=rules.derive_entry,
            validate=rules.check_entry,
            locked=rules.entry_locked,
            after_change=operations.bring_along,
        ),
        example=Example({"ref": "A.5.2", "title": "Roles"}),
    )
)

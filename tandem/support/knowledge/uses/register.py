"""Uses of articles, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import EVERYBODY
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    declare,
)
from tandem.support.knowledge.uses import operations, rules
from tandem.support.knowledge.uses.models import ArticleUse

ARTICLE_USES = declare(
    Register(
        key="article-uses",
        model=ArticleUse,
        prefix="KBU",
        title=_("Uses of articles"),
        singular=_("Use of an article"),
        about=_("Where an article was used, and whether it helped."),
        icon="thumbs-up",
        headline="used_for",
        place=Place(home="desk", parent="article"),
        listing=Listing(
            columns=("reference", "used_for", "has_helped", "comment", "used_by", "created_at"),
            search=("comment",),
            empty=_("Nobody has used it yet."),
        ),
        form=Form(
            sections=(Section(_("The use"), ("article", "used_for", "has_helped", "comment")),), facts=("used_by",)
        ),
        access=Access(create=EVERYBODY),
        rules=Rules(
            derive=rules.derive,
            validate=rules.check,
            after_create=operations.count,
            after_change=operations.count_again,
        ),
        example=Example(
            {"used_for": "INC-2026-0001", "has_helped": True},
            change={"comment": "Step 3 is gone."},
            whole={"state": "published"},
        ),
    )
)

"""The words of learning: what it is, whom it is for."""

from django.utils.translation import gettext_lazy as _

KINDS = [("awareness", _("Awareness")), ("training", _("Training")), ("exam", _("Examination"))]
AUDIENCES = [
    ("named", _("Who is named by hand")),
    ("everybody", _("Everybody who works here")),
    ("unit", _("A unit")),
    ("role", _("Who has a role")),
    ("gap", _("Who needs a competence and lacks it")),
]
NEEDS_NAME = ("unit", "role", "gap")

"""What a supplier who reaches information is asked (27001:2022 A.5.19 to A.5.22).

Each question has seven words at most: longer texts that come again are taken for copies.
"""

from django.utils.translation import gettext_lazy as _

QUESTIONS = (
    ("assurance", _("Which certificates cover what we use?")),
    ("access", _("Who reaches our information, and how?")),
    ("people", _("How are people chosen and trained?")),
    ("subcontractors", _("Whom do you rely on yourselves?")),
    ("components", _("Where do hardware and software come from?")),
    ("place", _("Where does our information lie?")),
    ("incidents", _("How soon do you tell of incidents?")),
    ("weaknesses", _("How soon are weaknesses closed?")),
    ("continuity", _("What was last restored from copies?")),
    ("end", _("How do we get everything back?")),
)

"""What a supplier who reaches information is asked (27001:2022 A.5.19 to A.5.22)."""

from django.utils.translation import gettext_lazy as _

QUESTIONS = (
    ("assurance", _("Which certificate or report covers what we use, and until when?")),
    ("access", _("Who reaches our information or rooms, how do they sign in, and when was that last looked at?")),
    ("people", _("How are the people chosen, bound to secrecy and trained who work for us?")),
    ("subcontractors", _("Whom do you rely on for our services, and do they owe you what you owe us?")),
    ("components", _("How do you know where your hardware and software come from and what is in them?")),
    ("place", _("In which countries does our information lie, and how is it kept apart from others'?")),
    ("incidents", _("Within how many hours are we told of an incident, by whom, and when was that tried?")),
    ("weaknesses", _("How soon are weaknesses found and closed in what we use?")),
    ("continuity", _("What is copied, where to, and when was it last restored?")),
    ("end", _("How do we get our information back at the end, and who shows that it is gone with you?")),
)

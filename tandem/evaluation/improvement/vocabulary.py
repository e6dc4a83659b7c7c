"""The words of improvement: where something comes from, and the branches on which causes are looked for."""

from django.utils.translation import gettext_lazy as _

SOURCES = [
    ("audit", _("Audit")),
    ("incident", _("Incident")),
    ("complaint", _("Complaint")),
    ("review", _("Management review")),
    ("check", _("Check that failed")),
    ("measurement", _("Measurement")),
    ("customer", _("Customer")),
    ("supplier", _("Supplier")),
    ("people", _("People at work")),
]
SOURCE_OF = {
    "audits": "audit",
    "audit-findings": "audit",
    "incidents": "incident",
    "complaints": "complaint",
    "reviews": "review",
    "review-decisions": "review",
    "indicators": "measurement",
    "measurements": "measurement",
    "customers": "customer",
    "suppliers": "supplier",
    "control-tests": "check",
    "judgements": "check",
}  # what a record of these registers is as a source; of any other, people at work noticed it
BRANCHES = [
    ("people", _("People")),
    ("method", _("Way of working")),
    ("technology", _("Technology")),
    ("information", _("Information")),
    ("parties", _("Other parties")),
    ("surroundings", _("Surroundings")),
]
WHYS = ("why_1", "why_2", "why_3", "why_4", "why_5")
BONES = tuple(f"cause_{key}" for key, _name in BRANCHES)

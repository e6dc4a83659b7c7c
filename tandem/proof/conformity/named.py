"""Conditions that many checks share, under one name each: `is: in-force`."""

from collections.abc import Mapping
from typing import Any, Final

from tandem.proof.conformity.periods import AHEAD_ALONE

LEAST_WORDS: Final = 40  # of a document in force; more than a sentence

_SAYS: Final = {"any": [{"text": {"tells": LEAST_WORDS}}, {"file_text": {"tells": LEAST_WORDS}}]}
_APPROVED: Final = {  # by somebody else, and the organization's own
    "state": "approved",
    "approved_by": {"filled": True},
    "undecided": {"filled": False},
    "not": {"approved_by": {"eq": {"field": "author"}}},
}
_DEALT_WITH: Final = {
    "owner": {"filled": True},
    "any": [
        {"plan": {"filled": True}, "plan_due": {"since": "today"}},
        {
            "state": "accepted",
            "accepted_until": {"since": "today", "before": f"today+{AHEAD_ALONE.text}"},
            "accepted_level": {"gte": {"field": "level"}},
        },
        {
            "residual_level": {"lte": {"field": "method.accept_up_to"}},
            "has": {"register": "treatment-measures", "through": "risk", "where": {"state": "done"}},
        },
    ],
}
NAMED: Final[Mapping[str, Mapping[str, Mapping[str, Any]]]] = {
    "risks": {
        "judged": {"level": {"filled": True}, "likelihood_reason": {"tells": 3}, "impact_reason": {"tells": 3}},
        "dealt-with": _DEALT_WITH,
    },
    "documents": {
        "in-force": {
            "state": "effective",
            "approved_by": {"filled": True},
            "has": {"register": "document-versions", "through": "document", "where": _APPROVED | _SAYS},
        }
    },
}

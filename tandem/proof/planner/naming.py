"""What people read of that which the work of a plan comes from: checks and requirements, never their keys."""

from tandem.direction.scope.models import EDITIONS
from tandem.library_words import by_language
from tandem.proof.conformity.library import library
from tandem.proof.planner.past import source_of

NAMES = dict(EDITIONS)


def requirement(key: str) -> str:
    """A requirement by its standard and number, such as “ISO/IEC 27001:2022 7.4”; empty for what is none."""
    standard, _slash, ref = key.partition("/")
    return f"{NAMES[standard]} {ref}" if ref and standard in NAMES else ""


def source(reference: str) -> str:
    """The check or the requirement that an action was made for; empty for what is neither."""
    return requirement(reference) or _titles().get(reference, "")


@by_language
def _titles() -> dict[str, str]:
    return {source_of(check.key): check.title for check in library().checks}

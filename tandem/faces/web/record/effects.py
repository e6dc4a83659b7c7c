"""What a save did to the requirements: told where the results were known already, so that nobody waits for it."""

from collections import defaultdict
from collections.abc import Mapping

from django.utils.translation import gettext as _

from tandem.faces.web.shell import Visit
from tandem.ground.kernel.actor import STAFF
from tandem.proof.conformity.engine import evaluate_for
from tandem.proof.conformity.remembering import recall
from tandem.proof.reporting import naming

MOST = 3
Results = Mapping[tuple[str, str], str]


def standing(visit: Visit) -> Results | None:
    """The result of every clause and control in words; None where not known yet, or not this person's to see."""
    if visit.actor.role == STAFF or not recall(visit.actor.organization_id).found:
        return None
    report = evaluate_for(visit.actor)
    return {
        (standard.key, requirement.ref): str(requirement.result.label)
        for standard in report.standards
        for requirement in standard.requirements
        if requirement.is_assessable
    }


def told(visit: Visit, before: Results | None) -> str:
    """“7.3 is now met in both standards”: each requirement whose result is another than before; empty for none."""
    after = standing(visit) if before is not None else None
    if before is None or after is None:
        return ""
    changed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (standard, ref), result in after.items():
        if before.get((standard, ref), result) != result:
            changed[ref, result].append(standard)
    adopted = {standard for standard, _ref in after}
    lines = [line(ref, result, standards, adopted) for (ref, result), standards in changed.items()]
    more = len(lines) - MOST
    return " ".join([*lines[:MOST], *([_("%(count)d more changed.") % {"count": more}] if more > 0 else [])])


def line(ref: str, result: str, standards: list[str], adopted: set[str]) -> str:
    """What changed of one reference, with its standard by name where several are adopted."""
    words = {"ref": ref, "result": result.lower(), "standard": naming.standards(sorted(standards))}
    if len(adopted) == 1:
        return _("%(ref)s is now %(result)s.") % words
    if len(adopted) > 1 and set(standards) == adopted:
        return _("%(ref)s is now %(result)s in both standards.") % words
    return _("%(ref)s (%(standard)s) is now %(result)s.") % words

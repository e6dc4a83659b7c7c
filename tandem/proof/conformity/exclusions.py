"""Controls that a statement of applicability in force leaves out, each with its justification (27001:2022 6.1.3 d)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from tandem.direction.controls.statements.entries.models import StatementEntry
from tandem.ground.catalogue.vocabulary import requirement_key
from tandem.ground.kernel.substance import is_empty, words_of
from tandem.proof.conformity.past import PastSource
from tandem.proof.conformity.report import Excluded

LEAST_WORDS: Final = 3  # different ones, that say why a control does not apply
MOST_ALIKE: Final = 14  # controls that one reason leaves out, such as every one of the physical theme


def live(standards: Sequence[str]) -> dict[str, Excluded]:
    """What is left out today, by requirement key."""
    rows = StatementEntry.objects.filter(
        statement__state="approved", statement__framework__in=standards, decision="excluded"
    ).order_by("statement_id")
    told = rows.values_list("statement__framework", "ref", "statement__reference", "justification")
    return _justified(
        {requirement_key(framework, ref): Excluded(reference, why) for framework, ref, reference, why in told}
    )


def past(source: PastSource, standards: Sequence[str]) -> dict[str, Excluded]:
    """What was left out as known at a time, by requirement key."""
    statements = {
        pk: one
        for pk, one in source.states("statements").items()
        if one["state"] == "approved" and one["framework"] in standards
    }
    found = {}
    for entry in source.states("statement-entries").values():
        statement = statements.get(int(entry["statement"]))
        if statement is not None and entry.get("decision") == "excluded":
            key = requirement_key(statement["framework"], entry["ref"])
            found[key] = Excluded(statement["reference"], entry.get("justification", ""))
    return _justified(found)


def _justified(found: Mapping[str, Excluded]) -> dict[str, Excluded]:
    """Those whose justification says something, and not the same as more others than a theme has controls."""
    said = {key: words_of(one.justification) for key, one in found.items()}
    times = Counter(said.values())
    return {
        key: one
        for key, one in found.items()
        if len(set(said[key])) >= LEAST_WORDS and not is_empty(said[key]) and times[said[key]] <= MOST_ALIKE
    }

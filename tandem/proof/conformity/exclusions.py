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
    exclusions = rows.values_list("statement__framework", "ref", "statement__reference", "justification")
    return _justified(
        {requirement_key(framework, ref): Excluded(reference, why) for framework, ref, reference, why in exclusions}
    )


def past(source: PastSource, standards: Sequence[str]) -> dict[str, Excluded]:
    """What was left out as known at a time, by requirement key."""
    statements = {
        pk: fields
        for pk, fields in source.states("statements").items()
        if fields["state"] == "approved" and fields["framework"] in standards
    }
    exclusions = {}
    for entry in source.states("statement-entries").values():
        statement = statements.get(int(entry["statement"]))
        if statement is not None and entry.get("decision") == "excluded":
            key = requirement_key(statement["framework"], entry["ref"])
            exclusions[key] = Excluded(statement["reference"], entry.get("justification", ""))
    return _justified(exclusions)


def _justified(exclusions: Mapping[str, Excluded]) -> dict[str, Excluded]:
    """Those whose justification says something, and not the same as more others than a theme has controls."""
    said = {key: words_of(exclusion.justification) for key, exclusion in exclusions.items()}
    times = Counter(said.values())
    return {
        key: exclusion
        for key, exclusion in exclusions.items()
        if len(set(said[key])) >= LEAST_WORDS and not is_empty(said[key]) and times[said[key]] <= MOST_ALIKE
    }

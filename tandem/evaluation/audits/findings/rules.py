"""What becomes of a finding: put right, its cause known, its effect seen by somebody else (10 of either standard)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.evaluation.audits.findings.models import NONCONFORMING
from tandem.evaluation.audits.lenses import SECURITY, SERVICE, seen_in, written_out
from tandem.ground.catalogue.queries import unknown_requirement
from tandem.ground.kernel.actor import MANAGER, SYSTEM, Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.patterns.same import accounts_of
from tandem.ground.kernel.states import Lacking
from tandem.ground.kernel.substance import is_empty, words_of

WORST_FIRST = ("major", "minor", "opportunity", "strength", "conformity")
DONE = ("corrected", "effective")
ANSWER = ("correction", "cause", "action")
ASKED = ("topic_id", "requirements", "seen")
VERDICTS_GIVEN = ("verdict_20", "verdict_27")
LENSES = (("20", SERVICE, "20000-1"), ("27", SECURITY, "27001"))


def worst(verdicts: tuple[str, ...]) -> str:
    """The verdict that weighs most; empty while there is none."""
    given = [verdict for verdict in verdicts if verdict]
    return min(given, key=WORST_FIRST.index) if given else ""


def derive_finding(finding: Any, before: Any, actor: Actor) -> None:
    """Its grade is the worse of both verdicts; only a nonconformity is to be put right; its question says the rest."""
    if before is None and finding.question_id:
        _take_over(finding)
    finding.requirements = written_out(finding.requirements, finding.audit.standards if finding.audit_id else ())
    for name in ANSWER if finding.nonconformity_id else ():
        setattr(finding, name, answer_of(finding, name))
    if before is None and finding.grade:
        _by_grade(finding)
    if before is not None:
        _insist_may_lower(finding, before, actor)
    finding.grade = worst(tuple(getattr(finding, name) for name in VERDICTS_GIVEN))
    if finding.state in ("noted", "open"):
        finding.state = "open" if finding.grade in NONCONFORMING else "noted"


def _insist_may_lower(finding: Any, before: Any, actor: Actor) -> None:
    """Only who audits, or manages, makes a finding weigh less, and never who has to put it right."""
    lowered = [name for name in VERDICTS_GIVEN if _weighs_less(getattr(finding, name), getattr(before, name))]
    if lowered and actor.role != SYSTEM and not _may_lower(before, actor):
        why = _("Who has to put it right does not make it weigh less; an auditor of this audit or a manager does.")
        raise Invalid({name: [why] for name in lowered})


def _weighs_less(verdict: str, before: str) -> bool:
    return before in NONCONFORMING and (not verdict or WORST_FIRST.index(verdict) > WORST_FIRST.index(before))


def _may_lower(before: Any, actor: Actor) -> bool:
    """Whether the actor audits; a manager and whoever recorded it may too, unless they have to put it right."""
    accounts = accounts_of(actor.user_id) if actor.user_id is not None else frozenset[int]()
    if before.audit.lead_id in accounts or before.audit.team.filter(person__in=accounts).exists():
        return True
    return before.owner_id not in accounts and (actor.role == MANAGER or before.created_by_id in accounts)


def may_withdraw(finding: Any, actor: Actor) -> str | None:
    """Nobody withdraws the nonconformity that they have to put right."""
    if finding.grade in NONCONFORMING and actor.role != SYSTEM and not _may_lower(finding, actor):
        return _("Who has to put it right does not withdraw it; an auditor of this audit or a manager does.")
    return None


def _by_grade(finding: Any) -> None:
    """One that comes with a grade and no verdict is so for each standard whose requirements it names."""
    if not (finding.verdict_20 or finding.verdict_27):
        for name, lens, _standard in LENSES:
            if seen_in(finding.requirements, lens):
                setattr(finding, f"verdict_{name}", finding.grade)


def _take_over(finding: Any) -> None:
    """What a new finding leaves open is as its question has it."""
    for name in ASKED:
        if not getattr(finding, name):
            setattr(finding, name, getattr(finding.question, name))


def check_finding(finding: Any, before: Any, today: date) -> Mapping[str, str]:
    """It says what was seen against which requirement, for each standard; none is closed without its cause."""
    problems = {}
    if wrong := unknown_requirement(finding.requirements):
        problems["requirements"] = wrong
    if not finding.grade:
        problems["verdict_27"] = _("Give a verdict for at least one standard.")
    for name, lens, standard in LENSES:
        if getattr(finding, f"verdict_{name}") and not seen_in(finding.requirements, lens):
            problems[f"verdict_{name}"] = _("Name the requirement of %(standard)s first.") % {"standard": standard}
    if finding.grade in NONCONFORMING and not finding.seen.strip():
        problems["seen"] = _("Say what was seen.")
    return problems | _lacking_when_done(finding)


def _lacking_when_done(finding: Any) -> dict[str, str]:
    if finding.grade not in NONCONFORMING or finding.state not in DONE:
        return {}
    problems = {name: _("Write this before it counts as put right.") for name in answers_lacking(finding)}
    if finding.state == "effective" and not finding.effective_on:
        problems["effective_on"] = _("Say on which day the effect was seen.")
    return problems


def answers_lacking(finding: Any) -> tuple[str, ...]:
    """What has to be known before a nonconformity counts as put right."""
    return tuple(name for name in ANSWER if _is_lacking(finding, name))


def _is_lacking(finding: Any, name: str) -> bool:
    """Whether nothing is said; of a major one the cause has to be more than a sign."""
    answer = answer_of(finding, name)
    return is_empty(words_of(answer)) if (finding.grade, name) == ("major", "cause") else not answer.strip()


def answer_of(finding: Any, name: str) -> str:
    """What the finding says of correction, cause or action; else what its nonconformity says."""
    if getattr(finding, name).strip() or not finding.nonconformity_id:
        return str(getattr(finding, name))
    if name == "action":
        return "\n".join(finding.nonconformity.actions.exclude(state="dropped").values_list("title", flat=True))
    return str(getattr(finding.nonconformity, name))


def may_be_opened(finding: Any) -> bool:
    """Whether it is a nonconformity that is not worked through as one yet."""
    return finding.grade in NONCONFORMING and finding.nonconformity_id is None


def may_verify(finding: Any, actor: Actor) -> "str | Lacking | None":
    """It is effective once the nonconformity in which it is worked through is closed."""
    nonconformity = finding.nonconformity
    if nonconformity is not None and nonconformity.state not in ("closed", "withdrawn"):
        return _("%(nonconformity)s is not closed yet.") % {"nonconformity": nonconformity.reference}
    return may_correct(finding, actor)


def finding_locked(finding: Any) -> str | None:
    """What is effective or withdrawn stays."""
    return _("It is settled and stays as it is.") if finding.state in ("effective", "withdrawn") else None


def may_correct(finding: Any, actor: Actor) -> Lacking | None:
    """It is put right once it is known what was done, why it came to it, and what keeps it from coming back."""
    empty = answers_lacking(finding)
    return Lacking(empty) if empty else None


def corrected(finding: Any, actor: Actor) -> None:
    """Note who put it right and when."""
    finding.corrected_by_id, finding.corrected_on = actor.user_id, actor.today


def verified(finding: Any, actor: Actor) -> None:
    """Note who saw that it is effective, and since when."""
    finding.verified_by_id = actor.user_id
    finding.effective_on = finding.effective_on or actor.today


def not_effective(finding: Any, actor: Actor) -> None:
    """It is put right again."""
    finding.corrected_by_id, finding.corrected_on = None, None

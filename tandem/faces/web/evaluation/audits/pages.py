"""Pages of audits: what a programme covers, the checklist while it is worked through, the report."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tandem.evaluation.audits.coverage import coverage_of
from tandem.evaluation.audits.impartiality import topics_of
from tandem.evaluation.audits.lenses import NAMES, in_words, seen_in
from tandem.evaluation.audits.models import VERDICTS
from tandem.evaluation.audits.programmes.models import AuditProgramme
from tandem.evaluation.audits.programmes.topics.models import KINDS
from tandem.evaluation.audits.questions.register import AUDIT_QUESTIONS, TONES
from tandem.evaluation.audits.register import AUDITS
from tandem.evaluation.audits.samples.covering import fewest
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.faces.web.strips import short
from tandem.ground.catalogue.queries import requirements_by_key
from tandem.ground.kernel import permissions, writing
from tandem.ground.kernel.errors import Conflict, Invalid, NotPermitted
from tandem.proof.conformity.engine import evaluate_for

MOST_PROPOSED = 12
ANSWER = ("verdict_20", "verdict_27", "seen")


@require_GET
@inside
def coverage_now(visit: Visit) -> HttpResponse:
    """What the programme in force covers; how to begin where there is none."""
    register_of(visit, "audit-programmes")
    programme = AuditProgramme.objects.in_force() or AuditProgramme.objects.order_by("-pk").first()
    if programme is None:
        return visit.page("audits/none.html", title=_("Coverage"))
    return redirect(visit.url("audit-coverage", programme.reference))


@require_GET
@inside
def coverage(visit: Visit, reference: str) -> HttpResponse:
    """What a programme covers: each topic by half-year, and how much of each standard was audited."""
    programme = writing.find(visit.actor, register_of(visit, "audit-programmes"), reference)
    title = _("What %(programme)s covers") % {"programme": programme.title}
    shown = coverage_of(programme, visit.actor.today)
    counts = Counter(line.topic.kind for line in shown.lines)
    chosen = visit.request.GET.get("kind", "")
    lines = [line for line in shown.lines if chosen not in counts or line.topic.kind == chosen]
    kinds = [(key, words, counts[key]) for key, words in KINDS if key in counts]
    about = {"programme": programme, "coverage": shown, "lines": lines, "kinds": kinds, "chosen": chosen}
    return visit.page("audits/coverage.html", title=title, **about)


@require_http_methods(["GET", "POST"])
@inside
def checklist(visit: Visit, reference: str) -> HttpResponse:
    """Work through the questions of an audit: each once, with a verdict for either standard."""
    audit = writing.find(visit.actor, register_of(visit, "audits"), reference, with_named=True)
    if visit.request.method == "POST":
        return _answer(visit, audit)
    return _checklist(visit, audit)


def _answer(visit: Visit, audit: Any) -> HttpResponse:
    asked = visit.request.POST
    question = audit.questions.with_reference(asked.get("question", "")).first()
    if question is None:
        return redirect(visit.url("audit-checklist", audit.reference))
    values = {name: asked[name] for name in ANSWER if name in asked}
    version = asked.get("version", "")
    try:
        writing.change(
            visit.actor,
            AUDIT_QUESTIONS,
            question.reference,
            values,
            version=int(version) if version.isascii() and version.isdigit() else None,
        )
    except Conflict:
        wrong = _("Somebody else answered meanwhile; look at what stands there now and answer again.")
        return _checklist(visit, audit, question, values, wrong)
    except (Invalid, NotPermitted) as refused:
        return _checklist(visit, audit, question, values, str(refused))
    messages.success(visit.request, _("Question %(number)d is saved.") % {"number": question.position})
    following = _following(audit, question)
    ending = f"?question={following.reference}#question" if following else ""
    return redirect(visit.url("audit-checklist", audit.reference) + ending)


def _following(audit: Any, question: Any) -> Any:
    """The next question that is not answered, from this one on and round again."""
    left = audit.questions.filter(is_answered=False).order_by("position", "pk")
    return left.filter(position__gt=question.position).first() or left.first()


def _checklist(visit: Visit, audit: Any, chosen: Any = None, given: Any = None, wrong: str = "") -> HttpResponse:
    asked = visit.request.GET
    questions = list(audit.questions.select_related("topic").order_by("position", "pk"))
    chosen = chosen or next((one for one in questions if one.reference == asked.get("question")), None)
    chosen = chosen or next((one for one in questions if not one.is_answered), None)
    answered = sum(one.is_answered for one in questions)
    shown = [one for one in questions if not one.is_answered] if asked.get("show") == "open" else questions
    asking = _asking(questions)
    return visit.page(
        "audits/checklist.html",
        title=f"{audit.reference} {audit.title}",
        status=422 if wrong else 200,
        audit=audit,
        state=AUDITS.workflow.state(audit.state) if AUDITS.workflow else None,
        questions=[_told(question, asking) for question in shown],
        standards=[NAMES[lens] for lens in asking],
        answered=answered,
        whole=len(questions),
        only_open=asked.get("show") == "open",
        chosen=_told(chosen, asking) if chosen else None,
        standing=in_words(chosen.standing) if chosen else "",
        given=given or {},
        wrong=wrong,
        verdicts=VERDICTS,
        may_answer=audit.state in ("running", "held") and permissions.may_edit(visit.actor, AUDIT_QUESTIONS, audit),
        **_beside(visit, audit, chosen),
    )


def _asking(questions: Sequence[Any]) -> list[str]:
    """The standards that ask any of these questions; both while none does."""
    asking = [lens for lens in NAMES if any(getattr(question, f"asks_{lens}") for question in questions)]
    return asking or list(NAMES)


def _told(question: Any, asking: Sequence[str]) -> dict[str, Any]:
    """A question with its references by standard and its verdicts in words."""
    words = dict(VERDICTS)
    columns = []
    for lens, name in ((lens, NAMES[lens]) for lens in asking):
        refs = [key.partition("/")[2] for key in seen_in(question.requirements, lens)]
        verdict = getattr(question, f"verdict_{lens}")
        said = {"lens": lens, "standard": name, "refs": refs, "verdict": verdict}
        columns.append({**said, "word": words.get(verdict, ""), "tone": TONES.get(verdict, "quiet")})
    return {"record": question, "columns": columns}


def _beside(visit: Visit, audit: Any, chosen: Any) -> dict[str, Any]:
    """What helps with the chosen question: what to look at, samples, requests, findings."""
    if chosen is None:
        return {"look_at": [], "samples": [], "requests": [], "findings": _findings(audit), "proposed": []}
    rows = requirements_by_key(chosen.requirements)
    return {
        "look_at": [{"row": rows[key], "name": _named(key)} for key in chosen.requirements if key in rows],
        "samples": [_sample(sample) for sample in chosen.samples.exclude(state="withdrawn").order_by("pk")],
        "requests": list(chosen.requests.exclude(state="withdrawn").select_related("owner").order_by("due", "pk")),
        "findings": _findings(audit),
        "proposed": proposed(visit, audit)[:MOST_PROPOSED] if visit.request.GET.get("propose") else [],
    }


def _named(key: str) -> str:
    """A requirement as people call it, such as “27001 9.2.1”."""
    standard, _slash, ref = key.partition("/")
    return f"{short(standard)} {ref}"


def _findings(audit: Any) -> list[Any]:
    return list(audit.findings.exclude(state="withdrawn").order_by("pk"))


def _sample(sample: Any) -> dict[str, Any]:
    return {"record": sample, "items": list(sample.items.order_by("position", "pk"))}


def proposed(visit: Visit, audit: Any) -> list[dict[str, Any]]:
    """The fewest records that show most of what the audit is about, from what the checks found."""
    wanted = frozenset(key for topic in topics_of(audit) for key in topic.requirements)
    report = evaluate_for(visit.actor)
    shows: dict[str, set[str]] = {}
    known: dict[str, Any] = {}
    for outcome in report.outcomes.values():
        for item in (*outcome.evidence, *outcome.offenders):
            shows.setdefault(item.reference, set()).update(outcome.check.serves)
            known[item.reference] = item
    chosen = fewest({name: frozenset(keys) for name, keys in shows.items()}, wanted)
    return [{"item": known[one.reference], "adds": one.adds, "shows": one.shows} for one in chosen]


@require_GET
@inside
def report(visit: Visit, reference: str) -> HttpResponse:
    """The report of an audit, to be read and printed."""
    audit = writing.find(visit.actor, register_of(visit, "audits"), reference, with_named=True)
    asked = list(audit.questions.order_by("position", "pk"))
    asking = _asking(asked)
    questions = [_told(question, asking) for question in asked]
    findings = _findings(audit)
    return visit.page(
        "audits/report.html",
        title=_("Report of %(audit)s") % {"audit": audit.title},
        audit=audit,
        team=list(audit.team.order_by("pk")),
        covered=topics_of(audit),
        questions=questions,
        standards=[NAMES[lens] for lens in asking],
        findings=findings,
        samples=[_sample(sample) for sample in audit.samples.exclude(state="withdrawn").order_by("pk")],
        tally=_tally(questions, findings),
        verdict_words=dict(VERDICTS),
        tones=TONES,
    )


def _tally(questions: list[dict[str, Any]], findings: list[Any]) -> list[dict[str, Any]]:
    """How many verdicts of each kind either standard got, by answers and by what was found beside the questions."""
    rows = []
    for lens, name in NAMES.items():
        given = [column["verdict"] for one in questions for column in one["columns"] if column["lens"] == lens]
        given += [getattr(finding, f"verdict_{lens}") for finding in findings if finding.question_id is None]
        counts = [given.count(key) for key, _word in VERDICTS]
        if any(counts):
            rows.append({"standard": name, "counts": counts})
    return rows

"""Do next: one form after the other in one place, each saying what it gained."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.faces.web import display
from tandem.faces.web.outlook import best_first, time_of
from tandem.faces.web.proof.deeds.aims import Aim, aim_of, offenders, places
from tandem.faces.web.record import effects
from tandem.faces.web.record.conflict import both_values
from tandem.faces.web.record.filling import first_values, step_done, step_inputs, step_values, summary
from tandem.faces.web.record.keeping import is_confidential
from tandem.faces.web.record.posted import posted, touched, version_of
from tandem.faces.web.sending import token_of
from tandem.faces.web.shell import Visit, inside
from tandem.ground.kernel import own_fields, sent_forms, writing
from tandem.ground.kernel.errors import Conflict, Invalid, NotFound, NotPermitted
from tandem.proof.conformity.engine import evaluate_for
from tandem.proof.conformity.planning import Step
from tandem.proof.conformity.report import Report
from tandem.proof.conformity.tallies import Item

Problems = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Deed:
    """One form of Do next: the step it belongs to, the record that it puts right, and how many more there are."""

    step: Step
    item: Item | None
    aim: Aim
    more: int

    @property
    def wanted(self) -> str:
        """The first field of the form that the check looks at and that lacks something."""
        return next((name for name in self.aim.register.writable if name in self.aim.asked), "")

    @property
    def place(self) -> tuple[str, str]:
        """What its address is made of."""
        return self.step.checks[0], self.item.reference if self.item else ""


@require_http_methods(["GET", "POST"])
@inside
def show(visit: Visit, check: str) -> HttpResponse:
    """The form of a deed; once it is saved, what it gained and the form of the next one."""
    report = evaluate_for(visit.actor)
    asked = visit.request.POST if visit.request.method == "POST" else visit.request.GET
    deed = _deed(visit, report, check, asked.get("record", ""))
    if deed is None:
        raise NotFound(_("There is nothing left to do here."))
    if visit.request.method == "GET":
        return _screen(visit, report, deed, _values(visit, deed.aim), {})
    if asked.get("aim", "") != deed.aim.mark:
        notice = _("The records moved on meanwhile; this is what is left to do.")
        return _screen(visit, report, deed, _values(visit, deed.aim), {"": [notice]})
    before = effects.standing(visit)
    try:
        words = _save(visit, deed.aim)
    except Invalid as invalid:
        return _screen(visit, report, deed, _sent(visit, deed.aim), invalid.problems)
    except Conflict as conflict:
        return _screen(visit, report, deed, _sent(visit, deed.aim), {}, conflict=conflict)
    except NotPermitted as refused:
        return _screen(visit, report, deed, _sent(visit, deed.aim), {"": [str(refused)]})
    return _onward(visit, deed, f"{words} {effects.changed_results(visit, before)}".strip())


def _deed(visit: Visit, report: Report, check: str, reference: str) -> Deed | None:
    """The deed of a check for a record, or for the first one that can be put right here."""
    step = next((step for step in best_first(report) if check in step.checks), None)
    if step is None:
        return None
    chosen = [item for item in places(report, step) if not reference or (item and item.reference == reference)]
    return next((deed for item in chosen if (deed := _at(visit, report, step, item))), None)


def _at(visit: Visit, report: Report, step: Step, item: Item | None) -> Deed | None:
    aim = aim_of(visit, report, step, item)
    return Deed(step, item, aim, max(0, len(offenders(report, step)) - 1)) if aim else None


def _after(visit: Visit, report: Report, done: Deed) -> Deed | None:
    """The next deed: another record of the same check, then the first of the steps that follow."""
    steps = best_first(report)
    same = next((place for place, step in enumerate(steps) if done.step.checks[0] in step.checks), None)
    for step in steps if same is None else [*steps[same:], *steps[:same]]:
        for item in places(report, step):
            deed = _at(visit, report, step, item)
            if deed is not None and deed.place != done.place:
                return deed
    return None


def _values(visit: Visit, aim: Aim) -> dict[str, Any]:
    if aim.record is None:
        return first_values(visit, aim.register, aim.values)
    if aim.step is not None:
        return step_values(aim.register, aim.record, aim.step)
    return dict(display.form_values(aim.register, aim.record, aim.register.writable))


def _names(aim: Aim) -> tuple[str, ...]:
    return aim.step.own_fields if aim.step else (*aim.register.writable, "tags")


def _sent(visit: Visit, aim: Aim) -> dict[str, Any]:
    return {**posted(visit, aim.register, _names(aim)), "reason": visit.request.POST.get("reason", "")}


def _save(visit: Visit, aim: Aim) -> str:
    """Write what the form sent, by the one way that every page writes; what was saved, in words."""
    register, values = aim.register, posted(visit, aim.register, _names(aim))
    if aim.record is None:
        reference, _is_new = sent_forms.once(
            visit.actor, token_of(visit), lambda: str(writing.create(visit.actor, register, values).reference)
        )
        return _("Saved as %(reference)s.") % {"reference": reference}
    changes, version = touched(register, aim.record, values), version_of(visit)
    reference = aim.record.reference
    if aim.step is None:
        writing.change(visit.actor, register, reference, changes, version=version)
        return _("Saved: %(reference)s.") % {"reference": reference}
    reason = visit.request.POST.get("reason", "")
    writing.transition(visit.actor, register, reference, aim.step.key, changes, version=version, reason=reason)
    return f"{reference}: {step_done(register, aim.step)}"


def _onward(visit: Visit, done: Deed, words: str) -> HttpResponse:
    """What was gained, and the next form; the board where nothing is left."""
    report = evaluate_for(visit.actor)
    deed = _after(visit, report, done)
    if visit.request.headers.get("HX-Request"):
        if deed is None:
            return visit.part("proof/deed_end.html", words=words)
        return _screen(visit, report, deed, _values(visit, deed.aim), {}, words)
    messages.success(visit.request, words)
    return redirect(address(visit, deed) if deed else visit.url("board"))


def address(visit: Visit, deed: Deed) -> str:
    """Where the form of a deed stands."""
    check, reference = deed.place
    return visit.url("deed", check) + (f"?record={reference}" if reference else "")


def _screen(
    visit: Visit,
    report: Report,
    deed: Deed,
    values: Mapping[str, Any],
    problems: Problems,
    words: str = "",
    conflict: Conflict | None = None,
) -> HttpResponse:
    aim, following = deed.aim, _after(visit, report, deed)
    screen = {
        "deed": deed,
        "aim": aim,
        "register": aim.register,
        "record": aim.record,
        "version": aim.record.version if aim.record else 0,
        "time": time_of(deed.step.hours),
        "sections": [] if aim.step else _sections(visit, aim, values, problems),
        "inputs": step_inputs(visit, aim.register, aim.record, aim.step, values, problems) if aim.step else [],
        "reason": values.get("reason", ""),
        "problems": summary(aim.register, problems),
        "words": words,
        "conflict": both_values(aim.register, conflict),
        "following": address(visit, following) if following else "",
        "is_confidential": is_confidential(visit.actor, aim.register, aim.record, values),
    }
    if visit.request.headers.get("HX-Request"):
        return visit.part("proof/deed.html", slug=visit.organization.slug, **screen)
    return visit.page(
        "proof/deed_page.html", title=aim.title, status=409 if conflict else 422 if problems else 200, **screen
    )


def _sections(visit: Visit, aim: Aim, values: Mapping[str, Any], problems: Problems) -> list[dict[str, Any]]:
    """The sections of the form; those with what the check looks for are open, and first of all the first of them."""
    state = str(getattr(aim.record, "state", "kept")) if aim.record else ""
    definitions = own_fields.defined(aim.register.key)
    sections = display.form_sections(visit.actor, aim.register, values, problems, definitions, state)
    wanted = aim.asked & {field.name for section in sections for field in section["inputs"]}
    for section in sections:
        has_wanted = any(field.name in wanted for field in section["inputs"])
        section["is_open"] = has_wanted if wanted and not problems else section["is_open"]
        section["is_first"] = has_wanted or (not wanted and section is sections[0])
    return sections

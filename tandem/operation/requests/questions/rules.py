"""Which questions are asked, and whether they were answered."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.operation.requests.questions.models import RequestQuestion

YES_NO = ("yes", "no")


def check(question: Any, before: Any, today: date) -> Mapping[str, str]:
    """A question can be answered, is asked once, and rests on an earlier one of the same offering."""
    if ":" in question.title:
        return {"title": _("Write it without a colon; the answer stands behind one.")}
    if question.kind == "choice" and not question.choices:
        return {"choices": _("Name the choices.")}
    same = RequestQuestion.objects.filter(offering_id=question.offering_id, title__iexact=question.title)
    if same.exclude(pk=question.pk).exists():
        return {"title": _("It is asked already.")}
    if question.only_if_id is None:
        return {"only_answers": _("Say after which question.")} if question.only_answers else {}
    if question.only_if.offering_id != question.offering_id or question.only_if_id == question.pk:
        return {"only_if": _("Name another question of this offering.")}
    if question.only_if.position >= question.position:
        return {"only_if": _("Name a question that stands before this one.")}
    return {} if question.only_answers else {"only_answers": _("Say after which answers.")}


def questions_of(offering: Any) -> list[Any]:
    """What an offering asks, and what each part of a bundle asks, every question once."""
    parts = type(offering).objects.filter(reference__in=offering.parts).order_by("pk").values_list("pk", flat=True)
    keys = [offering.pk, *parts]
    rows = RequestQuestion.objects.filter(offering__in=keys).order_by("position", "pk")
    in_order = sorted(rows, key=lambda question: keys.index(question.offering_id))
    by_title: dict[str, Any] = {}
    for question in in_order:
        by_title.setdefault(question.title.casefold(), question)
    return list(by_title.values())


def answers_for(offering: Any, text: str) -> str:
    """Those of the answers to a bundle that a part of it asks for."""
    known = {question.title.casefold() for question in questions_of(offering)}
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line.partition(":")[0].strip().casefold() in known)


def read_lines(text: str) -> tuple[dict[str, str], list[str]]:
    """Answers as lines of question, colon and answer, by question in lower case; and the lines that are none."""
    answers, strange = {}, []
    for line in filter(None, map(str.strip, text.splitlines())):
        question, colon, answer = line.partition(":")
        if colon:
            answers[question.strip().casefold()] = answer.strip()
        else:
            strange.append(line)
    return answers, strange


def asked(questions: Iterable[Any], answers: Mapping[str, str]) -> list[Any]:
    """The questions that these answers lead to, in their order."""
    reached: list[Any] = []
    for question in questions:
        earlier = next((other for other in reached if other.pk == question.only_if_id), None)
        wanted = {word.casefold() for word in question.only_answers}
        if question.only_if_id is None or (
            earlier is not None and answers.get(earlier.title.casefold(), "").casefold() in wanted
        ):
            reached.append(question)
    return reached


def problem_of(questions: Iterable[Any], text: str) -> str:
    """What is wrong with the answers as they are written; empty when nothing is."""
    answers, strange = read_lines(text)
    questions = list(questions)
    known = {question.title.casefold() for question in questions}
    if strange and questions:
        return _("Write each answer as “question: answer”, not “%(line)s”.") % {"line": strange[0][:80]}
    unknown = [name for name in answers if name not in known]
    if unknown and questions:
        return _("“%(name)s” is not asked here.") % {"name": unknown[0][:80]}
    for question in asked(questions, answers):
        if wrong := _wrong(question, answers.get(question.title.casefold(), "")):
            return f"{question.title}: {wrong}"
    return ""


def _wrong(question: Any, answer: str) -> str:
    if not answer:
        return _("Please answer this.") if question.is_required else ""
    match question.kind:
        case "choice" if answer.casefold() not in {word.casefold() for word in question.choices}:
            return _("Choose one of: %(choices)s.") % {"choices": ", ".join(question.choices)}
        case "yes-no" if answer.casefold() not in YES_NO:
            return _("Answer yes or no.")
        case "number" if not _is_number(answer):
            return _("Write a number.")
        case "day" if not _is_day(answer):
            return _("Write a day such as 2026-03-31.")
    return ""


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal()


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True

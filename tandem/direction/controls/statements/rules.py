"""What a statement needs, and how the standing of its entries follows."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.direction.controls.statements.models import Statement
from tandem.direction.controls.statements.usage import Serving, Usage, present
from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.approved import Approved

STATEMENTS = Approved(series=("framework",))

REASONS = ("because_risk", "because_law", "because_contract", "because_practice")

PRACTICE = "because_practice"

ORDER = ("not-begun", "planned", "partly", "implemented")


def check_statement(statement: Any, before: Any, today: date) -> Mapping[str, str]:
    """The catalogue has controls, and stays the same once entries were made."""
    if before is not None and before.framework != statement.framework:
        return {"framework": _("The catalogue of a statement stays; begin another statement.")}
    if before is None and not controls_of(statement.framework):
        known = Framework.objects.current().filter(requirements__kind="control").distinct().order_by("key")
        names = ", ".join(known.values_list("key", flat=True)[:8])
        return {"framework": _("There are no controls in it. Catalogues with controls: %(names)s.") % {"names": names}}
    return {}


def controls_of(framework: str) -> list[Requirement]:
    """The controls of a catalogue in its order, without those that were withdrawn or stand for structure only."""
    rows = Requirement.objects.current().filter(framework__key=framework, kind="control", assessable=True)
    return list(rows.select_related("framework", "parent__parent").order_by("position"))


def themes_of(framework: str) -> dict[str, str]:
    """The heading that each control of a catalogue stands under, an enhancement that of its control; or nothing."""
    rows = Requirement.objects.current().filter(framework__key=framework, kind="control").order_by("position")
    themes: dict[str, str] = {}
    for ref, above, title, kind in rows.values_list("ref", "parent__ref", "parent__title", "parent__kind"):
        themes[ref] = themes.get(above, "") if kind == "control" else f"{above} {title}" if above else ""
    return themes


def lacks_controls(statement: Any) -> bool:
    """Whether nothing was listed yet."""
    return not statement.entries.exists()


def may_approve(statement: Any, actor: Actor) -> str | None:
    """It is approved once it is decided throughout (27001:2022 6.1.3 d)."""
    entries = statement.entries.all()
    counts = {"count": entries.filter(decision="").count(), "whole": entries.count()}
    if not counts["whole"]:
        return _("List its controls first, on the page Decide.")
    if counts["count"]:
        words = ngettext(
            "%(count)d of %(whole)d controls is still to be decided.",
            "%(count)d of %(whole)d controls are still to be decided.",
            counts["count"],
        )
        return words % counts
    if inherited := entries.filter(is_confirmed=False).count():
        words = ngettext(
            "%(count)d inherited decision is still to be confirmed.",
            "%(count)d inherited decisions are still to be confirmed.",
            inherited,
        )
        return words % {"count": inherited}
    return None


def approve(statement: Any, actor: Actor) -> None:
    """Note who approved it and when; from now on it is a version with a number."""
    STATEMENTS.note(statement, actor)
    statement.number = next_number(statement.framework)


def next_number(framework: str) -> int:
    """The number that the next approved version of a catalogue's statement gets."""
    newest = Statement.objects.filter(framework=framework).aggregate(newest=Max("number"))["newest"]
    return int(newest or 0) + 1


def statement_locked(statement: Any) -> str | None:
    """An approved statement is fixed."""
    return None if statement.state == "draft" else _("An approved statement is fixed; begin a new version.")


def entry_locked(entry: Any) -> str | None:
    """Entries are fixed with their statement."""
    return statement_locked(entry.statement)


def check_entry(entry: Any, before: Any, today: date) -> Mapping[str, str]:
    """An exclusion is justified, and no treatment of a risk stands on what is excluded."""
    if entry.decision == "excluded":
        if not entry.justification:
            return {"justification": _("Say why it does not apply.")}
        if risks := present().risks_on(keys_of(entry)):
            params = {"risk": f"{risks[0].reference} {risks[0].title}"}
            return {"decision": _("%(risk)s is treated by this control; change the treatment first.") % params}
    if entry.decision == "applicable" and not any(getattr(entry, name) for name in REASONS):
        return {"because_practice": _("Say why it applies: a risk, a law, a contract, or good practice.")}
    return {}


def derive_entry(entry: Any, before: Any, actor: Actor) -> None:
    """Reasons follow from the records, how far it is from the organization's own controls; a decision confirms."""
    entry.ref = entry.ref.strip()
    usage = present()
    settle_reasons(entry, before, usage.grounds(keys_of(entry)) if entry.decision == "applicable" else {})
    if entry.decision == "excluded":
        entry.progress, entry.progress_reason = ORDER[0], ""
    elif not entry.progress_reason:
        entry.progress = joint_progress(serving(entry, usage))
    if before is not None and before.decision != entry.decision and before.is_confirmed == entry.is_confirmed:
        entry.is_confirmed = True


def settle_reasons(entry: Any, before: Any, grounds: Mapping[str, Any]) -> None:
    """Tick what the records show, except where a person says otherwise; good practice where nothing else counts."""
    if entry.decision != "applicable":
        entry.own_reasons = []
        for name in REASONS:
            setattr(entry, name, False)
        return
    was = before if before is not None and before.decision == "applicable" else None
    own, is_touched = set(entry.own_reasons), False
    for name in REASONS:
        given = getattr(entry, name)
        shown = name in grounds if name != PRACTICE else not any(getattr(entry, other) for other in REASONS[:-1])
        if given if was is None else given != getattr(was, name):
            (own.discard if given == shown else own.add)(name)
            is_touched = True
        if name not in own:
            setattr(entry, name, shown)
    if not is_touched and not any(getattr(entry, name) for name in REASONS):
        own.discard(PRACTICE)
        entry.because_practice = True
    entry.own_reasons = [name for name in REASONS if name in own]


def key_of(entry: Any) -> str:
    """The requirement that an entry decides on, as it is written everywhere."""
    return f"{entry.statement.framework}/{entry.ref}"


def keys_of(entry: Any) -> tuple[str, ...]:
    """The requirement that an entry decides on, and those of another edition that it stands for too."""
    return (key_of(entry), *entry.forerunners)


def serving(entry: Any, usage: Usage) -> list[Serving]:
    """The organization's controls that serve what an entry decides on."""
    return usage.serving(key_of(entry), entry.forerunners)


def joint_progress(servings: Iterable[Serving]) -> str:
    """Implemented when all are, in part when one has begun, else what the best one says.

    Controls that serve only a part count where none serves the whole, and never for more than in part.
    """
    listed = list(servings)
    whole = [serving.control.state for serving in listed if serving.is_whole]
    states = whole or [min(serving.control.state, "partly", key=ORDER.index) for serving in listed]
    if not states:
        return ORDER[0]
    if all(state == "implemented" for state in states):
        return "implemented"
    return "partly" if {"implemented", "partly"} & set(states) else max(states, key=ORDER.index)

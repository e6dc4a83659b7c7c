"""Targets of one version that cannot be kept together, and what else to know about them."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUTES_A_MONTH = 30 * 24 * 60


def contradictions(targets: Iterable[Any]) -> Iterator[tuple[Any, str]]:
    """Each target that cannot be kept beside another of the same service, with the reason."""
    by_service: dict[int, list[Any]] = {}
    for target in targets:
        by_service.setdefault(target.service_id, []).append(target)
    for of_service in by_service.values():
        yield from _slow_answers(of_service)
        yield from _upside_down(of_service)


def _slow_answers(targets: list[Any]) -> Iterator[tuple[Any, str]]:
    """Nothing is resolved before somebody answered."""
    for answer in (target for target in targets if target.kind == "response"):
        for end in (target for target in targets if target.kind == "resolution"):
            if _meet(answer.priority, end.priority) and (answer.minutes or 0) > (end.minutes or 0):
                words = {"answer": answer.minutes, "end": end.minutes}
                text = _("It may be answered after %(answer)s minutes but has to be resolved within %(end)s.") % words
                yield answer, text


def _upside_down(targets: list[Any]) -> Iterator[tuple[Any, str]]:
    """What is more urgent is not slower."""
    for urgent in targets:
        for calm in targets:
            is_pair = urgent.kind == calm.kind and 0 < urgent.priority < calm.priority
            if is_pair and (urgent.minutes or 0) > (calm.minutes or 0):
                words = {"urgent": urgent.priority, "calm": calm.priority}
                yield urgent, _("Priority %(urgent)s would be slower than priority %(calm)s.") % words


def _meet(first: int, second: int) -> bool:
    """Whether there are tickets that both priorities are about."""
    return not first or not second or first == second


def frail(targets: Iterable[Any]) -> Iterator[str]:
    """What one incident within its target would do to the availability promised."""
    known = list(targets)
    for promise in (target for target in known if target.kind == "availability"):
        allowed = (100 - promise.share) * MINUTES_A_MONTH / 100
        longest = [
            target.minutes or 0
            for target in known
            if target.kind == "resolution" and target.service_id == promise.service_id and target.priority <= 1
        ]
        if longest and min(longest) > allowed:
            words = {"service": promise.service.title, "minutes": int(allowed), "longest": min(longest)}
            yield (
                ngettext(
                    "%(service)s: availability allows %(minutes)s minute of outage a month, but an incident of the"
                    " highest priority may take %(longest)s.",
                    "%(service)s: availability allows %(minutes)s minutes of outage a month, but an incident of the"
                    " highest priority may take %(longest)s.",
                    int(allowed),
                )
                % words
            )

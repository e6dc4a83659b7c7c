"""What lies outside every scope by decision, for figures that count only what a scope may hold."""

from tandem.direction.scope.parts.models import ScopePart


def outside_every_scope(kind: str) -> frozenset[int]:
    """Keys of the things of a kind that a scope leaves outside and no other scope has inside."""
    parts = ScopePart.objects.filter(kind=kind, state="decided").exclude(system__state="ended")
    placed = list(parts.values_list(f"{kind}_id", "place"))
    inside = {thing for thing, place in placed if place == "inside"}
    return frozenset(thing for thing, place in placed if thing is not None) - inside

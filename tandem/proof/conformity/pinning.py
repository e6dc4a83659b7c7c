"""Fields that a condition holds to a few values."""

from collections.abc import Iterator

from tandem.proof.conformity.conditions import All, Compare, Condition, Kind, OneOf, Operator


def pinned(where: Condition) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Fields of the record that a condition holds to a few values, and which."""
    match where:
        case All(parts):
            for part in parts:
                yield from pinned(part)
        case Compare(path, Operator.EQ, str(value)) if not path.hop and path.kind is Kind.TEXT:
            yield path.name, (value,)
        case OneOf(path, values) if not path.hop:
            yield path.name, values

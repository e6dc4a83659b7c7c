"""A statement kept by its shape says and finds what Django's own compiler would, whatever the values."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, F, Q, QuerySet

from tandem import kept_sql
from tandem.ground.accounts.models import Membership, Organization, User
from tandem.ground.kernel import lists, registers
from tandem.ground.kernel.models import TagUse
from tandem.ground.kernel.permissions import visible
from tandem.ground.kernel.tenancy import organization_active
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.services.models import Service
from tests.cast import Cast

Query = Callable[[Any], "QuerySet[Any]"]
LATE = datetime(2026, 3, 1, 12, tzinfo=UTC)
SHAPES: dict[str, tuple[Query, tuple[Any, ...]]] = {
    "a key": (lambda value: Service.objects.filter(pk=value), (1, 2, True)),
    "a key that no column holds": (lambda value: Service.objects.filter(pk=value), (1, 2**70)),
    "a text": (lambda value: Service.objects.filter(title=value), ("Mail", "", "100 %s", "Mail % mail")),
    "a text or nothing": (lambda value: Service.objects.filter(title=value), ("Mail", None)),
    "in any case": (lambda value: Service.objects.filter(title__iexact=value), ("mail", "m_il")),
    "a beginning": (lambda value: Service.objects.filter(title__istartswith=value), ("ma", "%")),
    "a truth": (lambda value: User.objects.filter(is_active=value), (True, False, 1)),
    "a list": (lambda value: Service.objects.filter(state__in=value), (["a"], ["b"], ["a", "b"], ["b", "b"])),
    "an empty list": (lambda value: Service.objects.filter(state__in=value), (["a"], [])),
    "something or nothing": (lambda value: Service.objects.filter(owner__isnull=value), (True, False)),
    "a day": (lambda value: Membership.objects.filter(until__lt=value), (date(2026, 1, 1), date(2027, 1, 1))),
    "a moment": (lambda value: Service.objects.filter(created_at__gte=value), (LATE, LATE.replace(hour=13))),
    "a person's name": (lambda value: Service.objects.filter(owner__name=value).order_by("owner__name"), ("A", "B")),
    "either": (lambda value: Service.objects.filter(Q(title=value) | ~Q(state=value)), ("a", "b")),
    "a page": (lambda value: Service.objects.order_by("-title")[value : value + 5], (0, 5)),
    "columns": (lambda value: Service.objects.filter(title=value).values_list("pk", "owner__name"), ("a", "b")),
    "named columns": (lambda value: Service.objects.filter(title=value).values("title", name=F("state")), ("a", "b")),
    "with its owner": (lambda value: Service.objects.select_related("owner").filter(pk=value), (1, 2)),
    "without a field": (lambda value: Service.objects.defer("title").filter(pk=value), (1, 2)),
    "one field": (lambda value: Service.objects.only("title").filter(pk=value), (1, 2)),
    "each once": (lambda value: Service.objects.filter(state=value).values("owner").distinct(), ("a", "b")),
    "counted by": (lambda value: Service.objects.filter(state=value).values("owner").annotate(n=Count("pk")), ("a",)),
    "found by a tag": (
        lambda value: Service.objects.filter(pk__in=TagUse.objects.filter(tag=value).values("record_id")),
        ("a", "b"),
    ),
    "nothing sorts last": (lambda value: Service.objects.order_by(F("owner").asc(nulls_last=value)), (True, None)),
    "freely sorted": (lambda value: Service.objects.order_by(lists.Freely(F(value)).desc()), ("title", "state")),
    "locked": (lambda value: Service.objects.select_for_update().filter(pk=value), (1, 2)),
}


def written(query: "QuerySet[Any]", compiler: Any = None) -> tuple[str, list[Any]]:
    made: Any = query.query.clone()
    made = compiler(made, connection, "default") if compiler else made.get_compiler("default")
    sql, values = made.as_sql()
    return sql, list(values)


@pytest.mark.parametrize(("make", "values"), SHAPES.values(), ids=list(SHAPES))
def test_the_statement_is_the_one_that_django_writes(home: Cast, make: Query, values: tuple[Any, ...]) -> None:
    kept_sql.forget()
    for value in (*values, *values):
        own = next(
            kind for kind in connection.ops.compiler("SQLCompiler").__mro__ if kind.__module__.startswith("django.")
        )
        try:
            expected = written(make(value), own)
        except EmptyResultSet:
            with pytest.raises(EmptyResultSet):
                written(make(value))
            continue
        assert written(make(value)) == expected


def test_a_statement_that_comes_again_is_not_written_again(home: Cast) -> None:
    kept_sql.forget()
    queries = [Service.objects.filter(pk=key, title=title) for key, title in ((1, "a"), (2, "b"), (3, "c"))]
    statements = {written(query)[0] for query in queries}
    assert len(statements) == len(kept_sql._kept) == 1
    assert written(queries[2])[1] == [home.home.pk, 3, "c"]


@pytest.mark.parametrize("register", registers.every(), ids=lambda register: register.key)
def test_records_read_by_a_kept_statement_are_the_same(home: Cast, register: Any) -> None:
    for _turn in range(2):
        assert list(visible(home.actor("ada"), register).order_by("pk")[:3]) == []
        assert not register.model.objects.filter(reference="NONE-1").exists()


def test_counting_and_asking_whether_there_is_any_are_kept_too(home: Cast) -> None:
    for _turn in range(2):
        assert (User.objects.count(), User.objects.filter(name="Ada").count()) == (6, 1)
        assert [User.objects.filter(name=name).exists() for name in ("Ada", "Nobody")] == [True, False]
        assert User.objects.filter(pk__in=[]).count() == 0
    for name in ("ada", "ben"):
        found = Membership.objects.select_related("user", "organization").get(user=home.users[name])
        assert (found.user.name, found.organization.slug, found.role) == (
            name.title(),
            "home",
            {"ada": "manager", "ben": "contributor"}[name],
        )


def test_what_is_kept_for_one_organization_shows_nothing_of_another(cast: Cast) -> None:
    for organization, expected in ((cast.home, 5), (cast.elsewhere, 1), (cast.home, 5)):
        with organization_active(organization.pk):
            assert Membership.objects.filter(organization=organization).count() == expected
            assert INCIDENTS.model.objects.all().query.where.children[0].rhs == organization.pk
    assert Organization.objects.count() == 2


def test_no_more_is_kept_than_has_its_place(home: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_sql.forget()
    monkeypatch.setattr(kept_sql, "MOST_KEPT", 3)
    for size in range(1, 9):
        assert list(Service.objects.all()[:size]) == []
    assert len(kept_sql._kept) <= 3

"""The checklist and the report of an audit have a column for each standard that asks anything in it."""

from typing import Any

import pytest
from django.test import Client

from tandem.evaluation.audits.questions.models import AuditQuestion
from tandem.evaluation.audits.tests.conftest import POLICY_27, audit, both, hal, programme, running
from tests.cast import Cast

__all__ = ["audit", "both", "hal", "programme", "running"]
COLUMNS = tuple(f'<th scope="col">{name}</th>' for name in ("20000-1", "27001"))


@pytest.mark.parametrize("page", ["checklist", "report"])
def test_a_standard_that_asks_nothing_has_no_column(both: Cast, running: Any, page: str) -> None:
    client = Client()
    client.force_login(both.users["ada"])

    def shown() -> list[bool]:
        text = client.get(f"/home/audits/{running.reference}/{page}/").content.decode()
        return [column in text for column in COLUMNS]

    assert shown() == [True, True]
    AuditQuestion.objects.update(requirements=[POLICY_27], asks_20=False)
    assert shown() == [False, True]

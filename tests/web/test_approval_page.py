"""Whoever is asked to agree reads on the page of the approval what they agree to."""

import pytest

from tandem.operation.changes.models import Change
from tandem.operation.changes.tests.steps import weighed
from tandem.operation.changes.tests.test_approvals import of, rule
from tests.cast import Cast
from tests.web.test_suggestions import signed_in


@pytest.mark.parametrize("name", ["ada", "cleo"])
def test_the_page_says_what_is_agreed_to(home: Cast, name: str) -> None:
    rule(home, name)
    change = weighed(home)
    Change.objects.filter(pk=change.pk).update(reason="Old one fails", way_back="Put the old one back")
    text = signed_in(home, name).get(f"/home/change-approvals/{of(name).reference}/").content.decode()
    asked = text.partition('id="asked"')[2].partition("</section>")[0]
    assert change.reference in asked
    assert "Old one fails" in asked
    assert "Put the old one back" in asked
    assert f"/home/changes/{change.reference}/would-fall/" in asked

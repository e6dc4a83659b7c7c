"""Who calls."""

from django.http import HttpRequest
from msgspec import Struct

from tandem.faces.api.operations import Operation
from tandem.ground.accounts import access
from tandem.ground.accounts.models import ApiToken, User


class OrganizationName(Struct):
    """An organization that the caller may go to."""

    slug: str
    name: str


class Me(Struct):
    """Who calls, and where they may go."""

    email: str
    name: str
    scope: str
    organizations: list[OrganizationName]


def me(request: HttpRequest, user: User, token: ApiToken | None) -> Me:
    """Who calls, and where they may go."""
    places = [token.organization] if token else access.organizations_of(user)
    names = [OrganizationName(place.slug, place.name) for place in places]
    return Me(user.email, user.name, token.scope if token else "write", names)


OPERATIONS = (
    Operation(
        method="get",
        path="/me",
        handler=me,
        key="me",
        summary="Who calls, and where they may go",
        tag="organization",
        answer=Me,
        is_personal=True,
    ),
)

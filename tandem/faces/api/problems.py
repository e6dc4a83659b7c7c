"""Problem details (RFC 9457): every refusal of the API in one form."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import msgspec
from django.http import HttpResponse

from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel.errors import WHOLE, Conflict, Invalid, NotFound, NotPermitted, WriteError

MEDIA_TYPE = "application/problem+json"


class Refusal(Exception):
    """A request that ends here, with this status and these words."""

    def __init__(
        self, status: int, detail: str, errors: Mapping[str, Sequence[str]] | None = None, **headers: str
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors, self.headers = status, detail, errors, headers


def answer(error: Exception) -> HttpResponse:
    """The problem that an error is for the caller."""
    match error:
        case Refusal():
            return problem(error.status, error.detail, error.errors, **error.headers)
        case Invalid():
            detail = " ".join(error.problems.get(WHOLE, [])) or "Some values cannot be kept."
            return problem(422, detail, error.problems)
        case Conflict():
            both = {item.name: [f"yours: {item.mine}", f"saved: {item.theirs}"] for item in error.differences}
            return problem(412, str(error), both, ETag=f'"{error.current_version}"')
        case NotFound():
            return problem(404, "There is nothing here for you.")
        case NotPermitted():
            return problem(403, str(error))
        case UnusableFile() | WriteError():
            return problem(422, str(error))
    raise error


def problem(
    status: int, detail: str, errors: Mapping[str, Sequence[str]] | None = None, **headers: str
) -> HttpResponse:
    """A problem document."""
    document: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if errors:
        document["errors"] = {name or "record": list(messages) for name, messages in errors.items()}
    response = HttpResponse(msgspec.json.encode(document), status=status, content_type=MEDIA_TYPE)
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    return response

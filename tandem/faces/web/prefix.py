"""Tandem below a path of a host that it shares with others, such as https://example.org/tandem."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import get_script_prefix, reverse

Handler = Callable[[dict[str, Any], Any], Iterable[bytes]]


def below(handler: Handler) -> Handler:
    """A WSGI handler that takes addresses with the prefix, and without it where a proxy has cut it off already."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ["PATH_INFO"] = inside(environ["PATH_INFO"])
        return handler(environ, start_response)

    return answer


def inside(path: str) -> str:
    """A path as Tandem knows its pages: without the prefix."""
    prefix = settings.PREFIX
    return path.removeprefix(prefix) or "/" if prefix and f"{path}/".startswith(f"{prefix}/") else path


def address(name: str, *parts: Any) -> str:
    """The address of a page by its name; a page writes a hundred, most of them as another page did."""
    return _address(get_script_prefix(), name, parts)


@lru_cache(8_192)
def _address(prefix: str, name: str, parts: tuple[Any, ...]) -> str:
    return reverse(name, args=parts)


def absolute(name: str, *parts: Any) -> str:
    """The address of a page for letters, feeds and calendars, wherever it is written: with host and prefix."""
    return f"{settings.BASE_URL}/{reverse(name, args=parts).removeprefix(get_script_prefix())}"


def own(address: str) -> list[str]:
    """The parts of the path of one of Tandem's addresses: the organization first, then register and record."""
    return urlsplit(address).path.removeprefix(get_script_prefix()).split("/")

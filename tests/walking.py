"""One page of each kind that somebody reaches by following links."""

import re
from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import get_script_prefix, resolve

from tandem.faces.web import prefix

MOST = 160
LINK = re.compile(r' href="([^"#]+)"')


def pages(client: Client, begin: str) -> Iterator[tuple[str, str]]:
    """Address and text of one page of each kind, from this one on; what is no page of an organization is left out."""
    waiting, seen = [begin], set[tuple[str, str]]()
    inside = "/".join(begin.split("/")[: get_script_prefix().count("/") + 1])
    while waiting and len(seen) < MOST:
        address = waiting.pop(0)
        kind = _kind(address)
        if kind in seen:
            continue
        seen.add(kind)
        response = client.get(prefix.inside(address))
        if response.status_code == 302:
            waiting.append(response["Location"])
        elif _is_page(response):
            page = response.content.decode()
            yield address, page
            links = (link.partition("?")[0] for link in LINK.findall(page))
            waiting += [link for link in links if link.startswith(f"{inside}/")]


def _is_page(response: Any) -> bool:
    return response.status_code == 200 and str(response["Content-Type"]).startswith("text/html")


def _kind(address: str) -> tuple[str, str]:
    """What kind of page an address leads to: its name, and the register of a list."""
    found = resolve(prefix.inside(address))
    return found.url_name or "", found.kwargs.get("key", "") if found.url_name == "list" else ""

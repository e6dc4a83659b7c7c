"""The Jinja2 environment of the pages."""

from typing import Any

from jinja2 import Environment


def environment(**options: Any) -> Environment:
    """An environment as Django's Jinja2 backend asks for."""
    return Environment(**options)

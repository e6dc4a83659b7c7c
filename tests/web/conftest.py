"""Fixtures of the tests of the pages."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import set_script_prefix

from tandem.faces.web import navigation

ROOT = "/tandem"


@pytest.fixture
def below(settings: Any) -> Iterator[str]:
    """Tandem lies below this path of its host."""
    settings.PREFIX, settings.FORCE_SCRIPT_NAME, settings.STATIC_URL = ROOT, ROOT, f"{ROOT}/static/"
    settings.BASE_URL = f"https://example.org{ROOT}"
    settings.SESSION_COOKIE_PATH = settings.CSRF_COOKIE_PATH = f"{ROOT}/"
    set_script_prefix(f"{ROOT}/")
    navigation._built.cache_clear()
    yield ROOT
    set_script_prefix("/")
    navigation._built.cache_clear()

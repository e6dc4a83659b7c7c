"""Every string that people read is marked, and everybody is spoken to in the language they chose."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from tandem import languages
from tandem.ground.accounts import speaking
from tandem.ground.kernel.errors import Invalid
from tests import pseudo, unmarked
from tests.cast import Cast


def client_of(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pseudo.compile_into(tmp_path_factory.mktemp("locale"))


@pytest.fixture
def pseudo_language(words: Path, settings: Any) -> str:
    settings.LOCALE_PATHS = [words]
    settings.LANGUAGES = languages.available([words])
    return languages.PSEUDO


def test_every_string_that_people_read_is_marked() -> None:
    assert unmarked.every() == []


COUNTED = re.compile(
    r"%\((?:count|n|left|files|days|hours|minutes|months|weeks|steps|whole)\)[sd] (?:more )?"
    r"(?:[a-z]+s|are|were|have|people|entries)\b"
)
ALWAYS_MANY = {  # never shown for one, or a number with a fraction
    "%(count)s items are too many to draw one by one; they stand together by class. "
    "The figures below count all of them.",
    "about %(hours)s hours a week of everybody together, by the same measure.",
}


def test_what_is_counted_has_a_plural_of_its_own() -> None:
    counted = {message for message, _context in pseudo.messages() if isinstance(message, str)}
    assert sorted(filter(COUNTED.search, counted - ALWAYS_MANY)) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('<p>{{ _("Marked") }}</p>', 0),
        ("<p>Not marked</p>", 1),
        ('<button aria-label="Close">{{ icon("x") }}</button>', 1),
        ("<p>{% trans n=1 %}{{ n }} things{% endtrans %} <kbd>Ctrl K</kbd></p>", 0),
        ("<p>{# a note #}{{ value }} kB</p>", 0),
    ],
)
def test_the_lint_finds_what_a_template_says_unmarked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, count: int
) -> None:
    monkeypatch.setattr(unmarked, "ROOT", tmp_path)
    page = tmp_path / "page.html"
    page.write_text(text)
    assert len(list(unmarked.in_template(page))) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('messages.error(request, _("That was refused."))', 0),
        ('messages.error(request, "That was refused.")', 1),
        ('def show():\n    """Shows a thing."""\n    logger.info("Something went wrong")', 0),
        ('page(title="Where we stand")', 1),
    ],
)
def test_the_lint_finds_what_a_face_says_unmarked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, count: int
) -> None:
    monkeypatch.setattr(unmarked, "ROOT", tmp_path)
    source = tmp_path / "pages.py"
    source.write_text(text)
    assert len(list(unmarked.in_python(source))) == count


def test_a_language_is_one_folder(words: Path) -> None:
    assert languages.available([]) == [("en", "English")]
    assert [code for code, _name in languages.available([words])] == ["en", "en-xa"]


def test_everybody_chooses_their_own_language(home: Cast, pseudo_language: str) -> None:
    client, other = client_of(home, "ada"), client_of(home, "ben")
    told = {**dict.fromkeys(("quiet_from", "quiet_to"), "7"), "language": pseudo_language}
    assert client.post("/home/settings/mine/", told).status_code == 302
    page = client.get("/home/work/")
    assert page["Content-Language"] == "en-xa"
    assert pseudo.said("My work") in page.content.decode()
    assert pseudo.said("My work") not in other.get("/home/work/").content.decode()
    assert translation.get_language() == "en"


def test_a_language_that_there_is_not_is_refused_and_nothing_changes(home: Cast) -> None:
    with pytest.raises(Invalid):
        speaking.speak(home.users["ada"], "tlh")
    home.users["ada"].refresh_from_db()
    assert home.users["ada"].language == ""

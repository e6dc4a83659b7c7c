"""Every word that people read is marked for translation."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

import tandem

TEMPLATES = Path(tandem.__file__).parent / "faces/web/templates"
OURS = re.compile(r"Tandem|Ctrl K|SHA-256|kB|own\.|Excel|CSV|JSON|noscript|disabled")
MARKED = re.compile(
    r"{% trans.*?endtrans %}|{% set \w+ %}.*?{% endset %}|{% block body_class %}.*?{% endblock %}"
    r"|{#.*?#}|{{.*?}}|{%.*?%}|<script.*?</script>",
    re.DOTALL,
)
TAG = re.compile(r"<[^>]*>")
ATTRIBUTE = re.compile(r'(?:aria-label|title|alt)="([^"]*)"')
VALUED = re.compile(r"""[\w-]+=("[^"]*"|'[^']*')""")  # attributes that a macro writes
WORD = re.compile(r"[A-Za-z]{3,}")


@pytest.mark.parametrize(
    "template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.relative_to(TEMPLATES).as_posix()
)
def test_template_says_nothing_unmarked(template: Path) -> None:
    left = MARKED.sub(" ", template.read_text(encoding="utf-8"))
    spoken = VALUED.sub(" ", TAG.sub(" ", left)) + " ".join(ATTRIBUTE.findall(left))
    assert WORD.findall(OURS.sub(" ", spoken).replace("&amp;", " ")) == []


def test_messages_can_be_extracted() -> None:
    found = extract_from_dir(
        TEMPLATES.parent,
        [("templates/**.html", "jinja2")],
        {"templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}},
    )
    words = {message for _file, _line, message, _comments, _context in found}
    assert "My work" in words
    assert ("One thing waits for you.", "%(count)s things wait for you.") in words
    assert "" not in words

"""Builds the manual: `python -m docs.build` writes it as plain HTML pages to `docs/site/`.

Pages are the Markdown files of this folder. The reference of the registers, of the command line and of the checks is
read from the product itself, so it cannot fall behind. A link that leads nowhere ends the build.
"""

import html
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import django
from jinja2 import Environment
from markdown_it import MarkdownIt

from docs import pictures

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
SITE = DOCS / "site"
LINK = re.compile(r'(?:href|src)="([^"#]+)"')
PICTURE = re.compile(r'<p><img src="(?:\.\./)*pictures/[^>]*></p>\n?')

PAGE = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string("""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }} · Tandem</title><link rel="stylesheet" href="{{ up }}manual.css"></head><body>
<nav aria-label="Manual"><a class="brand" href="{{ up }}index.html">Tandem</a>
{% for name, pages in chapters %}
<h2>{{ name }}</h2><ul>{% for page in pages %}<li><a href="{{ up }}{{ page.path }}"{% if page.path == path %} aria-current="page"{% endif %}>{{ page.title }}</a></li>{% endfor %}</ul>
{% endfor %}
</nav><main>{{ body|safe }}</main></body></html>
""")
STYLE = """body{margin:0;display:grid;grid-template-columns:250px minmax(0,1fr);font:16px/1.6 system-ui,sans-serif;color:#17202b}
nav{background:#101a26;color:#c6cfd9;padding:20px;min-height:100vh;font-size:14px}nav a{color:inherit;text-decoration:none}
nav .brand{font-weight:700;font-size:18px;color:#fff}nav ul{list-style:none;margin:0;padding:0}nav li{padding:2px 0}
nav h2{font-size:11px;text-transform:uppercase;letter-spacing:.07em;color:#8b99a8;margin:18px 0 4px}
nav [aria-current]{color:#fff;font-weight:600}main{padding:24px 40px 60px;max-width:860px}
table{border-collapse:collapse;width:100%;font-size:14.5px}th,td{text-align:left;padding:6px 10px;border-bottom:1px solid #dfe4ea;vertical-align:top}
code,pre{font:13.5px/1.5 ui-monospace,monospace;background:#f5f6f8;border-radius:4px}code{padding:1px 4px}pre{padding:12px;overflow:auto}
img{max-width:100%;border:1px solid #dfe4ea;border-radius:10px}a{color:#1b4a87}
@media(max-width:800px){body{display:block}nav{min-height:0}main{padding:16px}}
@media(prefers-color-scheme:dark){body{background:#0f151d;color:#e5eaf0}a{color:#8db8f2}th,td{border-color:#2b3643}code,pre{background:#1b2531}}
"""


@dataclass(frozen=True)
class Manual:
    """One page: where it lies, what it is called, its HTML."""

    path: str
    title: str
    body: str


def written(folder: str) -> Iterator[Manual]:
    """The pages that people wrote in a folder below `docs`."""
    for source in sorted((DOCS / folder).glob("*.md")):
        yield rendered(source, (Path(folder) / f"{source.stem}.html").as_posix())


def rendered(source: Path, path: str) -> Manual:
    """The page that a Markdown file makes; its first heading is its title."""
    text = source.read_text(encoding="utf-8")
    title = next(line.lstrip("# ") for line in text.splitlines() if line.startswith("#"))
    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(text).replace('.md"', '.html"')
    return Manual(path, title, body)


def register_pages() -> Iterator[Manual]:
    """The page of each register, which lies in its folder, with the tables of its fields and steps."""
    from tandem.ground.kernel import registers

    reference = dict(register_reference())
    for register in sorted(registers.every(), key=lambda one: one.key):
        page = rendered(register.folder / "manual.md", f"registers/{register.key}.html")
        yield Manual(page.path, page.title, page.body + reference[register.key])


def table(headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """An HTML table."""
    head = "".join(f"<th>{html.escape(one)}</th>" for one in headings)
    body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def register_reference() -> Iterator[tuple[str, str]]:
    """Key of each register and the tables of its fields and steps."""
    from tandem.ground.kernel import registers
    from tandem.ground.kernel.kinds import table as kinds

    for register in registers.every():
        rows = []
        for name in register.shown:
            field = register.field(name)
            choices = ", ".join(str(word) for _key, word in field.flatchoices)
            rows.append((name, str(register.label(name)), kinds.of(field).name, choices))
        told = "<h2>Fields</h2>" + table(("Name", "Label", "Kind", "Choices"), rows)
        if register.workflow:
            steps = [
                (str(step.label), ", ".join(step.sources), step.target, ", ".join(step.required))
                for step in register.workflow.transitions
            ]
            told += "<h2>Steps</h2>" + table(("Step", "From", "To", "Asks for"), steps)
        yield register.key, told


def command_reference() -> Manual:
    """Every command with its help."""
    from tandem.faces.cli.main import tandem

    def sections(command: click.Command, name: str) -> Iterator[str]:
        context = click.Context(command, info_name=name)
        if isinstance(command, click.Group):
            for child in command.list_commands(context):
                found = command.get_command(context, child)
                if found:
                    yield from sections(found, f"{name} {child}")
        else:
            yield f"<h2>{html.escape(name)}</h2><pre>{html.escape(command.get_help(context))}</pre>"

    return Manual("commands.html", "Command line", "<h1>Command line</h1>" + "".join(sections(tandem, "tandem")))


def check_reference() -> Manual:
    """Every check of conformity with the requirements that it serves."""
    from tandem.proof.conformity.library import library

    rows = [(check.key, check.title, check.question, ", ".join(check.serves)) for check in library().checks]
    return Manual("checks.html", "Checks", "<h1>Checks</h1>" + table(("Check", "Title", "Asks", "Serves"), rows))


def chapters() -> list[tuple[str, list[Manual]]]:
    """The whole manual in the order of its navigation."""
    renderer = MarkdownIt("commonmark", {"html": False}).enable("table")
    start = renderer.render((ROOT / "README.md").read_text(encoding="utf-8"))
    start = start.replace("docs/", "").replace('.md"', '.html"').replace('href="LICENSE"', 'href="LICENSE.txt"')
    return [
        ("Begin", [Manual("index.html", "Tandem", start), *written(".")]),
        ("Pages", list(written("pages"))),
        ("Registers", list(register_pages())),
        ("Reference", [command_reference(), check_reference()]),
        ("Decisions", list(written("decisions"))),
    ]


def build() -> list[str]:
    """Write the manual; gives every link that leads nowhere. Without pictures their places are left out."""
    found = chapters()
    shutil.rmtree(SITE, ignore_errors=True)
    SITE.mkdir()
    (SITE / "manual.css").write_text(STYLE, encoding="utf-8")
    shutil.copy(ROOT / "LICENSE", SITE / "LICENSE.txt")
    shutil.copy(ROOT / "CHANGELOG.md", SITE / "CHANGELOG.html")
    for picture in DOCS.glob("*.png"):
        shutil.copy(picture, SITE)
    why_none = pictures.take_all(SITE / "pictures")
    if why_none:
        print(why_none)
    for _name, pages in found:
        for page in pages:
            target = SITE / page.path
            target.parent.mkdir(exist_ok=True)
            up = "../" * page.path.count("/")
            body = PICTURE.sub("", page.body) if why_none else page.body
            whole = PAGE.render(title=page.title, up=up, chapters=found, path=page.path, body=body)
            target.write_text(whole, encoding="utf-8")
    return [dead for _name, pages in found for page in pages for dead in _dead_links(SITE / page.path)]


def _dead_links(page: Path) -> Iterator[str]:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if not target.startswith(("http:", "https:", "mailto:")) and not (page.parent / target).exists():
            yield f"{page.relative_to(SITE)} links to {target}, which is not there"


def main() -> int:
    """Build, and say what is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TANDEM_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.settings")
        django.setup()
        dead = build()
    print(*dead or [f"The manual lies in {SITE.relative_to(ROOT)}."], sep="\n")
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main())

"""One folder translates the library too; what leaves the house is in the language of the documents."""

import io
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.utils import translation

from tandem import languages, library_words
from tandem.direction.risks.library import typical
from tandem.evaluation.audits.areas import areas
from tandem.evaluation.reviews.agenda import inputs
from tandem.ground.accounts import operations, speaking
from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.catalogue.pitfalls import pitfalls
from tandem.library_words import CHECKS, STORY, translated
from tandem.proof.conformity.library import library
from tandem.proof.drafting import operations as drafting
from tandem.support.documents import templates
from tests.cast import Cast
from tests.web.test_languages import client_of

OTHER = "eo"
TITLE = "Policies for information security"


@pytest.fixture
def esperanto(tmp_path: Path, settings: Any) -> None:
    """A folder of a language with every text of the library between two arrows, and one word of the pages."""
    words = tmp_path / "eo" / "LC_MESSAGES"
    words.mkdir(parents=True)
    texts = {text for _file, text in library_words.texts()}
    for domain, pairs in (("library", {text: f"»{text}«" for text in texts}), ("django", {"Version": "Versio"})):
        made = Catalog(locale="eo", project="Tandem", charset="utf-8")
        for text, said in pairs.items():
            made.add(text, said)
        buffer = io.BytesIO()
        write_mo(buffer, made)
        (words / f"{domain}.mo").write_bytes(buffer.getvalue())
    settings.LOCALE_PATHS = [tmp_path]
    settings.LANGUAGES = languages.available([tmp_path])


def test_every_kind_of_library_text_follows_the_language(esperanto: None, cast: Cast) -> None:
    named = {"standard": "iso-27001", "name": "ISO/IEC 27001:2022"}
    framework, _is_new = Framework.objects.get_or_create(key="iso-27001:2022", defaults=named)
    told = {"title": TITLE, "kind": "control"}
    Requirement.objects.update_or_create(framework=framework, ref="A.5.1", defaults=told)
    with translation.override(OTHER):
        said = {
            "check": library().checks[0].title,
            "question": library().checks[0].question,
            "pitfall": pitfalls()[0].title,
            "template": templates.every()[0].title,
            "text of a template": templates.every()[0].body,
            "threat": typical("threats")[0]["title"],
            "area": areas()[0].title,
            "input": inputs()[0].title,
            "requirement": Requirement.objects.values_list("title").get(framework__key="iso-27001:2022", ref="A.5.1")[
                0
            ],
        }
    plain = [name for name, text in said.items() if not text.startswith("»")]
    assert plain == []
    assert not library().checks[0].title.startswith("»")
    assert Requirement.objects.get(framework__key="iso-27001:2022", ref="A.5.1").title == TITLE


def test_only_what_is_read_is_translated(esperanto: None) -> None:
    entry = {"key": "x", "title": "Training was judged by its effect", "answer": {"where": {"title": "Training"}}}
    told = [{"title": "Review of <season -45>", "state": "active", "owner": "mira"}]
    with translation.override(OTHER):
        assert translated(entry, CHECKS)["answer"] == entry["answer"]
        assert translated(entry, CHECKS)["title"] == "»Training was judged by its effect«"
        assert translated(told, STORY) == [{"title": "»Review of <season -45>«", "state": "active", "owner": "mira"}]


def test_what_is_begun_is_in_the_language_of_the_documents(esperanto: None, home: Cast) -> None:
    ada = home.actor("ada")
    operations.change_organization(ada, home.home, {"language": OTHER})
    begun = drafting.begin(ada, ["backup"])[0]
    assert begun.title == "»Backup and restore policy«"
    operations.change_organization(ada, home.home, {"language": "en"})
    with translation.override(OTHER):
        assert drafting.preview(ada, templates.find("change-management")).text.startswith("## ")  # type: ignore[arg-type]


def test_language_of_documents_is_a_setting_of_managers(esperanto: None, cast: Cast) -> None:
    ada = client_of(cast, "ada")
    page = ada.get("/home/settings/").content.decode()
    assert '<option value="eo" lang="eo">' in page
    asked = {"name": cast.home.name, "time_zone": cast.home.time_zone, "language": OTHER}
    assert ada.post("/home/settings/", asked).status_code == 302
    cast.home.refresh_from_db()
    assert cast.home.language == OTHER
    with speaking.as_documents(cast.home):
        assert translation.gettext("Version") == "Versio"
    refused = ada.post("/home/settings/", {**asked, "language": "tlh"})
    assert (refused.status_code, "is no language of this installation" in refused.content.decode()) == (422, True)
    assert client_of(cast, "ben").post("/home/settings/", {**asked, "language": "en"}).status_code == 403
    cast.home.refresh_from_db()
    assert cast.home.language == OTHER


def test_a_language_that_was_taken_away_is_not_spoken(cast: Cast) -> None:
    cast.home.language = OTHER
    with speaking.as_documents(cast.home):
        assert translation.get_language() == "en"

"""What is searched is found however it is written: accents, unspaced scripts, names with signs."""

import pytest

from tandem.ground.kernel import registers, search, writing
from tandem.ground.kernel.folding import fold, indexed, terms
from tests.cast import Cast

FOUND = [
    ("Straße gesperrt", "strasse"),
    ("Strasse gesperrt", "Straße"),
    ("Søren meldet sich", "soren"),
    ("Soren meldet sich", "Søren"),
    ("Serverraum Łódź", "lodz"),
    ("Serverraum Lodz", "Łódź"),
    ("Chef d'œuvre", "oeuvre"),
    ("Chef d'oeuvre", "œuvre"),
    ("Müller ruft an", "muller"),
    ("Muller ruft an", "Müller"),
    ("Ångström", "angstrom"),
    ("情報セキュリティ方針を承認", "セキュリティ"),
    ("情報セキュリティ方針を承認", "方針"),
    ("情報セキュリティ方針を承認", "認"),
    ("信息安全管理体系", "安全"),
    ("信息安全管理体系", "体系"),
    ("정보보안정책 검토", "보안"),
    ("Server 復旧 Plan", "server 復旧"),
    ("Build in C++ fails", "C++"),
    ("Runs on .NET 8", ".NET"),
    ("Runs on .NET 8", ".net"),
    ("Rewritten in C#.", "c#"),
    ("Mail to anna@firma.example bounced", "anna@firma.example"),
    ("Mail to anna@firma.example bounced", "firma.example"),
    ("Host 10.0.0.12:8080 is down", "10.0.0.12"),
    ("Host 10.0.0.12:8080 is down", "10.0.0.12:8080"),
    ("Host 10.0.0.12:8080 is down", ":8080"),
    ("Host 10.0.0.12:8080 is down", "8080"),
    ("Port tcp/443 is open.", "tcp/443"),
    ("See https://intra.firma.example/wiki", "intra.firma.example"),
    ("Address fe80::1 answers", "fe80::1"),
    ("Backup and restore", "backup/restore"),
    ("Zurück zum Büro", "zuruck buro"),
    ("Written in “C++” (2011)", '"C++"'),
]
NOT_FOUND = [
    ("Build in C fails", "C++"),
    ("The net is down", ".NET"),
    ("Host 10.0.0.2 is down", "10.0.0.12"),
    ("Port tcp/444 is open", "tcp/443"),
    ("信息管理", "安全"),
    ("Anna works at Firma, for example", "anna@firma.example"),
]


def found(home: Cast, title: str, text: str, *, in_body: bool = False) -> bool:
    ada, risks = home.actor("ada"), registers.find("risks")
    assert risks is not None
    values = {"title": "Nothing", "description": title} if in_body else {"title": title}
    made = writing.create(ada, risks, {**values, "availability": True, "owner": ada.user_id})
    hits = {hit.reference for hit in search.everywhere(ada, text)}
    in_list = set(search.narrow(risks.model.objects.all(), risks, text).values_list("reference", flat=True))
    assert hits == in_list
    return made.reference in hits


@pytest.mark.parametrize("in_body", [False, True])
@pytest.mark.parametrize(("title", "text"), FOUND)
def test_is_found(home: Cast, title: str, text: str, in_body: bool) -> None:
    assert found(home, title, text, in_body=in_body)


@pytest.mark.parametrize(("title", "text"), NOT_FOUND)
def test_is_not_found(home: Cast, title: str, text: str) -> None:
    assert not found(home, title, text)


def test_a_hit_is_shown_as_it_was_written(home: Cast) -> None:
    assert found(home, "Straße gesperrt", "strasse")
    assert [hit.title for hit in search.everywhere(home.actor("ada"), "strasse")] == ["Straße gesperrt"]


def test_folding_leaves_plain_text_as_it_is() -> None:
    assert indexed("plain words, as ever.") == "plain words, as ever."
    assert fold("ガス") == "ガス"
    assert fold("보안") == "보안"


def test_no_more_than_twelve_terms_are_asked_for() -> None:
    assert len(terms(" ".join(["word"] * 50))) == 12
    assert terms("+ ++ . / : @ #") == []


@pytest.mark.parametrize("text", ["x" * 1_000_000, "中" * 200_000, "a/" * 300_000, "é+" * 300_000, ":1" * 300_000])
def test_a_text_without_a_space_is_passed_once(text: str) -> None:
    assert indexed(text).startswith(fold(text[:1000]))


def test_words_that_stand_nearly_everywhere_find_the_newest_named_so(
    home: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, services = home.actor("ada"), registers.declared("services")
    named = [writing.create(ada, services, {"title": f"Common {number}"}) for number in range(3)]
    mentioned = writing.create(ada, services, {"title": "Another", "description": "It is common."})
    expected = [record.reference for record in (*reversed(named), mentioned)]
    ranked = {hit.reference for hit in search.everywhere(ada, "common")}
    monkeypatch.setattr(search, "MOST_RANKED", 3)
    assert [hit.reference for hit in search.everywhere(ada, "common")] == expected
    assert ranked == set(expected)
    monkeypatch.setattr(search, "MOST_RANKED", 4)
    assert {hit.reference for hit in search.everywhere(ada, "common")} == set(expected)

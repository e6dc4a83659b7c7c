"""Lines that speak of several controls, and columns that decide together."""

import pytest

from tandem.direction.controls.statements.tests.test_spreadsheets import HEAD, read, said


@pytest.mark.parametrize(
    ("number", "refs"),
    [
        ("A.8.2 to A.8.24", ["A.8.2", "A.8.20", "A.8.24"]),
        ("8.2 – 8.20", ["A.8.2", "A.8.20"]),
        ("8.2-20", ["A.8.2", "A.8.20"]),
        ("A.5.1, A.5.2 und 8.20 bis 8.24", ["A.5.1", "A.5.2", "A.8.20", "A.8.24"]),
        ("5.1; 5.3\n5.30", ["A.5.1", "A.5.3", "A.5.30"]),
    ],
)
def test_line_of_several_controls_decides_all_of_them(number: str, refs: list[str]) -> None:
    reading = read([HEAD, [number, "Several", "No", "No crane here", None]])
    assert said(reading) == dict.fromkeys(refs, "excluded")
    assert {verdict.why for verdict in reading.decided} == {"No crane here"}
    assert (reading.questions, len(reading.recognized)) == ([], len(refs))


def test_whole_chapter_and_other_signs_in_numbers() -> None:
    rows = [HEAD, ["A.8.*", "All of it", "No", "No crane", None], ["5/1", "Rules of the harbour", "Yes", None, None]]
    assert said(read(rows)) == {
        "A.5.1": "applicable",
        **dict.fromkeys(("A.8.2", "A.8.20", "A.8.24"), "excluded"),
    }
    (question,) = read([HEAD, ["A.9.*", "Nothing", "Yes", None, None]]).questions
    assert question.key == "several Sheet1!2"


def test_several_controls_of_which_one_is_unknown_are_asked_about() -> None:
    rows = [HEAD, ["5.1, 5.77", "Several", "Yes", "By law", None]]
    (question,) = read(rows).questions
    assert [key for key, _words in question.options] == ["known", ""]
    assert said(read(rows, answers={question.key: "known"})) == {"A.5.1": "applicable"}
    assert said(read(rows, answers={question.key: ""})) == {}


def test_a_column_for_yes_and_one_for_no_decide_together() -> None:
    rows = [
        ["Ref", "Name", "Applicable", "Not applicable", "Justification"],
        ["A.5.1", "Rules of the harbour", "x", None, "By law"],
        ["A.8.2", "Keys to the crane", None, "x", "No crane"],
        ["A.5.2", "Who is who on the pier", "x", "x", "Both"],
        ["A.5.3", "Two people at every rope", None, None, None],
    ]
    reading = read(rows)
    assert said(reading) == {"A.5.1": "applicable", "A.5.2": "", "A.5.3": "", "A.8.2": "excluded"}
    (question,) = reading.questions
    assert (question.key, "Applicable: x, Not applicable: x" in question.text) == ("decision Sheet1!4", True)

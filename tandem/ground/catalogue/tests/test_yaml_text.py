"""YAML that is broken or hostile is refused with its line, quickly."""

import pytest

from tandem.ground.catalogue.errors import LibraryError
from tandem.ground.catalogue.yaml_text import read_bytes


@pytest.mark.parametrize(
    ("raw", "line", "told"),
    [
        (b"", 0, "The file is empty."),
        (b"PK\x03\x04\xff\xfe", 1, "The file is not UTF-8 text; save it as YAML in UTF-8."),
        (b"a: 1\nb: c: d", 2, "This is not valid YAML: mapping values are not allowed in this context."),
        (b"a: 1\nb: 2\na: 3", 3, "“a” stands here twice; keep one."),
        (b"a: &x [1]\nb: *x", 2, "References (*name) are not used in libraries; write the value out."),
        (b"a: !!python/object/apply:os.system [ls]", 1, "not allowed; libraries hold plain values."),
        (b"a: !!set {x}", 1, "not allowed; libraries hold plain values."),
        (b"[" * 1_000_000, 1, "Nested more than 40 levels deep."),
        (b"a:\n  b: " + b"1:" * 100_000 + b"1", 2, "put it in quotes if it is text."),
        (b"a: .inf", 1, "“.inf” cannot be read; put it in quotes."),
        (b'a: "x\\0y"', 1, "The text holds a NUL character; remove it."),
        (b"? [a]\n: b", 1, "A key must be a plain word."),
        (b"<<: {a: 1}", 1, "A key must be a plain word."),
        (b"--- a\n--- b", 2, "This is not valid YAML: but found another document."),
    ],
)
def test_unusable_yaml_is_refused_with_its_line(raw, line, told):
    with pytest.raises(LibraryError) as caught:
        read_bytes(raw, "bad.yaml")
    assert (caught.value.file, caught.value.line) == ("bad.yaml", line)
    assert caught.value.message.endswith(told)


def test_file_above_the_size_limit_is_refused():
    with pytest.raises(LibraryError, match="larger than 16 MB"):
        read_bytes(b"a" * (16 * 1024 * 1024 + 1), "big.yaml")


def test_more_values_than_any_library_has_are_refused(monkeypatch):
    monkeypatch.setattr("tandem.ground.catalogue.yaml_text.VALUE_LIMIT", 1000)
    with pytest.raises(LibraryError, match="More than 1,000 values"):
        read_bytes(b"- a\n" * 2000, "long.yaml")


def test_plain_values_keep_their_type_and_dates_stay_text():
    document = read_bytes(b'a: 1\nb: "1"\nc: 2022-10-25\nd: true\ne: ~\nf: 1.5\n', "good.yaml")
    assert document.data == {"a": 1, "b": "1", "c": "2022-10-25", "d": True, "e": None, "f": 1.5}


def test_line_of_a_value_is_the_line_of_its_key():
    document = read_bytes(b"a: 1\nrows:\n- x: 1\n- x: 2\n  y:\n    z: 3\n", "good.yaml")
    assert document.line("rows", 1) == 4
    assert document.line("rows", 1, "y") == 5
    assert document.line("rows", 1, "y", "z") == 6
    assert document.line("rows", 1, "missing") == 4

"""In which encoding a text file is written: said by its first bytes, provable from its content, or guessed and said."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from itertools import pairwise
from pathlib import Path

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

UTF8 = "utf-8-sig"
SAMPLE = 2**20
LATIN = ("cp1252", "cp1250", "iso8859_2", "cp850")
OTHERS = ("cp1251", "cp932", "gb18030", "cp1253", "koi8_r", "cp1255", "cp1256")
CASED = ("cp1251", "koi8_r", "cp1253")  # scripts with small and capital letters
BIG5, MAC = "big5", "mac_roman"
HIGH = re.compile(rb"[\x80-\xff]+")
APART = re.compile(rb"(?<![A-Za-z\x80-\xff])[\x80-\xff]+(?![A-Za-z])")
BAD = re.compile("[\udc80-\udcff]+")  # bytes in a row that are no UTF-8
KNOWN = (UTF8, "utf-16", "utf-16-le", "utf-16-be", *LATIN, *OTHERS, BIG5, "euc_kr", MAC)
KANA = re.compile("[\u3040-\u30ff]")
CYRILLIC = re.compile("[\u0430-\u044f]")
AROUND_WORDS = frozenset("“”„‘’‚«»‹›–—…•·€£§°®©™±½¼¾²³µ×¿¡\u00a0")
RARE = frozenset("ĹĺŔŕ")  # which Slovak hardly has, and other encodings read where most have Å and å, À and à
UNHEARD = re.compile("ăo|Ľ[bcdfghjklmnprstvwz]")  # what Central European encodings make of São and źródło
WITHIN_WORDS = frozenset("’·\u00ad\u00a0–×")
OPENING = frozenset("„‚¿¡")  # which no word has behind it
MICRO = "µ"
ALONE = frozenset(f"½¼¾{MICRO}")  # beside figures and units
PAIR = re.compile(rb"[\xa1-\xf9][\x40-\x7e\xa1-\xfe]")
USUAL_PAIR = re.compile(rb"[\xa4-\xc6].")  # signs of everyday use in Big5


class BadByte(ValueError):
    """A file in UTF-8 with bytes that are none: the first of them, and its line."""

    def __init__(self, line: int, byte: int) -> None:
        self.line, self.byte = line, byte
        told = {"line": line, "byte": f"{byte:02X}"}
        super().__init__(
            _(
                "The file is written in UTF-8, but line %(line)d holds a byte that is none (%(byte)s). Correct that"
                " line, or say in which encoding the file is written."
            )
            % told
        )


def encoding_of(path: Path) -> str:
    """The encoding of a text file; BadByte for one that is nearly UTF-8."""
    with path.open("rb") as file:
        start = file.read(SAMPLE)
    if start.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    if b"\x00" in start[:4096]:
        return _wide(start)
    return _eight_bits(path, start)


def _wide(start: bytes) -> str:
    """UTF-16 without a mark: every second byte of plain text is 0."""
    head = start[:4096]
    if head[1::2].count(0) > len(head) * 0.3:
        return "utf-16-le"
    return "utf-16-be" if head[0::2].count(0) > len(head) * 0.3 else ""


def _eight_bits(path: Path, start: bytes) -> str:
    bad = _first_bad(path)
    if bad is None:
        return UTF8
    text = start.decode("utf-8", errors="surrogateescape")
    wrong = len(BAD.findall(text))
    right = sum(1 for sign in text if sign > "\x7f" and not "\udc80" <= sign <= "\udcff")
    if start.startswith(BOM_UTF8) or right >= max(1, wrong):
        raise BadByte(*bad)
    return _guessed(start if wrong else path.read_bytes())


def _first_bad(path: Path) -> tuple[int, int] | None:
    """Line and value of the first byte that is no UTF-8."""
    decoder, line = getincrementaldecoder("utf-8")(), 1
    with path.open("rb") as file:
        while part := file.read(2**16):
            kept = decoder.getstate()[0]
            try:
                decoder.decode(part)
            except UnicodeDecodeError as error:
                whole = kept + part
                return line + len(re.findall(rb"\r\n|\r|\n", whole[: error.start])), whole[error.start]
            line += len(re.findall(rb"\r\n|\r|\n", part))
        kept = decoder.getstate()[0]
    return (line, kept[0]) if kept else None


def _guessed(raw: bytes) -> str:
    """High bytes that make whole words are another script; those within Latin words are accents."""
    if _is_japanese(raw):
        return "cp932"
    if _is_big5(raw):
        return BIG5
    if _is_korean(raw):
        return "euc_kr"
    if b"\r" in raw and b"\n" not in raw and _decodes(raw, MAC):
        return MAC
    alone = sum(len(run) for run in APART.findall(raw) if len(run) > 1)
    if alone <= sum(map(len, HIGH.findall(raw))) * 0.6:
        among = _least_odd(raw, (*LATIN, MAC))
        return MAC if among == (MAC,) else _best(raw, tuple(name for name in LATIN if name in among) or LATIN)
    low = raw.decode("cp1251", errors="ignore")
    if len(CYRILLIC.findall(low)) > len(APART.findall(raw)) and _decodes(raw, "cp1251"):
        usual = _best(raw, ("cp1251", "koi8_r", "gb18030"))
        return _rightly_cased(raw) if usual in CASED else usual
    return _best(raw, OTHERS)


def _is_japanese(raw: bytes) -> bool:
    if not _decodes(raw, "cp932"):
        return False
    text = raw.decode("cp932", errors="ignore")
    wide = [sign for sign in text if sign > "\x7f"]
    return bool(KANA.search(text)) and sum(1 for sign in wide if "\u3000" <= sign <= "\u9fff") > len(wide) * 0.8


def _is_big5(raw: bytes) -> bool:
    """Signs of everyday use, part of them with a second byte that other encodings of two bytes never have."""
    pairs = PAIR.findall(b"".join(re.findall(rb"[\x80-\xff][\x40-\xff]*", raw[:SAMPLE])))
    usual = sum(1 for pair in pairs if USUAL_PAIR.fullmatch(pair))
    low = sum(1 for pair in pairs if pair[1] < 0x80)
    high = sum(map(len, HIGH.findall(raw[:SAMPLE])))
    return len(pairs) > 2 and usual > len(pairs) * 0.9 and len(pairs) * 0.15 < low < high / 2 and _decodes(raw, BIG5)


def _is_korean(raw: bytes) -> bool:
    if not _decodes(raw, "euc_kr"):
        return False
    wide = [sign for sign in raw[:SAMPLE].decode("euc_kr", errors="ignore") if sign > "\x7f"]
    return len(wide) > 1 and sum(1 for sign in wide if "\uac00" <= sign <= "\ud7a3") > len(wide) * 0.85


def _rightly_cased(raw: bytes) -> str:
    """The encoding in which fewest small letters stand before capitals of one word, and most signs are letters."""
    return min(CASED, key=lambda name: _oddness(raw[:SAMPLE].decode(name, errors="replace")))


def _oddness(text: str) -> int:
    inside = sum(1 for a, b in pairwise(text) if a.islower() and b.isupper() and a > "\x7f" and b > "\x7f")
    return inside + sum(1 for sign in text if sign > "\x7f" and not sign.isalpha())


def _least_odd(raw: bytes, among: tuple[str, ...]) -> tuple[str, ...]:
    """The encodings in which fewest accented letters and signs stand where no word has them, as in “CafŽ” and “f†r”."""
    odd = {name: _misplaced(raw[:SAMPLE].decode(name, errors="replace")) for name in among}
    return tuple(name for name in among if odd[name] == min(odd.values()))


def _misplaced(text: str) -> int:
    neighbours = zip(" " + text[:-1], text, text[1:] + " ", strict=True)
    return sum(1 for before, sign, after in neighbours if sign > "\x7f" and _is_misplaced(before, sign, after))


def _is_misplaced(before: str, sign: str, after: str) -> bool:
    """Whether a capital stands within a word in small letters, or a sign where words have letters."""
    is_behind, is_ahead = before.isalpha(), after.isalpha()
    if sign.isalpha() and sign != MICRO:
        is_small = is_behind and (before.islower() or after.islower())
        return sign in RARE or UNHEARD.match(sign + after) is not None or (sign.isupper() and is_small)
    if sign in ALONE:
        return is_behind or (is_ahead and sign != MICRO)
    return sign not in AROUND_WORDS or (is_behind and (sign in OPENING or is_ahead) and sign not in WITHIN_WORDS)


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw[: raw.rfind(b"\n") + 1 or None].decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _most_letters(raw: bytes, among: tuple[str, ...]) -> tuple[str, ...]:
    """The encodings in which most of the high bytes are letters: what is ö in one is a sign of division in another."""
    high = b"".join(HIGH.findall(raw[:SAMPLE])) if among == LATIN else b""
    letters = {name: sum(map(str.isalpha, high.decode(name, errors="replace"))) for name in among}
    return tuple(name for name in among if letters[name] == max(letters.values()))


def _best(raw: bytes, among: tuple[str, ...]) -> str:
    among = _most_letters(raw, among)
    best = from_bytes(raw[:SAMPLE], cp_isolation=list(among)).best()
    encoding = best.encoding if best else among[0]
    if raw.decode(encoding, errors="replace") == raw.decode(among[0], errors="replace"):
        encoding = among[0]  # the usual one, where they say the same
    return encoding if _decodes(raw, encoding) else "latin-1"

"""The shape of check files (tandem-checks/1); a key that is not named here is refused."""

from typing import Annotated, Any, Final

import msgspec

CHECKS_FORMAT: Final = "tandem-checks/1"
Key = Annotated[str, msgspec.Meta(max_length=60)]
Phrase = str | list[str]


class FreshEntry(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """`date` with `within`, or `until`; `undated: fine` lets records without the date count."""

    date: str = ""
    within: str = ""
    until: str = ""
    undated: str = "wrong"


class SaysEntry(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """How reasons go on: one phrase, or one for a single record and one for several."""

    good: Phrase = "is in order"
    lack: Phrase = "is not in order"
    old: Phrase = "is past its date"
    thin: Phrase = ""


class PartEntry(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One of several things that a check looks at: one record found, `at_least` so many, `every` one, or a share.

    `standard` is the one that asks for it.
    """

    name: str
    over: str
    where: dict[str, Any] = {}
    must: dict[str, Any] = {}
    fresh: FreshEntry | None = None
    every: bool = False
    at_least: int = 1
    threshold: int = 0
    when_none: str = "no-data"
    may_be_empty: bool = False
    standard: str = ""


class AnswerEntry(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """How registers answer: over which one, which records, what they must be; or several parts."""

    over: str = ""
    where: dict[str, Any] = {}
    must: dict[str, Any] = {}
    must_not: dict[str, Any] = {}
    fresh: FreshEntry | None = None
    at_least: int = 0
    threshold: int = 0
    when_none: str = "no-data"
    may_be_empty: bool = False
    is_work: bool = False
    is_graded: bool = False
    parts: list[PartEntry] = []
    noun: list[str] = []
    says: SaysEntry | None = None
    limits: str = ""


class FreshnessEntry(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """When evidence is too old; `default` is a proposal, the standards give no number."""

    basis: str
    default: str = ""


class RemedyEntry(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """The button: `list` with filters, or `new` with values already filled in."""

    register: str
    action: str
    values: dict[str, str] = {}


class CheckEntry(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One check as a file writes it.

    With `for_each` it stands for one check for each requirement of the ranges given by standard, such as `A.5.1-37`;
    {ref} and {requirement} in its texts are then that requirement's reference and key, and `together` is the title of
    a step that puts several of them right at once. `records` are the registers that a check without an answer waits
    for; those that an answer reads stand in it.
    """

    key: Key
    title: str
    test: str
    serves: list[str] = []
    for_each: dict[str, list[str]] = {}
    together: str = ""
    strength: str
    freshness: FreshnessEntry
    records: list[str] = []
    question: str
    remedy: RemedyEntry | None = None
    answer: AnswerEntry | None = None
    effort: float = 0.0


class ChecksHead(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A check file without its checks, which are read one by one."""

    format: str
    about: str
    checks: list[Any]

"""The records of the active organization around those that are looked at: their states, files, and empty texts."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, Final

from tandem.ground.kernel.models import Attachment
from tandem.ground.kernel.registers import Register, find
from tandem.ground.kernel.substance import NOTHING_BROUGHT, Substance, Texts, substance_of
from tandem.ground.kernel.values import states_of
from tandem.proof.conformity.as_predicate import IDENTITY, State
from tandem.proof.conformity.brought import GIVEN, Unconfirmed, unconfirmed_now
from tandem.proof.conformity.common import known_to_all
from tandem.proof.conformity.vocabulary import Wanted

MOST_READ: Final = 2_000  # newest records of a register whose texts are compared with each other
MOST_AGAIN: Final = 200  # records written since; beyond, reading all of them again is quicker
HAPPENINGS: Final = frozenset(
    {
        "acknowledgements",
        "actions",
        "document-reviews",
        "incident-evidence",
        "incident-notifications",
        "incidents",
        "items",
        "people",
        "statement-entries",
        "trainings",
        "vulnerabilities",
        "vulnerability-findings",
    }
)  # registers where the same words come again because the same thing happens or applies again


def declared(key: str) -> Register:
    """The register of this key; LookupError for none."""
    register = find(key)
    if register is None:
        raise LookupError(f"There is no register “{key}”.")
    return register


class Present:
    """The records as they are. What is empty among texts is worked out from what was known before where possible."""

    def __init__(
        self,
        wanted: Wanted,
        before: Mapping[str, Substance] | None = None,
        written: Mapping[str, Collection[int]] | None = None,
    ) -> None:
        self.wanted = wanted
        self.before = before or {}
        self.written = written or {}
        self.substances: dict[str, Substance] = {}
        self._states: dict[str, Mapping[int, State]] = {}
        self._files: dict[str, frozenset[int]] = {}
        self._unconfirmed: Unconfirmed | None = None

    @cached_property
    def common(self) -> frozenset[int]:
        """The runs of words of texts that everybody has."""
        return known_to_all()

    def states(self, register: str) -> Mapping[int, State]:
        """Every record's fields by primary key, `IDENTITY` among them."""
        if register not in self._states:
            records: Any = declared(register).model.objects.order_by("pk")
            self._states[register] = {pk: state | {IDENTITY: pk} for pk, state in states_of(records)}
        return self._states[register]

    def with_files(self, register: str) -> Collection[int]:
        """Primary keys of the records of a register that a file hangs on."""
        if register not in self._files:
            files = Attachment.objects.filter(register=register)
            self._files[register] = frozenset(files.values_list("record_id", flat=True))
        return self._files[register]

    def substance(self, register: str) -> Substance:
        """What counts as empty in a register."""
        if register not in self.substances:
            self.substances[register] = self._substance(register)
        return self.substances[register]

    def look_at(self, register: str, *, is_empty: bool) -> None:
        """Know what is empty among the texts of a register, so that later writes can be followed."""
        if is_empty:
            nothing = Substance(may_repeat=register in HAPPENINGS, given=GIVEN, known=self.common)
            self.substances.setdefault(register, nothing)
        else:
            self.substance(register)

    def kept(self) -> dict[str, Substance]:
        """What is known of empty texts now, to be remembered."""
        untouched = {key: known for key, known in self.before.items() if key not in self.written}
        return untouched | self.substances

    def _substance(self, register: str) -> Substance:
        known, written = self.before.get(register), self.written.get(register, ())
        if known is not None and not written:
            return known
        if known is None or len(written) > MOST_AGAIN:
            whole = self._whole(register)
            return replace(whole, brought=self._brought(register), given=GIVEN)
        texts = self._texts(register, written)
        after = known.after({pk: texts.get(pk) for pk in written})
        return replace(after, brought=self._brought(register))

    def _whole(self, register: str) -> Substance:
        texts = self._texts(register)
        return substance_of(texts.items(), may_repeat=register in HAPPENINGS, known=self.common)

    def _brought(self, register: str) -> frozenset[int]:
        if self._unconfirmed is None:
            self._unconfirmed = unconfirmed_now()
        return self._unconfirmed.get(register, NOTHING_BROUGHT)

    def _texts(self, register: str, record_ids: Collection[int] | None = None) -> dict[int, Texts]:
        names = self.wanted.get(register, ())
        if not names:
            return {}
        records: Any = declared(register).model.objects.order_by("-pk")
        if record_ids is not None:
            records = records.filter(pk__in=record_ids)
        rows = records.values_list("pk", *names)[:MOST_READ]
        return {pk: dict(zip(names, texts, strict=True)) for pk, *texts in rows}

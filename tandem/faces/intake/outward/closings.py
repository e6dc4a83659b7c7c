"""The message that closes a ticket: what was done, and how content whoever asked is, with one click."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.faces.intake.outward import links, marks, posting
from tandem.ground.accounts import speaking
from tandem.ground.kernel import clock, locales
from tandem.ground.kernel.actor import Actor
from tandem.operation.mail.received.belonging import asker_addresses
from tandem.operation.mail.sent import operations
from tandem.operation.mail.tickets import INCIDENT, REQUEST, Kind, register_of

LATEST = timedelta(days=2)  # what was solved earlier is no news
WORDS = {
    5: gettext_lazy("very content"),
    4: gettext_lazy("content"),
    3: gettext_lazy("so so"),
    2: gettext_lazy("little content"),
    1: gettext_lazy("not content at all"),
}


@dataclass(frozen=True, slots=True)
class Ending:
    """How a kind of ticket ends: in which states, since when, and where what was done stands."""

    kind: Kind
    states: tuple[str, ...]
    moment: str
    solution: str
    leaves_out: tuple[tuple[str, Any], ...] = ()

    def since(self, moment: datetime) -> Any:
        """The tickets of this kind that ended here from a moment on."""
        is_day = self.moment.endswith("_on")
        ended = register_of(self.kind).model.objects.filter(
            **{"state__in": self.states, f"{self.moment}__gte": moment.date() if is_day else moment}
        )
        return ended.exclude(**dict(self.leaves_out)) if self.leaves_out else ended


ENDINGS = (
    Ending(INCIDENT, ("resolved", "closed"), "resolved_at", "resolution", (("is_confidential", True),)),
    Ending(REQUEST, ("fulfilled", "closed"), "fulfilled_on", "done"),
)


def write_closings(tandem: Actor) -> int:
    """Write to whoever asked for each ticket that was solved, once for each time it was; how many were written."""
    since = operations.since_when()
    if since is None:
        return 0
    return sum(_write_closings(tandem, ending, max(since, clock.now() - LATEST)) for ending in ENDINGS)


def _write_closings(tandem: Actor, ending: Ending, since: datetime) -> int:
    rows = ending.since(since).order_by("pk").values_list("pk", "reference", ending.moment)
    names = {f"closing {reference} {moment.isoformat()}": key for key, reference, moment in rows}
    fresh = posting.unwritten(names)
    tickets = (
        register_of(ending.kind)
        .model.objects.select_related(*ending.kind.askers)
        .in_bulk([names[name] for name in fresh])
    )
    return sum(_write(tandem, ending, tickets[names[name]], name) for name in fresh)


def _write(tandem: Actor, ending: Ending, ticket: Any, name: str) -> bool:
    recipient = next(iter(asker_addresses(ending.kind, ticket)), "")
    if not recipient or _came_ended(ending, ticket) or getattr(ticket, "merged_into_id", None):
        return False
    mailbox = operations.mailbox_of(ticket)
    with speaking.as_documents(ticket.organization):
        text = _text(tandem, ending, ticket, asks=mailbox.asks_content)
    values = {
        ending.kind.name: ticket.reference,
        "customer": ticket.customer_id,
        "mailbox": mailbox.reference,
        "recipient": recipient,
        "title": operations.subject_of(ticket),
        "text": operations.signed(ticket, text),
        "asks": name,
    }
    return posting.write(tandem, values)


def _came_ended(ending: Ending, ticket: Any) -> bool:
    """Whether it had ended before it was entered here, as what is imported has."""
    moment = getattr(ticket, ending.moment)
    begun = ticket.created_at
    return bool(moment < (begun if isinstance(moment, datetime) else begun.astimezone(ticket.organization.zone).date()))


def _text(tandem: Actor, ending: Ending, ticket: Any, *, asks: bool) -> str:
    parts = [_("%(reference)s is solved.") % {"reference": ticket.reference}, getattr(ticket, ending.solution)]
    register = register_of(ending.kind)
    if asks and marks.may_mark(register, ticket):
        until = tandem.today + marks.VALID
        parts.append(question(_("How content are you?"), marks.secret_of_ticket(register, ticket, until), until))
    parts.append(_("If something is still wrong, answer this message."))
    return "\n\n".join(part for part in parts if part)


def question(words: str, secret: str, until: date) -> str:
    """A question with one link for each mark."""
    answers = (f"{score}  {word}: {links.address('answer-score', secret, score)}" for score, word in WORDS.items())
    note = _("It takes one click and no sign-in, until %(day)s.") % {"day": locales.long_day(until)}
    return "\n".join((f"{words} {note}", *answers))

"""From what the ledger says happened to what other systems are told."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction
from django.db.models import Max

from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.calling import NotCalled, Resolver, post, resolve
from tandem.ground.kernel.registers import declared_for
from tandem.ground.ledger.models import Entry
from tandem.support.webhooks.deliveries import rules
from tandem.support.webhooks.deliveries.models import WebhookDelivery
from tandem.support.webhooks.models import Webhook, WebhookCursor
from tandem.support.webhooks.secrets import SECRETS

logger = logging.getLogger("tandem.webhooks")
PART, MOST_SENT = 100, 200
LASTS = timedelta(minutes=5)  # what is not sent by then is sent with the next minute's work


def gather(actor: Actor) -> int:
    """Make deliveries of what happened since the last time; each happening once, in short batches."""
    webhooks = list(Webhook.objects.filter(state="in-use").exclude(secret_number=0).order_by("pk"))
    made = 0
    while webhooks or WebhookCursor.objects.exists():
        count, more = _gather_part(actor, webhooks)
        made += count
        if not more:
            break
    return made


def _gather_part(actor: Actor, webhooks: list[Any]) -> tuple[int, bool]:
    with transaction.atomic():
        cursor, _new = WebhookCursor.objects.select_for_update().get_or_create(
            organization_id=actor.organization_id, defaults={"leaf": partial(_before, actor, webhooks)}
        )
        sealed = Entry.objects.filter(organization_id=actor.organization_id, leaf_index__gt=cursor.leaf)
        if not webhooks:
            leaf = sealed.aggregate(last=Max("leaf_index"))["last"]
            _move(cursor, cursor.leaf if leaf is None else leaf)
            return 0, False
        entries = list(sealed.order_by("leaf_index").defer("state", "salts", "commitments")[:PART])
        rows = [_row(webhook, entry) for entry in entries for webhook in webhooks if _concerns(webhook, entry)]
        writing.create_many(actor, declared_for(WebhookDelivery), rows)
        _move(cursor, entries[-1].leaf_index if entries else cursor.leaf)
        return len(rows), len(entries) == PART


def _move(cursor: WebhookCursor, leaf: int | None) -> None:
    if leaf is not None and leaf != cursor.leaf:
        WebhookCursor.objects.filter(pk=cursor.pk).update(leaf=leaf)


def _before(actor: Actor, webhooks: Iterable[Any]) -> int:
    """The last leaf before there was any webhook; what happened earlier is told nobody."""
    begun = min((webhook.created_at for webhook in webhooks), default=clock.now())
    earlier = Entry.objects.filter(organization_id=actor.organization_id, recorded_at__lt=begun)
    last = earlier.aggregate(last=Max("leaf_index"))["last"]
    return -1 if last is None else int(last)


def _concerns(webhook: Any, entry: Entry) -> bool:
    if entry.register not in webhook.about or entry.recorded_at < webhook.created_at:
        return False
    return not webhook.actions or entry.action in webhook.actions


def _row(webhook: Any, entry: Entry) -> dict[str, Any]:
    return {
        "webhook": webhook,
        "title": f"{entry.register}.{entry.action} {entry.reference}"[:200],
        "register": entry.register,
        "record": entry.record_id,
        "subject": entry.reference[:40],
        "action": entry.action,
        "record_version": entry.version,
        "happened_at": entry.recorded_at,
    }


def send_due(actor: Actor, resolver: Resolver = resolve) -> int:
    """Send what is due, each after the other and outside any transaction; how many were tried."""
    until, tried = clock.now() + LASTS, 0
    due = WebhookDelivery.objects.filter(state="waiting", next_at__lte=clock.now(), webhook__state="in-use")
    for key in due.order_by("next_at", "pk").values_list("pk", flat=True)[:MOST_SENT]:
        if clock.now() >= until:
            break
        delivery = _claimed(actor, key)
        if delivery is not None:
            _send(actor, delivery, resolver)
            tried += 1
    return tried


def _claimed(actor: Actor, key: int) -> Any:
    """The delivery, if it is still due, with its next try already set: should this worker die, it is tried again."""
    now = clock.now()
    with transaction.atomic():
        waiting = WebhookDelivery.objects.select_for_update().filter(pk=key, state="waiting", next_at__lte=now)
        delivery = waiting.first()
        if delivery is None:
            return None
        attempts = delivery.attempts + 1
        values = {"attempts": attempts, "next_at": rules.next_try(attempts, now) or now + rules.TRIES[-1]}
        return writing.follow(actor, declared_for(WebhookDelivery), delivery, values, "try")


def _send(actor: Actor, delivery: Any, resolver: Resolver) -> None:
    organization, now = Organization.objects.get(pk=actor.organization_id), clock.now()
    data = rules.payload_of(delivery, f"{settings.BASE_URL}/{organization.slug}/")
    if data is None:
        _note(actor, delivery, {"state": "withheld", "next_at": None}, "withheld")
        return
    kind = f"{delivery.register}.{delivery.action}"
    body = msgspec.json.encode({"type": kind, "timestamp": delivery.happened_at.isoformat(), "data": data})
    try:
        answer = post(delivery.webhook.address, body, _headers(delivery, now, body), resolver)
    except NotCalled as why:
        _note(actor, delivery, _failed(delivery, None, str(why)), "failed")
        return
    if 200 <= answer.status < 300:
        values = {"state": "delivered", "status": answer.status, "delivered_at": now, "next_at": None}
        _note(actor, delivery, values | {"answer": _short(answer.text)}, "delivered")
    else:
        _note(actor, delivery, _failed(delivery, answer.status, answer.text), "failed")


def _headers(delivery: Any, now: datetime, body: bytes) -> dict[str, str]:
    message_id = f"msg_{delivery.organization_id}_{delivery.pk}"
    return {
        "Content-Type": "application/json",
        "User-Agent": "Tandem",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(SECRETS.signatures(delivery.webhook, message_id, now, body.decode(), now)),
    }


def _failed(delivery: Any, status: int | None, words: str) -> dict[str, Any]:
    values: dict[str, Any] = {"status": status, "answer": _short(words)}
    is_over = rules.next_try(delivery.attempts, clock.now()) is None
    return values | {"state": "failed", "next_at": None} if is_over else values


def _short(words: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())[:500]


def _note(actor: Actor, delivery: Any, values: dict[str, Any], action: str) -> None:
    writing.follow(actor, declared_for(WebhookDelivery), delivery, values, action)

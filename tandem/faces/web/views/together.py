"""What hangs on a record: comments, links, files, actions."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.faces.web import sending
from tandem.faces.web.shell import Visit, inside, register_of_record
from tandem.ground.kernel import comments, files, links, reminders, sent_forms, writing
from tandem.ground.kernel.errors import Invalid, WriteError
from tandem.ground.kernel.kinds.times import day_asked
from tandem.ground.kernel.models import Action, Comment
from tandem.ground.kernel.registers import Register, declared_for


def _place(visit: Visit, key: str, reference: str, part: str) -> str:
    return f"{visit.url('record', key, reference)}#{part}"


SAID_AS = {
    "": (Comment.Kind.COMMENT, Comment.Audience.INTERNAL),
    "note": (Comment.Kind.NOTE, Comment.Audience.INTERNAL),
    "reply": (Comment.Kind.REPLY, Comment.Audience.PUBLIC),
}


def _back(visit: Visit, key: str, reference: str, part: str) -> HttpResponse:
    return redirect(_place(visit, key, reference, part))


@require_POST
@inside
def comment(visit: Visit, key: str, reference: str) -> HttpResponse:
    """Add a comment."""
    register = register_of_record(visit, key)

    def make() -> str:
        posted = visit.request.POST
        kind, audience = SAID_AS.get(posted.get("kind", ""), SAID_AS[""])
        comments.add(visit.actor, register, reference, posted.get("text", ""), kind=kind, audience=audience)
        return _place(visit, key, reference, "stream")

    try:
        return sending.once(visit, make)
    except Invalid as invalid:
        messages.error(visit.request, str(invalid))
    return _back(visit, key, reference, "stream")


@require_POST
@inside
def link(visit: Visit, key: str, reference: str) -> HttpResponse:
    """Link the record to another one or to a requirement, whichever the text names."""
    register = register_of_record(visit, key)
    posted = visit.request.POST
    target = posted.get("target", "").strip()
    named = {"requirement": target} if "/" in target else {"to_reference": target}

    def make() -> str:
        kind, note = posted.get("kind", "related"), posted.get("note", "")
        links.connect(visit.actor, register, reference, kind=kind, note=note, **named)
        return _place(visit, key, reference, "connected")

    try:
        return sending.once(visit, make)
    except Invalid as invalid:
        messages.error(visit.request, " ".join(message for told in invalid.problems.values() for message in told))
    return _back(visit, key, reference, "connected")


@require_POST
@inside
def unlink(visit: Visit, key: str, reference: str, link_id: int) -> HttpResponse:
    """Take a link away."""
    links.disconnect(visit.actor, register_of_record(visit, key), reference, link_id)
    return _back(visit, key, reference, "connected")


@require_POST
@inside
def attach(visit: Visit, key: str, reference: str) -> HttpResponse:
    """Attach the files that were sent."""
    register = register_of_record(visit, key)
    sent = visit.request.FILES.getlist("file")
    if not sent:
        messages.warning(visit.request, _("Choose a file first."))
    elif sending.is_first(visit, _place(visit, key, reference, "files")):
        _attach(visit, register, reference, sent)
    if visit.request.headers.get("X-Requested-With"):  # the page is loaded anew, and says then what became of them
        return HttpResponse(status=204)
    return _back(visit, key, reference, "files")


def _attach(visit: Visit, register: Register, reference: str, sent: "Sequence[UploadedFile[Any]]") -> None:
    """Attach one after the other; where none can be, the form may be sent again."""
    refused = 0
    try:
        for upload in sent:
            try:
                files.attach(visit.actor, register, reference, upload.name or "file", upload.chunks())
            except Invalid as invalid:
                refused += 1
                messages.error(visit.request, f"{upload.name}: {invalid.problems['file'][0]}")
    except WriteError:
        refused = len(sent)
        raise
    finally:
        if refused == len(sent):
            sent_forms.release(visit.actor, sending.token_of(visit))


@require_GET
@inside
def download(visit: Visit, key: str, reference: str, file_id: int) -> HttpResponseBase:
    """A file, always as a download: nothing that was uploaded runs in a browser here."""
    attachment, content = files.opened(visit.actor, register_of_record(visit, key), reference, file_id)
    response = FileResponse(content, as_attachment=True, filename=attachment.name, content_type=attachment.media_type)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@inside
def detach(visit: Visit, key: str, reference: str, file_id: int) -> HttpResponse:
    """Take a file off the record."""
    files.remove(visit.actor, register_of_record(visit, key), reference, file_id)
    return _back(visit, key, reference, "files")


@require_POST
@inside
def ask(visit: Visit, key: str, reference: str) -> HttpResponse:
    """Add an action that comes from this record."""
    register = register_of_record(visit, key)
    record = writing.find(visit.actor, register, reference)
    posted = visit.request.POST
    values = {name: posted.get(name, "") for name in ("title", "owner", "due")}
    values |= {"source_register": register.key, "source_reference": record.reference}

    def make() -> str:
        writing.create(visit.actor, declared_for(Action), values)
        return _place(visit, key, reference, "actions")

    try:
        return sending.once(visit, make)
    except Invalid as invalid:
        messages.error(visit.request, str(invalid))
    return _back(visit, key, reference, "actions")


@require_POST
@inside
def remind(visit: Visit, key: str, reference: str) -> HttpResponse:
    """Put the record before me again on a day."""
    register, posted = register_of_record(visit, key), visit.request.POST

    def make() -> str:
        reminders.remind(visit.actor, register, reference, day_asked(posted.get("on", "")), posted.get("note", ""))
        messages.success(visit.request, _("It will be in My work on that day."))
        return _place(visit, key, reference, "actions")

    try:
        return sending.once(visit, make)
    except Invalid as invalid:
        messages.error(visit.request, str(invalid))
    return _back(visit, key, reference, "actions")


@require_POST
@inside
def forget(visit: Visit, key: str, reference: str, reminder_id: int) -> HttpResponse:
    """Drop a reminder of mine."""
    reminders.drop(visit.actor, reminder_id)
    return _back(visit, key, reference, "actions")

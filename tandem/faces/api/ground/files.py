"""Files on a record."""

from typing import Annotated, Any

from django.http import FileResponse, HttpRequest, HttpResponse
from msgspec import Meta, Struct

from tandem.faces.api.entering import register_of, reply
from tandem.faces.api.operations import Operation
from tandem.faces.api.problems import Refusal
from tandem.ground.kernel import files, writing
from tandem.ground.kernel.actor import Actor

PIECE = 65_536


class AttachedFile(Struct):
    """A file on a record."""

    id: int
    name: str
    media_type: str
    size: int
    sha256: str


class AttachedFiles(Struct):
    """The files on a record."""

    items: list[AttachedFile]


class FileQuery(Struct):
    """What the file is called."""

    name: Annotated[str, Meta(min_length=1)]


def list_files(request: HttpRequest, actor: Actor, key: str, reference: str) -> Any:
    """The files on a record."""
    register = register_of(actor, key)
    record = writing.find(actor, register, reference)
    return AttachedFiles([_file(kept) for kept in files.of(register, record.pk)])


def add_file(request: HttpRequest, actor: Actor, key: str, reference: str) -> Any:
    """Attach the body as a file named by the query."""
    register = register_of(actor, key)
    name = request.GET.get("name", "")
    if not name.strip():
        raise Refusal(422, "Name the file: ?name=report.pdf", {"name": ["Name the file."]})
    return reply(_file(files.attach(actor, register, reference, name, iter(lambda: request.read(PIECE), b""))), 201)


def _file(kept: Any) -> AttachedFile:
    return AttachedFile(kept.pk, kept.name, kept.media_type, kept.size, kept.sha256)


def download(request: HttpRequest, actor: Actor, key: str, reference: str, file_id: int) -> Any:
    """The content of a file, always as a download."""
    attachment, content = files.opened(actor, register_of(actor, key), reference, file_id)
    response = FileResponse(content, as_attachment=True, filename=attachment.name)
    response["Content-Type"] = "application/octet-stream"
    return response


def remove_file(request: HttpRequest, actor: Actor, key: str, reference: str, file_id: int) -> Any:
    """Take a file off a record."""
    files.remove(actor, register_of(actor, key), reference, file_id)
    return HttpResponse(status=204)


PATH = "/{organization}/{register}/{reference}/files"
OPERATIONS = (
    Operation(
        method="get", path=PATH, handler=list_files, key="files-{register}", summary="Its files", answer=AttachedFiles
    ),
    Operation(
        method="post",
        path=PATH,
        handler=add_file,
        key="attach-{register}",
        summary="Attach a file",
        query=FileQuery,
        takes_file=True,
        answer=AttachedFile,
        status=201,
    ),
    Operation(
        method="get",
        path=PATH + "/{file_id}",
        handler=download,
        key="download-{register}",
        summary="A file",
        gives_file=True,
    ),
    Operation(
        method="delete",
        path=PATH + "/{file_id}",
        handler=remove_file,
        key="detach-{register}",
        summary="Take a file off",
        status=204,
    ),
)

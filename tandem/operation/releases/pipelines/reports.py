"""What a pipeline reports, and what follows: a release is built, tried, deployed or taken back, never approved."""

from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from tandem.ground.kernel import comments, writing
from tandem.ground.kernel.actor import Actor, system_actor
from tandem.ground.kernel.errors import WriteError
from tandem.ground.kernel.registers import declared_for
from tandem.operation.releases.models import Release
from tandem.operation.releases.pipelines import messages

Happening = Literal["release.built", "release.tested", "release.deployed", "release.backed-out"]
MOST_KEPT = 20_000


class NotReadable(Exception):
    """A message that says nothing that could be followed; the words say what is missing."""


class NoSuchRelease(Exception):
    """A message about a release that this pipeline does not report on."""


class About(msgspec.Struct):
    """Which release, in which version, how it went and how things stood before."""

    release: str
    version: str = ""
    passed: bool = True
    result: str = ""
    before: str = ""
    reason: str = ""
    address: str = ""


class Report(msgspec.Struct):
    """A message of a pipeline."""

    type: Happening
    data: About


@dataclass(frozen=True, slots=True)
class Outcome:
    """The release as it stands now, and whether the message had been followed before."""

    release: Any
    is_again: bool = False


def read(body: str) -> Report:
    """What a message says; NotReadable with what is wrong."""
    try:
        return msgspec.json.decode(body, type=Report)
    except msgspec.DecodeError as error:
        raise NotReadable(_("The message cannot be read: %(why)s") % {"why": error}) from error


def follow(pipeline: Any, number: str, report: Report) -> Outcome:
    """Do what a message says, once however often it comes; WriteError, kept as a note, where that is not open."""
    actor = system_actor(pipeline.organization_id, pipeline.title, "api", pipeline.organization.zone)
    release = _release(pipeline, report.data.release)
    try:
        with transaction.atomic():
            message = messages.held(pipeline, number)
            if message.was_followed:
                return Outcome(release, is_again=True)
            STEPS[report.type](actor, release, report.data)
            _note(actor, release, report, "")
            messages.mark_followed(message)
    except WriteError as refused:
        _note_once(actor, pipeline, number, release, report, str(refused))
        raise
    return Outcome(_release(pipeline, release.reference))


def _release(pipeline: Any, name: str) -> Any:
    among = Release.objects.filter(service=pipeline.service_id) if pipeline.service_id else Release.objects.all()
    named = name.strip()[:100]
    release = among.filter(reference=named.upper()).first()
    release = release or among.filter(external_id=named).exclude(external_id="").order_by("-pk").first()
    if release is None:
        raise NoSuchRelease(_("There is no release “%(name)s” that this pipeline reports on.") % {"name": named[:80]})
    return release


def _note_once(actor: Actor, pipeline: Any, number: str, release: Any, report: Report, why: str) -> None:
    with transaction.atomic():
        if not messages.is_known(pipeline, number):
            messages.held(pipeline, number)
            _note(actor, release, report, why)


def _note(actor: Actor, release: Any, report: Report, why: str) -> None:
    about = report.data
    lines = [f"{report.type} {about.version}".strip(), about.result, about.reason, about.address, why]
    comments.add(actor, declared_for(Release), release.reference, "\n".join(filter(None, lines))[:MOST_KEPT])


def _built(actor: Actor, release: Any, about: About) -> None:
    """A planned release is being built; one that is further stays where it is."""
    if release.state == "planned":
        writing.transition(actor, declared_for(Release), release.reference, "build")


def _tested(actor: Actor, release: Any, about: About) -> None:
    """The result stands on the release; one that passed what was to be met is in test, for somebody to approve."""
    words = _("Passed") if about.passed else _("Failed")
    result = " ".join(filter(None, (f"{words}.", about.version, about.result)))
    values = {"test_result": "\n".join(filter(None, (release.test_result, result)))[-MOST_KEPT:]}
    writing.change(actor, declared_for(Release), release.reference, values)
    if about.passed and release.criteria and release.state == "building":
        writing.transition(actor, declared_for(Release), release.reference, "test")


def _deployed(actor: Actor, release: Any, about: About) -> None:
    """An approved release went out, with the state before as the pipeline knows it."""
    if about.before and not release.baseline:
        writing.change(actor, declared_for(Release), release.reference, {"baseline": about.before})
    writing.transition(actor, declared_for(Release), release.reference, "deploy")


def _backed_out(actor: Actor, release: Any, about: About) -> None:
    """It was taken back, for a reason."""
    writing.transition(actor, declared_for(Release), release.reference, "back-out", reason=about.reason)


STEPS = {
    "release.built": _built,
    "release.tested": _tested,
    "release.deployed": _deployed,
    "release.backed-out": _backed_out,
}

"""Which language is spoken: what somebody chose for themselves, and what an organization's documents are written in."""

from contextlib import AbstractContextManager

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from tandem.ground.accounts.models import Organization, User
from tandem.ground.kernel.errors import Invalid


def speak(user: User, language: str) -> None:
    """Speak this language to them from now on, or with none what their browser asks for; Invalid for an unknown one."""
    if language and language not in dict(settings.LANGUAGES):
        raise Invalid({"language": [_("There is no such language here.")]})
    user.language = language
    user.save(update_fields=["language"])


def as_documents(organization: Organization) -> AbstractContextManager[None]:
    """Within this block what is printed, begun from a template or sent outside is in the organization's language."""
    return translation.override(_there(organization.language))


def as_documents_of(organization_id: int) -> AbstractContextManager[None]:
    """The same for the organization of this key."""
    return as_documents(Organization.objects.get(pk=organization_id))


def to(user: User, organization: Organization) -> AbstractContextManager[None]:
    """Within this block what is sent to somebody is in the language they chose, else in that of the documents."""
    return translation.override(_there(user.language) if user.language else _there(organization.language))


def _there(language: str) -> str:
    """A language as long as the installation has it; otherwise its own."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE

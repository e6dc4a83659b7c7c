"""The language that somebody chose for themselves, in every organization."""

from django.conf import settings
from django.utils.translation import gettext as _

from tandem.ground.accounts.models import User
from tandem.ground.kernel.errors import Invalid


def speak(user: User, language: str) -> None:
    """Speak this language to them from now on, or with none what their browser asks for; Invalid for an unknown one."""
    if language and language not in dict(settings.LANGUAGES):
        raise Invalid({"language": [_("There is no such language here.")]})
    user.language = language
    user.save(update_fields=["language"])

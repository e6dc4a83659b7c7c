"""What people type, paste or send, as it is kept: composed Unicode, without characters that only steer machines."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tandem.ground.kernel.errors import Invalid

SURROGATE = re.compile("[\ud800-\udfff]")
STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ufeff\ufffe\uffff\ufdd0-\ufdef]")
LINE_ENDS = re.compile("\r\n?|\x85")
BREAKS = re.compile(r"[\n\t]")


def clean(text: str) -> str:
    """Text in NFC, its line ends as one character, control characters gone; ValidationError for half a character."""
    if text.isascii() and text.isprintable():
        return text
    if SURROGATE.search(text):
        raise ValidationError(_("This text holds half a character; write or copy it anew."), code="invalid")
    return STEERING.sub("", LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text)))


def entered(name: str, text: str) -> str:
    """Clean text that somebody entered under a name; Invalid names it when it cannot be kept."""
    try:
        return clean(text).strip()
    except ValidationError as error:
        raise Invalid({name: error.messages}) from error


def in_one_line(text: str) -> str:
    """Clean text with a space wherever a line or a column ended."""
    return " ".join(part for part in map(str.strip, BREAKS.split(clean(text))) if part)

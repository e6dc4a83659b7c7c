"""Which languages there are: English, and each that has a folder with its words.

The pseudo-language is English in other letters and longer; it shows what breaks before a real one is translated.
"""

from collections.abc import Iterable
from pathlib import Path

from django.conf.locale import LANG_INFO

ENGLISH, PSEUDO = "en", "en-xa"
LANG_INFO.setdefault(PSEUDO, {"bidi": False, "code": PSEUDO, "name": "Pseudo-language", "name_local": "[Ƥşḗŭḓǿ]"})


def available(folders: Iterable[Path]) -> list[tuple[str, str]]:
    """English and every language that has compiled words in one of the folders, by code and its own name."""
    translated = {
        words.parent.parent.name.replace("_", "-").lower()
        for folder in folders
        for words in sorted(folder.glob("*/LC_MESSAGES/django.mo"))
    }
    codes = [ENGLISH, *sorted(code for code in translated if code != ENGLISH)]
    return [(code, str(LANG_INFO.get(code, {}).get("name_local", code))) for code in codes]

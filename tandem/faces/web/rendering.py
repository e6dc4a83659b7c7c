"""The Jinja2 environment of the pages: escaping, translation, icons, and times in the organization's zone."""

from functools import partial
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.templatetags.static import static
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext, ngettext
from jinja2 import Environment

from tandem import __version__
from tandem.faces.web import showing
from tandem.faces.web.icons import icon
from tandem.faces.web.markdown_text import markdown
from tandem.faces.web.prefix import address
from tandem.faces.web.sending import form_token
from tandem.faces.web.wording import edition, inner, iso, money, named, number, percent, period, sentence, size
from tandem.ground.kernel.locales import day, moment, month, short_day
from tandem.proof.reporting import printing


def environment(**options: Any) -> Environment:
    """An environment as Django's Jinja2 backend asks for."""
    options |= {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
    built = Environment(extensions=["jinja2.ext.i18n"], **options)  # noqa: S701  autoescape is in the options
    built.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    built.globals |= {
        "get_messages": get_messages,
        "url": address,
        "static": static,
        "icon": icon,
        "value": showing.value,
        "cells": showing.cells,
        "tandem_version": __version__,
        "form_token": form_token,
        "language": translation.get_language,
        "prints_of_record": printing.of_record,
        "prints_of_register": printing.of_register,
        "print_words": printing.FORM_WORDS,
    }
    built.filters |= {"day": day, "moment": moment, "markdown": markdown, "number": number, "iso": iso}
    built.filters |= {"sentence": sentence, "inner": inner, "short_day": short_day, "month": month}
    built.filters |= {
        "edition": edition,
        "money": money,
        "percent": percent,
        "period": period,
        "size": size,
        "named": named,
    }
    return built


def one_form_key(request: HttpRequest) -> dict[str, Any]:
    """The field by which a form shows that it is ours: the same in all forms of a page, made when the first asks."""
    return {"csrf_input": SimpleLazyObject(partial(csrf_input, request))}

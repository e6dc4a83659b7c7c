"""Currencies, as ISO 4217 writes them."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

CURRENCY = RegexValidator(r"^[A-Z]{3}$", _("Write the currency with three letters, such as EUR."))

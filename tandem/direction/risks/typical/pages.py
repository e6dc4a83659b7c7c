"""The page on which typical threats and weaknesses are taken over."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import PageLink

TAKE_OVER = PageLink(_("Take over"), "risk-take-over", "library-big")

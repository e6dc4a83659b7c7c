"""Signing in to a mailbox by a person's consent: a code is shown, confirmed elsewhere, and asked about here."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.faces.intake.mail import consent as consenting
from tandem.faces.intake.mail.tokens import NoToken
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import writing
from tandem.operation.mail.mailboxes import operations
from tandem.operation.mail.mailboxes.register import MAILBOXES


@require_http_methods(["GET", "POST"])
@inside
def consent(visit: Visit, reference: str) -> HttpResponse:
    """Ask for a code, or whether the one that was shown is confirmed."""
    register_of(visit, MAILBOXES.key)
    mailbox = writing.find(visit.actor, MAILBOXES, reference)
    operations.insist_may_set(visit.actor)
    if visit.request.method == "POST":
        try:
            return _go_on(visit, reference)
        except NoToken as refused:
            messages.error(visit.request, str(refused))
        return redirect(visit.url("mailbox-consent", reference))
    return visit.page(
        "mail/consent.html",
        title=_("Sign in to %(mailbox)s") % {"mailbox": mailbox.title},
        register=MAILBOXES,
        mailbox=mailbox,
        asked=consenting.asked_of(mailbox) if mailbox.sign_in == "consent" else None,
        has_consent=bool(getattr(mailbox, "key", None) and mailbox.key.consent),
    )


def _go_on(visit: Visit, reference: str) -> HttpResponse:
    if visit.request.POST.get("do") == "begin":
        consenting.begin(visit.actor, reference)
    elif consenting.is_granted(visit.actor, reference):
        messages.success(visit.request, _("It is signed in to from now on."))
        return redirect(visit.url("record", MAILBOXES.key, reference))
    else:
        messages.info(visit.request, _("It is not confirmed yet."))
    return redirect(visit.url("mailbox-consent", reference))

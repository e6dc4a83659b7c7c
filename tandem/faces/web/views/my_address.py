"""My e-mail address: changed with a password and a link that was sent to the new one."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tandem.ground.accounts import addresses
from tandem.ground.kernel.errors import Invalid, NotFound

ASK = require_http_methods(["GET", "POST"])


@never_cache
@ASK
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
def change(request: HttpRequest) -> HttpResponse:
    """Name another address; a link goes there, and word of it to the present one."""
    if not request.user.has_usable_password():  # type: ignore[union-attr]
        messages.info(request, _("Set a password first: it shows that it is you."))
        return redirect("account_set_password")
    problems: dict[str, Any] = {}
    wanted = request.POST.get("email", "")
    if request.method == "POST":
        try:
            addresses.ask(request.user, wanted, settings.BASE_URL)  # type: ignore[arg-type]
        except Invalid as invalid:
            problems = invalid.problems
        else:
            shown = {"title": _("Look into your mail"), "email": wanted}
            return render(request, "account/address_asked.html", shown)
    context = {"title": _("Your e-mail address"), "problems": problems, "email": wanted, "now": request.user}
    return render(request, "account/address.html", context, status=422 if problems else 200)


@never_cache
@ASK
@login_required
def confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """The link that was sent: the button behind it moves the account."""
    try:
        wanted = addresses.usable(request.user, secret).email  # type: ignore[arg-type]
        if request.method == "POST":
            addresses.confirm(request.user, secret)  # type: ignore[arg-type]
            messages.success(request, _("From now on you sign in with %(email)s.") % {"email": wanted})
            return redirect("home")
    except (NotFound, Invalid):
        return render(request, "account/start_used.html", {"title": _("This link no longer works")}, status=410)
    context = {"title": _("Your new e-mail address"), "email": wanted}
    return render(request, "account/address_confirm.html", context)

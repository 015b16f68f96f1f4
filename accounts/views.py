"""Coming in, going out, one's password, one's account."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.access import open_to_all, signed_in
from accounts.forms import LoginForm, QuietPasswordResetForm
from accounts.shortcuts import COOKIE, are_on

YEAR = 365 * 24 * 3600
RIGHTS = {
    "accounts.read": "read the archive",
    "accounts.export": "take data away (CSV)",
    "accounts.edit": "add texts and decide on suggestions",
}


class PasswordResetView(auth.PasswordResetView):
    """Says the same whether or not there is such an account, and as fast."""

    form_class = QuietPasswordResetForm
    extra_email_context: dict[str, Any] | None = {"site_url": settings.SITE_URL}


class LoginView(auth.LoginView):
    """429 where too many wrong passwords came (accounts.throttle)."""

    form_class = LoginForm
    redirect_authenticated_user = True

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """The page again, with what is wrong."""
        status = 429 if isinstance(form, LoginForm) and form.is_blocked else 200
        return self.render_to_response(self.get_context_data(form=form), status=status)


login = open_to_all(LoginView.as_view())
logout = open_to_all(auth.LogoutView.as_view())
password_change = signed_in(auth.PasswordChangeView.as_view())
password_change_done = signed_in(auth.PasswordChangeDoneView.as_view())
password_reset = open_to_all(PasswordResetView.as_view())
password_reset_done = open_to_all(auth.PasswordResetDoneView.as_view())
password_reset_confirm = open_to_all(auth.PasswordResetConfirmView.as_view())
password_reset_complete = open_to_all(auth.PasswordResetCompleteView.as_view())


@signed_in
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """Who one is here and what one may do."""
    may = [words for right, words in RIGHTS.items() if request.user.has_perm(right)]
    groups = request.user.groups.order_by("name")
    return render(request, "registration/account.html", {"may": may, "groups": groups, "shortcuts": are_on(request)})


@signed_in
@require_POST
def shortcuts(request: HttpRequest) -> HttpResponse:
    """Switches the keys of the desk on or off, in this browser."""
    on = request.POST.get("shortcuts") == "on"
    messages.success(request, "Keys are on in this browser." if on else "Keys are off in this browser.")
    response = redirect("account")
    response.set_cookie(
        COOKIE,
        "on" if on else "off",
        max_age=YEAR,
        samesite="Lax",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response

"""Forms of the account pages."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm
from django.core.exceptions import ValidationError

from accounts import throttle

# One thread: what is sent first arrives first, and a slow mail server costs one thread, not many.
POST_ROOM = ThreadPoolExecutor(max_workers=1, thread_name_prefix="post-room")


class QuietPasswordResetForm(PasswordResetForm):
    """Sends its mail from a thread: else the time that an answer takes would tell who has an account."""

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """Django logs a failure to send; the page says the same either way."""
        POST_ROOM.submit(super().send_mail, *args, **kwargs)


class LoginForm(AuthenticationForm):
    """Says so where too many wrong passwords came."""

    is_blocked = False

    def get_invalid_login_error(self) -> ValidationError:
        """Said of right passwords as well: they are not looked at."""
        self.is_blocked = throttle.is_blocked(self.request, self.cleaned_data.get("username", ""))
        return super().get_invalid_login_error()

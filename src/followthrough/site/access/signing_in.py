"""What is ours in signing in: nobody signs up, plain words, slowed tries, sign-ins that are noted."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from followthrough.site.access import slowing
from followthrough.site.access.confirming import showed_lately
from followthrough.site.access.confirming_elsewhere import way_there
from followthrough.site.access.events import Kind, note
from followthrough.site.access.unsent import address_after_sign_in
from followthrough.site.people.models import User

TOO_MANY = (
    "There were too many wrong tries. Wait five minutes and try again, sign in with a passkey or from a "
    "device that you have signed in from before, or choose a new password by “Forgotten your password?”."
)


class SigningIn(DefaultAccountAdapter):
    """The library's choices that differ here."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address or the password is not right. Check both.",
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": "There were too many wrong tries. Wait five minutes, then try again.",
        "enter_current_password": "That is not your present password.",
        "incorrect_password": "That is not your password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return address_after_sign_in(request) or reverse("home")

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        email = credentials.get("email", "")
        # The library takes this count back where the password is right.
        self._login_failed_rl_usage = slowing.count_try(request, email)
        if self._login_failed_rl_usage is None:
            note(Kind.SLOWED, email=email, request=request)
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        note(Kind.REFUSED, email=credentials.get("email", ""), request=request, words="wrong password")

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        note(Kind.REFUSED, user=user, request=request, words="the account is closed")
        answer: HttpResponse = super().respond_user_inactive(request, user)
        return answer

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        methods: list[dict[str, str]] = super().get_reauthentication_methods(user)
        return methods or way_there(user)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether the password or a second step has to be shown again: not just after it was."""
        return not showed_lately(self.request)

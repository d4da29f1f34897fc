"""What is ours in signing in: nobody signs up, plain words, and a link to set a password."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from followthrough.site.people.models import User


class SigningIn(DefaultAccountAdapter):
    """The library's choices that differ here."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address or the password is not right. Check both.",
        "too_many_login_attempts": "There were too many tries. Wait five minutes, then try again.",
        "enter_current_password": "That is not your present password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")


def days_a_link_works() -> int:
    """How many days a link to set a password works."""
    return int(settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60))


def password_path(user: User) -> str:
    """The path at which the person can set a password: once, within `settings.PASSWORD_RESET_TIMEOUT`."""
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])

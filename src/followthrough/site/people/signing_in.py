"""How sign-in differs from the library's: nobody signs up, and its short messages stay away."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class SigningIn(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Says nothing: the page that follows a sign-in or sign-out shows it already."""

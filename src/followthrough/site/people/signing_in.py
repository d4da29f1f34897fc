"""The link with which somebody sets a password."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from followthrough.site.people.models import User


def days_a_link_works() -> int:
    """How many days a link to set a password works."""
    return int(settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60))


def password_path(user: User) -> str:
    """The path at which the person can set a password: once, within `settings.PASSWORD_RESET_TIMEOUT`."""
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])

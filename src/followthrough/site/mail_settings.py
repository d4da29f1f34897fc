"""Django's settings for mail out of one address of a mail server, as administrators have it."""

from email.utils import parseaddr
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SECONDS_TO_ANSWER = 20
# How each scheme speaks, and the port where none is said.
SCHEMES: dict[str, tuple[dict[str, bool], int]] = {
    "smtp": ({"EMAIL_USE_TLS": True}, 587),
    "smtps": ({"EMAIL_USE_SSL": True}, 465),
    "smtp+plain": ({}, 25),
}
ODD_SERVER = (
    "The setting FOLLOWTHROUGH_MAIL_SERVER can't be read. It should be the address of a mail server, such as "
    "smtp://user:password@mail.example.org:587. Change it, or take it out."
)
NO_SENDER = (
    "Letters need a sender. Set FOLLOWTHROUGH_MAIL_FROM to an address, such as "
    "“Programme office <plans@example.org>”, or take FOLLOWTHROUGH_MAIL_SERVER out."
)


def mail_settings(server: str, sender: str) -> dict[str, Any]:
    """The settings by which mail is sent; without a server none ever is.

    `server`: smtp:// (TLS from STARTTLS on), smtps:// (TLS from the start) or smtp+plain:// (none), then
    user:password@host:port. Raises ImproperlyConfigured, never repeating what may hold a password.
    """
    if not server:
        return {"MAIL_IS_SET_UP": False, "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    if "@" not in parseaddr(sender)[1]:
        raise ImproperlyConfigured(NO_SENDER)
    try:
        address = urlsplit(server)
        secured, usual_port = SCHEMES[address.scheme]
        host, port = address.hostname, address.port or usual_port
    except (ValueError, KeyError):
        raise ImproperlyConfigured(ODD_SERVER) from None
    if not host:
        raise ImproperlyConfigured(ODD_SERVER)
    return {
        "MAIL_IS_SET_UP": True,
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": host,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(address.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(address.password or ""),
        "EMAIL_TIMEOUT": SECONDS_TO_ANSWER,
        "EMAIL_USE_LOCALTIME": True,
        "DEFAULT_FROM_EMAIL": sender,
        **secured,
    }

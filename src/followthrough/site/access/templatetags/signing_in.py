"""Lets the sign-in page offer the organisation's own account: `{% organisation_account as … %}`."""

from django import template
from django.conf import settings
from django.urls import reverse

from followthrough.site.saml_settings import SLUG

register = template.Library()


@register.simple_tag
def organisation_account() -> dict[str, str] | None:
    """Its name and the address that leads there; None where none is set up."""
    own = settings.OWN_SIGN_IN
    if own is None:
        return None
    page, name = ("saml_login", SLUG) if own.speaks_saml else ("openid_connect_login", own.provider)
    return {"name": own.name, "address": reverse(page, args=[name])}

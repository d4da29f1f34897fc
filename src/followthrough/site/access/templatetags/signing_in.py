"""Lets the sign-in page offer the organisation's own account: `{% organisation_account as … %}`."""

from django import template
from django.conf import settings

from followthrough.site.openid_settings import PROVIDER

register = template.Library()


@register.simple_tag
def organisation_account() -> dict[str, str] | None:
    """Its name and that of its provider in addresses; None where none is set up."""
    return {"name": settings.OPENID.name, "provider": PROVIDER} if settings.OPENID else None

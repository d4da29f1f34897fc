"""Signing in by the organisation's own account (OpenID Connect or SAML): who is let in, and in which role.

Nobody gets an account by it who was not invited, unless the installation says so.
"""

from typing import Any, NoReturn

import structlog
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render

from followthrough.site import clock
from followthrough.site.access.confirming_elsewhere import confirm, is_confirmation
from followthrough.site.access.events import Kind, note
from followthrough.site.history.operations import record
from followthrough.site.own_sign_in import OwnSignIn
from followthrough.site.people.models import Membership, Organisation, User
from followthrough.site.people.operations import add_person
from followthrough.site.people.roles import Role

log = structlog.get_logger(__name__)

NOT_INVITED = (
    "No account here has your e-mail address. Ask your administrator or programme office to invite you."
)
NO_ADDRESS = (
    "Your organisation's sign-in told us no e-mail address that it has verified. Ask whoever looks after it."
)
NO_GROUP = (
    "You are no longer in a group that may use this site. Ask whoever looks after your organisation's groups."
)


class OrganisationAccount(DefaultSocialAccountAdapter):
    """The library's choices that differ here."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Finds the account of whoever comes, and gives it the role of their groups; refuses all others."""
        claims = claims_of(sociallogin)
        if is_confirmation(sociallogin):
            confirm(request, sociallogin, claims)
        role = role_of_groups(claims)
        if not sociallogin.is_existing:
            user = self._invited(request, claims) or self._new(request, claims, role)
            sociallogin.connect(request, user)
        membership = Membership.objects.filter(user=sociallogin.user).order_by("pk").first()
        if membership is None:
            return
        if role is None and membership.role in provider().roles.values():
            self._refuse(request, sociallogin.user.email, NO_GROUP)
        follow_group(membership, role)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: Any = None,
    ) -> None:
        log.warning("own_sign_in_failed", error=str(error), reason=type(exception).__name__)
        note(Kind.REFUSED, request=request, words="the organisation's sign-in failed")

    def _invited(self, request: HttpRequest, claims: dict[str, Any]) -> User | None:
        email = str(claims.get("email") or "").lower()
        if not email or not is_verified(claims):
            self._refuse(request, email, NO_ADDRESS)
        return User.objects.filter(email=email).first()

    def _new(self, request: HttpRequest, claims: dict[str, Any], role: Role | None) -> User:
        email = str(claims["email"]).lower()
        role = role or provider().new_role
        organisations = list(Organisation.objects.all()[:2])
        if provider().new_role is None or role is None or len(organisations) != 1:
            self._refuse(request, email, NOT_INVITED)
        name = str(claims.get("name") or email)[:150]
        return add_person(
            organisation=organisations[0], email=email, name=name, role=role, by=None, at=clock.now()
        ).user

    def _refuse(self, request: HttpRequest, email: str, why: str) -> NoReturn:
        note(Kind.REFUSED, email=email, request=request, words="by the organisation's account")
        raise ImmediateHttpResponse(render(request, "access/not_let_in.html", {"why": why}, status=403))


def provider() -> OwnSignIn:
    """What is set of the provider, without which none of this is reached."""
    assert settings.OWN_SIGN_IN is not None
    return settings.OWN_SIGN_IN


def claims_of(sociallogin: Any) -> dict[str, Any]:
    """What the provider says of somebody, in the token and when asked; the latter counts."""
    said = sociallogin.account.extra_data
    return {**(said.get("id_token") or {}), **(said.get("userinfo") or {})}


def is_verified(claims: dict[str, Any]) -> bool:
    """Whether the e-mail address is theirs. Some directories give their own addresses and say nothing."""
    verified = claims.get("email_verified")
    return provider().trusts_emails if verified is None else verified in (True, "true")


def role_of_groups(claims: dict[str, Any]) -> Role | None:
    """The role of the first group that has one."""
    groups = claims.get(provider().claim) or []
    own_groups = {groups} if isinstance(groups, str) else {str(group) for group in groups}
    return next((role for group, role in provider().roles.items() if group in own_groups), None)


@transaction.atomic
def follow_group(membership: Membership, role: Role | None) -> None:
    """Gives an account the role of its group."""
    if role is None or role == membership.role:
        return
    membership.role = role
    membership.save(update_fields=["role"])
    record(
        type="access.role_from_group",
        by=None,
        organisation=membership.organisation,
        subject=membership.user,
        at=clock.now(),
        details={"role": membership.description.name.lower()},
    )

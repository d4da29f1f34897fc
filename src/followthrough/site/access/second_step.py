"""The second step of signing in: a passkey or a code from an app, and who has to have one."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any, ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from followthrough.site.access.models import SignInRules
from followthrough.site.history.operations import record
from followthrough.site.people.account_letters import tell_sign_in_changed, way_removed
from followthrough.site.people.models import Membership, Organisation, User
from followthrough.site.people.roles import ROLES, Role

STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# In the session of somebody who must set one up before anything else.
MUST_SET_UP = "must_set_up_second_step"
STEP_WORDS = {
    Authenticator.Type.TOTP: "codes from an app",
    Authenticator.Type.WEBAUTHN: "a passkey",
    Authenticator.Type.RECOVERY_CODES: "recovery codes",
}


class SecondStep(DefaultMFAAdapter):
    """The library's choices that differ here: plain words, and secrets unreadable in a copied database."""

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That did not work. With an app, enter the newest code; with a passkey, try again.",
        "cannot_generate_recovery_codes": "Set up a passkey or an app first.",
    }

    def get_totp_issuer(self) -> str:
        return "Followthrough"

    def _get_site_name(self) -> str:
        return "Followthrough"

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002  # the library's word
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return "Passkey" if number == 1 else f"Passkey {number}"

    def encrypt(self, text: str) -> str:
        return _ciphers().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was encrypted; nothing, by which no code is right, under a key that has been changed."""
        try:
            return _ciphers().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return ""


def _ciphers() -> MultiFernet:
    keys: list[str] = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
    digests = [sha256(f"second step {key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])


def has_second_step(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user, type__in=STEPS).exists())


def roles_with_second_step(organisation: Organisation) -> list[Role]:
    """The roles that come in with a second step alone."""
    rules = SignInRules.objects.filter(organisation=organisation).first()
    return rules.roles if rules else []


def organisations_without_second_step(role: Role) -> list[str]:
    """The organisations with somebody in a role that comes in by a password alone, by name."""
    with_the_role = Organisation.objects.filter(memberships__role=role, memberships__user__is_active=True)
    return [
        organisation.name
        for organisation in with_the_role.distinct().order_by("name")
        if role not in roles_with_second_step(organisation)
    ]


def must_have_second_step(user: User) -> bool:
    """Whether the organisation asks a second step of this account's role."""
    membership = Membership.objects.filter(user=user).select_related("organisation").order_by("pk").first()
    return membership is not None and Role(membership.role) in roles_with_second_step(membership.organisation)


def lead_to_set_up(request: HttpRequest, user: User) -> None:
    """Remembers in the session whether whoever has just signed in must set up a second step first."""
    if must_have_second_step(user) and not has_second_step(user):
        request.session[MUST_SET_UP] = True
    else:
        request.session.pop(MUST_SET_UP, None)


@transaction.atomic
def change_sign_in_rules(*, organisation: Organisation, roles: list[Role], by: User, at: Any) -> None:
    """Says which roles need a second step; who has none sets one up at the next sign-in."""
    if set(roles) == set(roles_with_second_step(organisation)):
        return
    SignInRules.objects.update_or_create(
        organisation=organisation, defaults={"second_step_roles": [role.value for role in roles]}
    )
    names = ", ".join(ROLES[role].name for role in Role if role in roles) or "no role"
    record(
        type="access.rules_changed",
        by=by,
        organisation=organisation,
        subject=organisation,
        at=at,
        details={"roles": names},
    )


@transaction.atomic
def remove_second_steps(*, membership: Membership, by: User, at: Any) -> None:
    """Takes all second steps from an account whose owner has lost them, with recovery codes."""
    Authenticator.objects.filter(user=membership.user).delete()
    record(
        type="access.steps_removed",
        by=by,
        organisation=membership.organisation,
        subject=membership.user,
        at=at,
    )
    tell_sign_in_changed(membership.user, way_removed("a second step"), at=at)

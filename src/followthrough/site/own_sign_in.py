"""What an installation says of its organisation's own sign-in, whichever way that speaks."""

from typing import Any, NamedTuple

from django.core.exceptions import ImproperlyConfigured

from followthrough.site.people.roles import Role


class OwnSignIn(NamedTuple):
    """What is known of the organisation's provider beside what the library needs."""

    provider: str  # as the library names it
    speaks_saml: bool  # or else OpenID Connect
    name: str
    origin: str
    roles: dict[str, Role]  # of groups, the first that fits counts
    claim: str  # in which the groups are
    new_role: Role | None  # of who was not invited; nothing: they are refused
    trusts_emails: bool  # of which the provider does not say whether it verified them


# Of a provider that is set up: what is known of it, and what the library has to know. None, {}: no provider.
SetUp = tuple[OwnSignIn | None, dict[str, Any]]


def the_one_of(openid: SetUp, saml: SetUp) -> SetUp:
    """The provider that is set up. Raises ImproperlyConfigured where both are: a person has one way in."""
    if openid[0] and saml[0]:
        raise ImproperlyConfigured(
            "FOLLOWTHROUGH_OPENID_SERVER and FOLLOWTHROUGH_SAML_SERVER are both set. Take one of them out."
        )
    return openid if openid[0] else saml


def roles_of_groups(groups: str, setting: str) -> dict[str, Role]:
    """The role of each group, in the order in which they were written. Raises ImproperlyConfigured."""
    found = {}
    for pair in filter(None, map(str.strip, groups.split(","))):
        group, _, role = pair.rpartition("=")
        if not group.strip():
            raise ImproperlyConfigured(
                f"The setting {setting} has {pair!r}. It should be a list such as "
                "plan-admins=administrator, plan-office=programme_office."
            )
        found[group.strip()] = role_named(role.strip(), setting)
    return found


def role_named(name: str, setting: str) -> Role:
    try:
        return Role(name)
    except ValueError:
        roles = ", ".join(role.value for role in Role)
        raise ImproperlyConfigured(
            f"The setting {setting} names a role {name!r}. The roles are {roles}."
        ) from None

"""Django's settings for signing in by the organisation's own account, as administrators have them."""

from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from followthrough.site.people.roles import Role

# The name of the provider in addresses.
PROVIDER = "openid"


class OpenId(NamedTuple):
    """What is known of the organisation's provider beside what the library needs."""

    name: str
    origin: str
    roles: dict[str, Role]  # of groups, the first that fits counts
    claim: str  # in which the groups are
    new_role: Role | None  # of who was not invited; nothing: they are refused
    trusts_emails: bool  # of which the provider does not say whether it verified them


_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def openid_settings(
    *, server: str, client: str, secret: str, name: str, groups: str, claim: str, new_role: str, trusts: bool
) -> tuple[OpenId | None, dict[str, Any]]:
    """The settings of an OpenID provider, ours and the library's; without a server nobody signs in by one.

    `groups`: "group=role, group=role", the first that fits counts; `new_role` the role of who was not
    invited, empty for nobody. Raises ImproperlyConfigured with a sentence for what is odd.
    """
    if not server:
        return None, {}
    if not client or not secret:
        raise ImproperlyConfigured(
            "FOLLOWTHROUGH_OPENID_SERVER is set, so FOLLOWTHROUGH_OPENID_CLIENT and "
            "FOLLOWTHROUGH_OPENID_SECRET have to be set too. Your provider gives both."
        )
    address = urlsplit(server)
    if address.scheme != "https" and address.hostname not in _LOOPBACK:
        raise ImproperlyConfigured(
            f"The setting FOLLOWTHROUGH_OPENID_SERVER is {server!r}. It should begin with https://."
        )
    app = {
        "provider_id": PROVIDER,
        "name": name,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": server.rstrip("/")},
    }
    known = OpenId(
        name=name,
        origin=f"{address.scheme}://{address.netloc}",
        roles=roles_of_groups(groups),
        claim=claim,
        new_role=role_named(new_role, "FOLLOWTHROUGH_OPENID_NEW_ACCOUNTS") if new_role else None,
        trusts_emails=trusts,
    )
    return known, {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def roles_of_groups(groups: str) -> dict[str, Role]:
    """The role of each group, in the order in which they were written. Raises ImproperlyConfigured."""
    found = {}
    for pair in filter(None, map(str.strip, groups.split(","))):
        group, _, role = pair.rpartition("=")
        if not group.strip():
            raise ImproperlyConfigured(
                f"The setting FOLLOWTHROUGH_OPENID_GROUPS has {pair!r}. It should be a list such as "
                "plan-admins=administrator, plan-office=programme_office."
            )
        found[group.strip()] = role_named(role.strip(), "FOLLOWTHROUGH_OPENID_GROUPS")
    return found


def role_named(name: str, setting: str) -> Role:
    try:
        return Role(name)
    except ValueError:
        roles = ", ".join(role.value for role in Role)
        raise ImproperlyConfigured(
            f"The setting {setting} names a role {name!r}. The roles are {roles}."
        ) from None

"""Django's settings for signing in by OpenID Connect, as administrators have them."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from followthrough.site.own_sign_in import OwnSignIn, SetUp, role_named, roles_of_groups

# The name of the provider in addresses.
PROVIDER = "openid"


_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def openid_settings(
    *, server: str, client: str, secret: str, name: str, groups: str, claim: str, new_role: str, trusts: bool
) -> SetUp:
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
    known = OwnSignIn(
        provider=PROVIDER,
        speaks_saml=False,
        name=name,
        origin=f"{address.scheme}://{address.netloc}",
        roles=roles_of_groups(groups, "FOLLOWTHROUGH_OPENID_GROUPS"),
        claim=claim,
        new_role=role_named(new_role, "FOLLOWTHROUGH_OPENID_NEW_ACCOUNTS") if new_role else None,
        trusts_emails=trusts,
    )
    return known, {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}

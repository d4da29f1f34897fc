"""A real OpenID provider on this machine, and the site set up to sign in by it."""

from collections.abc import Iterator
from contextlib import contextmanager

from oidc_provider_mock import User as Claimant
from oidc_provider_mock import run_server_in_thread

from followthrough.site.openid_settings import openid_settings

ALICE = Claimant(
    sub="alice-in-the-directory",
    claims={
        "email": "Alice@riverbank.example",
        "email_verified": True,
        "name": "Alice",
        "groups": ["plan-readers"],
    },
)
OTTER = Claimant(
    sub="otter-in-the-directory",
    claims={"email": "otter@riverbank.example", "email_verified": True, "name": "Otter", "groups": []},
)
UNVERIFIED = Claimant(sub="fox", claims={"email": "alice@riverbank.example", "email_verified": False})
SILENT = Claimant(sub="silent", claims={"email": "alice@riverbank.example", "name": "Alice"})


@contextmanager
def running(settings, **more: object) -> Iterator[str]:
    """Runs the provider and gives its address; `more` are the site's settings of it."""
    with run_server_in_thread(user_claims=[ALICE, OTTER, UNVERIFIED, SILENT]) as server:
        address = f"http://localhost:{server.server_port}"
        use(settings, address, **more)
        yield address


def use(settings, address: str, **more: object) -> None:
    said = {
        "name": "Riverbank account",
        "groups": "",
        "claim": "groups",
        "new_role": "",
        "trusts": False,
    } | more
    settings.OWN_SIGN_IN, settings.SOCIALACCOUNT_PROVIDERS = openid_settings(
        server=address,
        client="followthrough",
        secret="known to both",
        **said,  # type: ignore[arg-type]
    )

"""Django's settings for signing in by SAML, as administrators have them."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.x509 import load_pem_x509_certificate
from django.core.exceptions import ImproperlyConfigured

from followthrough.site.own_sign_in import OwnSignIn, SetUp, role_named, roles_of_groups

# The one provider's name in addresses.
SLUG = "saml"
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def saml_settings(
    *,
    server: str,
    entity: str,
    certificate: str,
    metadata: str,
    name: str,
    attributes: dict[str, str],
    groups: str,
    new_role: str,
) -> SetUp:
    """The settings of a SAML provider, ours and the library's; without a server nobody signs in by one.

    `attributes` names those with "email", "name" and "groups"; `certificate` is a file, `metadata` an address
    that has the certificates. Raises ImproperlyConfigured with a sentence for what is odd.
    """
    if not server:
        return None, {}
    if find_spec("onelogin") is None or find_spec("xmlsec") is None:
        raise ImproperlyConfigured(
            "FOLLOWTHROUGH_SAML_SERVER is set, and what reads a SAML answer is not installed. "
            "Install followthrough[saml], or take the setting out."
        )
    if not entity or bool(certificate) == bool(metadata):
        raise ImproperlyConfigured(
            "FOLLOWTHROUGH_SAML_SERVER is set, so FOLLOWTHROUGH_SAML_ENTITY has to be set too, and either "
            "FOLLOWTHROUGH_SAML_CERTIFICATE or FOLLOWTHROUGH_SAML_METADATA. Your provider gives them."
        )
    for setting, address in (("SERVER", server), ("METADATA", metadata)):
        _must_be_private(f"FOLLOWTHROUGH_SAML_{setting}", address)
    there = urlsplit(server)
    known = OwnSignIn(
        provider=entity,
        speaks_saml=True,
        name=name,
        origin=f"{there.scheme}://{there.netloc}",
        roles=roles_of_groups(groups, "FOLLOWTHROUGH_SAML_GROUPS"),
        claim="groups",
        new_role=role_named(new_role, "FOLLOWTHROUGH_SAML_NEW_ACCOUNTS") if new_role else None,
        # SAML has no word for a verified address: it is believed as the organisation's directory has it.
        trusts_emails=True,
    )
    idp = {"entity_id": entity, "sso_url": server}
    idp |= {"metadata_url": metadata} if metadata else {"x509cert": _certificate_in(certificate)}
    return known, {"saml": {"APPS": [_app(entity, name, idp, attributes)]}}


def _app(entity: str, name: str, idp: dict[str, str], attributes: dict[str, str]) -> dict[str, Any]:
    settings = {
        "idp": idp,
        "attribute_mapping": attributes,
        "advanced": {
            "strict": True,
            "want_assertion_signed": True,
            "want_name_id": True,
            "reject_deprecated_algorithm": True,
            "reject_idp_initiated_sso": True,
            # A host of an intranet may have a name without a dot.
            "allow_single_label_domains": True,
        },
    }
    return {"provider_id": entity, "name": name, "client_id": SLUG, "secret": "", "settings": settings}


def _must_be_private(setting: str, address: str) -> None:
    there = urlsplit(address)
    if address and there.scheme != "https" and there.hostname not in _LOOPBACK:
        raise ImproperlyConfigured(f"The setting {setting} is {address!r}. It should begin with https://.")


def _certificate_in(file: str) -> str:
    try:
        text = Path(file).read_text("ascii")
        load_pem_x509_certificate(text.encode())
    except (OSError, ValueError):
        raise ImproperlyConfigured(
            f"The setting FOLLOWTHROUGH_SAML_CERTIFICATE is {file!r}. It should be a file that can be read, "
            "with the provider's certificate as text (PEM)."
        ) from None
    return text

"""A SAML provider of a test: signs answers with its own key, as one at an organisation does."""

import zlib
from base64 import b64decode, b64encode
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.urls import reverse
from lxml import etree
from onelogin.saml2.utils import OneLogin_Saml2_Utils

from followthrough.site.saml_settings import saml_settings

ENTITY = "https://directory.riverbank.example/saml"
SERVER = "https://directory.riverbank.example/sign-in"
SITE = "http://testserver/sign-in/by/saml"


class KeyPair(NamedTuple):
    key: str
    certificate: str


def key_pair() -> KeyPair:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "directory.riverbank.example")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    certificate = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    written = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return KeyPair(written.decode(), certificate.decode())


def use(settings, certificate: str, **more: object) -> None:
    """Sets the site up to believe a certificate, which is in a file."""
    said = {
        "server": SERVER,
        "entity": ENTITY,
        "certificate": certificate,
        "metadata": "",
        "name": "Riverbank account",
        "attributes": {"email": "mail", "name": "displayName", "groups": "memberOf"},
        "groups": "",
        "new_role": "",
    } | more
    settings.OWN_SIGN_IN, settings.SOCIALACCOUNT_PROVIDERS = saml_settings(**said)  # type: ignore[arg-type]


def ask(client: Client, then: str = "") -> etree._Element:
    """Presses the button, and gives what the provider is sent."""
    there = client.post(f"{reverse('saml_login', args=['saml'])}{then}")["Location"]
    return request_in(there)


def request_in(address: str) -> etree._Element:
    (sent,) = parse_qs(urlsplit(address).query)["SAMLRequest"]
    return etree.fromstring(zlib.decompress(b64decode(sent), -15))


def assertion(asked: str, **more: str) -> str:
    """What the provider says of somebody, not yet signed."""
    said = {
        "id": "_said",
        "email": "Alice@riverbank.example",
        "person": "alice-in-the-directory",
        "audience": f"{SITE}/metadata/",
        "to": moment(minutes=5),
        "shown": moment(),
        "answers": f'InResponseTo="{asked}"',
    } | more
    return f"""<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" Version="2.0"
    ID="{said["id"]}" IssueInstant="{moment()}"><saml:Issuer>{ENTITY}</saml:Issuer>
    <saml:Subject><saml:NameID>{said["person"]}</saml:NameID>
    <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
    <saml:SubjectConfirmationData {said["answers"]} Recipient="{SITE}/back/" NotOnOrAfter="{said["to"]}"/>
    </saml:SubjectConfirmation></saml:Subject>
    <saml:Conditions NotOnOrAfter="{said["to"]}"><saml:AudienceRestriction>
    <saml:Audience>{said["audience"]}</saml:Audience></saml:AudienceRestriction></saml:Conditions>
    <saml:AuthnStatement AuthnInstant="{said["shown"]}"><saml:AuthnContext><saml:AuthnContextClassRef>
    urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext>
    </saml:AuthnStatement><saml:AttributeStatement>
    <saml:Attribute Name="mail"><saml:AttributeValue>{said["email"]}</saml:AttributeValue></saml:Attribute>
    <saml:Attribute Name="displayName"><saml:AttributeValue>Alice</saml:AttributeValue></saml:Attribute>
    <saml:Attribute Name="memberOf"><saml:AttributeValue>plan-readers</saml:AttributeValue>
    <saml:AttributeValue>plan-others</saml:AttributeValue></saml:Attribute>
    </saml:AttributeStatement></saml:Assertion>"""


def signed(text: str, pair: KeyPair) -> str:
    return OneLogin_Saml2_Utils.add_sign(text, pair.key, pair.certificate).decode()  # type: ignore[no-any-return]


def envelope(asked: str, inside: str) -> str:
    """The unsigned message around what is said."""
    return f"""<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
    xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_answer" Version="2.0"
    IssueInstant="{moment()}" Destination="{SITE}/back/" InResponseTo="{asked}">
    <saml:Issuer>{ENTITY}</saml:Issuer><samlp:Status><samlp:StatusCode
    Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>{inside}</samlp:Response>"""


def come_back(client: Client, message: str):
    """Goes the way of a browser: the provider's page sends the answer, then it is looked at."""
    sent = {"SAMLResponse": b64encode(message.encode()).decode()}
    return client.get(client.post(reverse("saml_acs", args=["saml"]), sent)["Location"])


def moment(**later: float) -> str:
    return f"{datetime.now(UTC) + timedelta(**later):%Y-%m-%dT%H:%M:%SZ}"

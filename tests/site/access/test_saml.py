"""Signing in by SAML: answers signed by the key of a test, and what is done to them on the way."""

import re
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils import timezone

from followthrough.site import clock
from followthrough.site.access.models import AccessEvent
from followthrough.site.own_sign_in import the_one_of
from followthrough.site.people.models import User
from followthrough.site.people.roles import Role
from tests.site.access.saml_provider import (
    ENTITY,
    SERVER,
    KeyPair,
    ask,
    assertion,
    come_back,
    envelope,
    key_pair,
    moment,
    request_in,
    signed,
    use,
)


@pytest.fixture(scope="module")
def pair() -> KeyPair:
    return key_pair()


@pytest.fixture
def certificate(pair, tmp_path, settings) -> str:
    file = tmp_path / "directory.pem"
    file.write_text(pair.certificate)
    use(settings, str(file))
    return str(file)


def is_in(client) -> bool:
    return client.get(reverse("account")).status_code == 200


def test_who_was_invited_comes_in_and_goes_on_to_the_page_they_wanted(certificate, pair, alice, client):
    asked = ask(client, "?next=/history/").get("ID")
    message = envelope(asked, signed(assertion(asked), pair))

    assert come_back(client, message)["Location"] == "/history/"

    assert client.get("/history/").status_code == 200
    event = AccessEvent.objects.get()
    assert (event.kind, event.name, event.words) == ("signed_in", "Alice", "the organisation's account")


def test_the_same_answer_lets_nobody_in_a_second_time(certificate, pair, alice, client):
    asked = ask(client).get("ID")
    message = envelope(asked, signed(assertion(asked), pair))
    come_back(client, message)
    client.post(reverse("account_logout"))

    assert come_back(client, message).status_code == 403
    another = ask(client).get("ID")
    assert come_back(client, message.replace(f'InResponseTo="{asked}">', f'InResponseTo="{another}">'))
    assert not is_in(client)


def nothing(said: str) -> str:
    return said


REFUSED: dict[str, tuple[dict[str, str], Callable[[str], str]]] = {
    "altered after it was signed": ({}, lambda said: said.replace("Alice@", "owen@")),
    "another word altered": ({}, lambda said: said.replace("plan-others", "plan-admins")),
    "for another site": ({"audience": "https://elsewhere.example/metadata/"}, nothing),
    "for no site": ({"audience": ""}, nothing),
    "too old": ({"to": moment(minutes=-5)}, nothing),
    "its signature taken away": (
        {},
        lambda said: re.sub(r"<ds:Signature .*</ds:Signature>", "", said, flags=re.S),
    ),
    "to no question": ({"answers": ""}, nothing),
    "to another question": ({"answers": 'InResponseTo="_another"'}, nothing),
}


@pytest.mark.parametrize("what", REFUSED)
def test_an_answer_lets_nobody_in_that_is(what, certificate, pair, alice, owen, client):
    more, change = REFUSED[what]
    asked = ask(client).get("ID")
    said = signed(assertion(asked, **more), pair)
    message = envelope(asked, change(said))
    assert more or message != envelope(asked, said), "the change changes something"

    answer = come_back(client, message)

    assert "did not answer as it should" in answer.content.decode()
    assert not is_in(client)
    assert AccessEvent.objects.get().kind == "refused"


def test_a_key_that_is_not_the_provider_s_lets_nobody_in(certificate, alice, client):
    asked = ask(client).get("ID")

    come_back(client, envelope(asked, signed(assertion(asked), key_pair())))

    assert not is_in(client)


def wrappings(good: str, forged: str) -> dict[str, str]:
    """A forged assertion where the site may read, and the signed one where the signature leads."""
    signature = re.search(r"<ds:Signature .*</ds:Signature>", good, flags=re.S)[0]  # type: ignore[index]
    bare = good.replace(signature, "")
    hidden = signature.replace("</ds:Signature>", f"<ds:Object>{bare}</ds:Object></ds:Signature>")
    issuer = f"<saml:Issuer>{ENTITY}</saml:Issuer>"
    return {
        "before": forged + good,
        "after": good + forged,
        "in an extension": f"<samlp:Extensions>{good}</samlp:Extensions>{forged}",
        "inside the forged": forged.replace("</saml:Assertion>", f"{good}</saml:Assertion>"),
        "in the signature of the forged": forged.replace(issuer, issuer + hidden),
        "the signature moved": forged.replace(issuer, issuer + signature),
        "the same name twice": forged.replace('ID="_forged"', 'ID="_said"').replace(issuer, issuer + hidden),
    }


@pytest.mark.parametrize("where", wrappings("<ds:Signature ></ds:Signature>", ""))
def test_a_signed_answer_wrapped_in_a_forged_one_lets_nobody_in(
    where, certificate, pair, alice, owen, client
):
    asked = ask(client).get("ID")
    forged = assertion(asked, id="_forged", email="owen@riverbank.example", person="owen")

    answer = come_back(client, envelope(asked, wrappings(signed(assertion(asked), pair), forged)[where]))

    assert "did not answer as it should" in answer.content.decode()
    assert not is_in(client)


@pytest.mark.parametrize(
    "sent", ["", "no base64!", "PGE+", "PCFET0NUWVBFIGEgWzwhRU5USVRZIGIgImMiPl0+PGE+JmI7PC9hPg=="]
)
def test_what_is_no_answer_is_refused_with_a_sentence(sent, certificate, alice, client):
    there = client.post(reverse("saml_acs", args=["saml"]), {"SAMLResponse": sent})["Location"]

    assert "did not answer as it should" in client.get(there).content.decode()
    assert not is_in(client)


def test_an_answer_that_is_far_too_long_does_not_wait_in_the_database(certificate, alice, client):
    answer = client.post(reverse("saml_acs", args=["saml"]), {"SAMLResponse": "A" * 600_000})

    assert answer.status_code == 413
    assert not answer.cookies


def test_nobody_gets_an_account_who_was_not_invited(certificate, pair, alice, client):
    asked = ask(client).get("ID")
    said = assertion(asked, email="otter@riverbank.example", person="otter")

    answer = come_back(client, envelope(asked, signed(said, pair)))

    assert answer.status_code == 403
    assert "No account here has your e-mail address." in answer.content.decode()
    assert not User.objects.filter(email="otter@riverbank.example").exists()


def test_a_group_gives_a_role_and_what_is_stored_is_what_is_needed(
    certificate, pair, alice, client, settings
):
    use(settings, certificate, groups="plan-admins=administrator, plan-readers=reviewer")
    asked = ask(client).get("ID")

    come_back(client, envelope(asked, signed(assertion(asked), pair)))

    assert alice.memberships.get().role == Role.REVIEWER
    stored = alice.socialaccount_set.get()
    assert (stored.provider, stored.uid) == (ENTITY, "alice-in-the-directory")
    assert set(stored.extra_data["userinfo"]) == {"email", "name", "groups", "auth_time"}


@pytest.mark.parametrize(("minutes", "is_believed"), [(0, True), (-60, False)])
def test_who_is_asked_again_there_has_to_have_been_asked_just_now(
    minutes, is_believed, certificate, pair, alice, client, monkeypatch
):
    monkeypatch.setattr(clock, "now", timezone.now)
    User.objects.filter(pk=alice.pk).update(password="!")
    asked = ask(client).get("ID")
    come_back(client, envelope(asked, signed(assertion(asked), pair)))

    there = client.post(f"{reverse('confirm_by_organisation')}?next=/history/")["Location"]
    question = request_in(there)
    said = assertion(question.get("ID"), id="_again", shown=moment(minutes=minutes))
    answer = come_back(client, envelope(question.get("ID"), signed(said, pair)))

    assert question.get("ForceAuthn") == "true"
    assert (answer.status_code == 302) is is_believed


def test_the_provider_reads_what_it_has_to_know_of_the_site(certificate, alice, client):
    answer = client.get(reverse("saml_metadata", args=["saml"]))

    assert answer["Content-Type"] == "text/xml"
    assert 'WantAssertionsSigned="true"' in answer.content.decode()
    assert "http://testserver/sign-in/by/saml/back/" in answer.content.decode()
    assert "Logout" not in answer.content.decode()


def test_the_button_leads_there(certificate, alice, client):
    assert f'action="{reverse("saml_login", args=["saml"])}"' in client.get("/sign-in/").content.decode()


def test_certificates_come_from_metadata_and_its_absence_is_said(pair, alice, client, settings, tmp_path):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    use(settings, "", metadata="http://localhost:9/metadata")
    assert "did not answer as it should" in client.post(reverse("saml_login", args=["saml"])).content.decode()

    with HTTPServer(("localhost", 0), metadata_with(pair.certificate)) as server:
        Thread(target=server.handle_request, daemon=True).start()
        use(settings, "", metadata=f"http://localhost:{server.server_port}/metadata")
        asked = ask(client).get("ID")
    come_back(client, envelope(asked, signed(assertion(asked), pair)))

    assert is_in(client)


def metadata_with(certificate: str) -> type[BaseHTTPRequestHandler]:
    text = "".join(certificate.splitlines()[1:-1])
    written = f"""<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{ENTITY}">
    <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>
    <X509Certificate>{text}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{SERVER}"/>
    </IDPSSODescriptor></EntityDescriptor>"""

    class Metadata(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(written.encode())

        def log_message(self, *args: object) -> None:
            pass

    return Metadata


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"entity": ""}, "FOLLOWTHROUGH_SAML_ENTITY"),
        ({"certificate": ""}, "FOLLOWTHROUGH_SAML_METADATA"),
        ({"server": "http://login.example.org"}, "begin with https"),
        ({"certificate": "/no/such/file"}, "certificate as text"),
        ({"groups": "admins=emperor"}, "FOLLOWTHROUGH_SAML_GROUPS names a role 'emperor'"),
    ],
)
def test_an_odd_setting_stops_the_start_with_a_sentence(more, said, certificate, settings):
    with pytest.raises(ImproperlyConfigured, match=said):
        use(settings, **{"certificate": certificate} | more)


def test_two_ways_in_at_once_stop_the_start(certificate, settings):
    one = (settings.OWN_SIGN_IN, {})

    with pytest.raises(ImproperlyConfigured, match="Take one of them out"):
        the_one_of(one, one)

"""The SAML provider as the sign-in library looks for it, stricter than its own, with what we ask of it.

What the library of SAML checks: signature, certificate, one assertion, schema, times, audience, issuer.
What needs the extra `saml` is imported where a provider is set up, which has looked whether it is there.
"""

from datetime import datetime
from typing import Any

from allauth.socialaccount.providers.saml.provider import SAMLProvider
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from lxml import etree
from requests import RequestException

_SAML = {
    "p": "urn:oasis:names:tc:SAML:2.0:protocol",
    "a": "urn:oasis:names:tc:SAML:2.0:assertion",
}
_LONGEST_NAME = 191  # as the library keeps them


class OwnSaml(SAMLProvider):
    """Takes an answer only to what this browser asked, once, and meant for this site."""

    def redirect(
        self,
        request: HttpRequest,
        process: str,
        next_url: str | None = None,
        data: Any = None,
        auth_params: Any = None,
        **kwargs: Any,
    ) -> HttpResponse:
        """To the provider; with `auth_params` it is told to ask anew, as by OpenID Connect."""
        from allauth.socialaccount.providers.saml.utils import build_auth

        name_host(request)
        try:
            auth = build_auth(request, self)
        except not_had() as error:
            raise RequestException from error  # as where an OpenID provider does not answer
        there = auth.login(return_to="", force_authn=bool(auth_params))
        state = auth.get_last_request_id()
        self.stash_redirect_state(request, process, next_url, data, state_id=state, **kwargs)
        return HttpResponseRedirect(there)

    def sociallogin_from_response(self, request: HttpRequest, response: Any) -> Any:
        """Raises PermissionDenied for what the library lets through and we do not."""
        assertion = _assertion(response)
        asked = response.get_last_response_in_response_to()
        # In the signed part: that of the envelope can be written by whoever has somebody's old answer.
        answers = assertion.xpath(".//a:SubjectConfirmationData/@InResponseTo", namespaces=_SAML)
        meant_for = assertion.xpath("./a:Conditions//a:Audience/text()", namespaces=_SAML)
        is_meant_for_us = response.get_settings().get_sp_data()["entityId"] in meant_for
        person = self.extract_uid(response) or ""
        if (
            not asked
            or set(answers) != {asked}
            or not is_meant_for_us
            or not 0 < len(person) <= _LONGEST_NAME
        ):
            raise PermissionDenied
        return super().sociallogin_from_response(request, response)

    def extract_extra_data(self, data: Any) -> dict[str, Any]:
        """What we need of somebody, under the names of OpenID Connect, and nothing else of them."""
        names, said = self.app.settings["attribute_mapping"], data.get_attributes()
        instants = _assertion(data).xpath("./a:AuthnStatement/@AuthnInstant", namespaces=_SAML)
        claims = {
            "email": self._extract(data).get("email"),
            "name": next(iter(said.get(names["name"], [])), None),
            "groups": said.get(names["groups"], []),
            "auth_time": datetime.fromisoformat(instants[0]).timestamp(),
        }
        return {"userinfo": claims}


def name_host(request: HttpRequest) -> None:
    """The library needs a name of the host, which an old client does not send."""
    request.META.setdefault("HTTP_HOST", request.get_host())


def not_had() -> tuple[type[Exception], ...]:
    """What is raised where a provider's metadata can't be had, or is odd."""
    from onelogin.saml2.errors import OneLogin_Saml2_Error

    return (OSError, OneLogin_Saml2_Error, etree.XMLSyntaxError, ValueError)


def _assertion(response: Any) -> Any:
    """The one assertion of an answer that was found good: the library refuses a second one anywhere in it."""
    safe = etree.XMLParser(resolve_entities=False, no_network=True)
    document: Any = etree.fromstring(response.get_last_response_xml().encode(), safe)
    return document.xpath("/p:Response/a:Assertion", namespaces=_SAML)[0]


provider_classes = [OwnSaml]

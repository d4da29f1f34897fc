"""The pages of signing in by SAML: there, back, and what a provider has to know of this site.

The library's own views. They need the extra `saml`, so they are imported where a provider is set up.
"""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followthrough.site.access.events import Kind, note
from followthrough.site.access.provider import name_host, not_had

# Far more than an answer with a thousand groups has; it waits in the database for the browser to come back.
LONGEST_ANSWER = 512 * 1024


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """To the provider; where its metadata can't be had, that is said."""
    return _by_library("login", request, organization_slug)


@csrf_exempt  # another site's page sends it; what it may do is decided by its signature
@require_POST
def come_back(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """Takes the answer that a provider's page sends; it waits for the browser to come with its cookies."""
    if len(request.POST.get("SAMLResponse", "")) > LONGEST_ANSWER:
        return _failed(request, status=413)
    return _by_library("acs", request, organization_slug)


@require_safe
def finish(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """Looks at the answer, and lets in or refuses."""
    return _by_library("finish_acs", request, organization_slug)


@require_safe
def show_metadata(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """What the provider has to know of this site. The library's own also promises to be signed out by it."""
    _must_be_set_up()
    from allauth.socialaccount.providers.saml import utils
    from onelogin.saml2.settings import OneLogin_Saml2_Settings

    app = utils.get_app_or_404(request, organization_slug)
    name_host(request)
    try:
        config = utils.build_saml_config(request, app.settings, organization_slug)
    except not_had():
        return _failed(request, status=502)
    del config["sp"]["singleLogoutService"]
    metadata = OneLogin_Saml2_Settings(config, sp_validation_only=True).get_sp_metadata()
    return HttpResponse(metadata, content_type="text/xml")


def sign_out(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """The library needs an address for it; nobody is signed out from elsewhere."""
    raise Http404


def _by_library(name: str, request: HttpRequest, slug: str) -> HttpResponse:
    _must_be_set_up()
    from allauth.socialaccount.providers.saml import views

    name_host(request)
    try:
        answer: HttpResponse = getattr(views, name)(request, organization_slug=slug)
    except not_had():
        answer = _failed(request, status=502)
    # An answer that nobody asked for, or that was used before.
    except PermissionDenied:
        answer = _failed(request, status=403)
    return answer


def _must_be_set_up() -> None:
    if settings.OWN_SIGN_IN is None or not settings.OWN_SIGN_IN.speaks_saml:
        raise Http404


def _failed(request: HttpRequest, *, status: int) -> HttpResponse:
    note(Kind.REFUSED, request=request, words="the organisation's sign-in failed")
    return render(request, "socialaccount/authentication_error.html", status=status)

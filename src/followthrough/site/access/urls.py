"""The addresses of second steps and sessions; of the library's, under its names, those that are needed."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as socialaccount
from allauth.socialaccount.providers.openid_connect import views as openid
from django.contrib.auth.decorators import login_required
from django.urls import path

from followthrough.site.access import saml, views
from followthrough.site.access.confirming import confirmed_before_sending

urlpatterns = [
    path("sign-in/second-step/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", views.sign_in_by_passkey, name="mfa_login_webauthn"),
    path("sign-in/with/<slug:provider_id>/", views.sign_in_by_organisation, name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/back/", openid.callback, name="openid_connect_callback"),
    path("sign-in/by/<slug:organization_slug>/", saml.sign_in, name="saml_login"),
    path("sign-in/by/<slug:organization_slug>/back/", saml.come_back, name="saml_acs"),
    path("sign-in/by/<slug:organization_slug>/finish/", saml.finish, name="saml_finish_acs"),
    path("sign-in/by/<slug:organization_slug>/metadata/", saml.show_metadata, name="saml_metadata"),
    path("sign-in/by/<slug:organization_slug>/out/", saml.sign_out, name="saml_sls"),
    path("sign-in/cancelled/", socialaccount.login_cancelled, name="socialaccount_login_cancelled"),
    path("account/unsent/", views.show_unsent, name="unsent"),
    path("account/sessions/", views.list_sessions, name="sessions"),
    path("account/sessions/end-others/", views.end_other_sessions, name="end_other_sessions"),
    path("account/sessions/<int:session_id>/end/", views.end_session, name="end_session"),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("account/confirm/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/confirm/organisation/", views.confirm_by_organisation, name="confirm_by_organisation"),
    path("account/confirm/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("account/second-step/", mfa.index, name="mfa_index"),
    path(
        "account/second-step/app/",
        login_required(confirmed_before_sending(app.activate_totp)),
        name="mfa_activate_totp",
    ),
    path("account/second-step/app/remove/", login_required(app.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/second-step/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/second-step/codes/new/",
        login_required(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/second-step/passkeys/add/",
        login_required(confirmed_before_sending(passkeys.add_webauthn)),
        name="mfa_add_webauthn",
    ),
    path(
        "account/second-step/passkeys/<int:pk>/remove/",
        login_required(views.remove_passkey),
        name="mfa_remove_webauthn",
    ),
    path("people/sign-ins/", views.list_events, name="sign_ins"),
    path("people/sign-ins/sign-ins.csv", views.download_events, name="download_sign_ins"),
    path("people/second-step/", views.change_sign_in_rules, name="sign_in_rules"),
    path("people/<int:membership_id>/end-sessions/", views.end_person_sessions, name="end_person_sessions"),
    path("people/<int:membership_id>/remove-steps/", views.remove_second_steps, name="remove_second_steps"),
]

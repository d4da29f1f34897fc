"""The addresses of the site. Each reads as a place, and has the name of what it shows or does."""

from allauth.account import views as sign_in
from django.urls import include, path, re_path

from followthrough.site import help_pages, observing, pages
from followthrough.site.home import views as home_views

handler500 = pages.show_fault
urlpatterns = [
    path("", home_views.show_home, name="home"),
    path("help/", help_pages.show_help, name="help"),
    path("help/<slug:topic>/", help_pages.show_help_topic, name="help_topic"),
    path("who-sees-what/", pages.show_who_sees_what, name="who_sees_what"),
    path("health/", pages.show_health, name="health"),
    path("metrics", observing.show_metrics, name="metrics"),
    path(".well-known/security.txt", pages.show_security_contact, name="security_contact"),
    path("accessibility/", pages.show_accessibility, name="accessibility"),
    # Signing in: of the library's addresses, those that a closed set of accounts needs, under its names.
    path("sign-in/", sign_in.login, name="account_login"),
    path("sign-out/", sign_in.logout, name="account_logout"),
    path("sign-in/no-longer-active/", sign_in.account_inactive, name="account_inactive"),
    path("account/password/", sign_in.password_change, name="account_change_password"),
    path("sign-in/forgotten/", sign_in.password_reset, name="account_reset_password"),
    path("sign-in/forgotten/sent/", sign_in.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^set-password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[-\w]+)/$",
        sign_in.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "set-password/done/",
        sign_in.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("", include("followthrough.site.history.urls")),
    path("", include("followthrough.site.access.urls")),
    path("", include("followthrough.site.people.urls")),
    path("", include("followthrough.site.notices.urls")),
    path("", include("followthrough.site.spreadsheets.urls")),
    path("", include("followthrough.site.register.urls")),
    path("", include("followthrough.site.changes.urls")),
    path("", include("followthrough.site.assurance.urls")),
    path("", include("followthrough.site.risks.urls")),
    path("", include("followthrough.site.record_notes.urls")),
    path("", include("followthrough.site.evidence.urls")),
    path("", include("followthrough.site.rounds.urls")),
    path("", include("followthrough.site.rounds.urls_rounds")),
    path("", include("followthrough.site.imports.urls")),
    path("", include("followthrough.site.editions.urls")),
    path("", include("followthrough.site.public.urls")),
    path("", include("followthrough.site.oversight.urls")),
    path("", include("followthrough.site.reports.urls")),
    path("", include("followthrough.site.personal_data.urls")),
]

"""Django's settings, out of what the environment says."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from followthrough.site.environment import Environment, advice, read_environment
from followthrough.site.log_settings import LOGGING as LOGGING
from followthrough.site.mail_settings import mail_settings
from followthrough.site.openid_settings import openid_settings
from followthrough.site.own_sign_in import the_one_of
from followthrough.site.saml_settings import saml_settings
from followthrough.site.secret_key import secret_key_kept_in, strong_key

SITE = Path(__file__).parent
MEGABYTE = 1024 * 1024


def database(environment: Environment) -> dict[str, Any]:
    """PostgreSQL or another by DATABASE_URL; else SQLite, made safe for several writers."""
    file = environment.var / "followthrough.sqlite3"
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(environment.database_url or f"sqlite:///{file}"))
    except ValueError:
        raise ImproperlyConfigured(advice("DATABASE_URL", environment.database_url)) from None
    if found["ENGINE"].endswith("sqlite3"):
        # IMMEDIATE takes the write lock when a transaction begins, so that two writers wait for each
        # other (20 seconds at most) instead of failing when the second one first writes. FULL has what was
        # acknowledged on the disk before: with NORMAL the last returns go when the machine loses its power.
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        }
    else:
        found |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    return found


def file_store(environment: Environment, var: Path, name: str) -> dict[str, Any]:
    """Where files are, of evidence or of editions: a folder that this account alone may read, or a bucket.

    Raises ImproperlyConfigured where a bucket is set and what reaches it is not installed.
    """
    if not environment.evidence_bucket:
        options = {"location": var / name, "file_permissions_mode": 0o600}
        folder = {"directory_permissions_mode": 0o700}
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options | folder}
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured(
            "FOLLOWTHROUGH_EVIDENCE_BUCKET is set, and what reaches a bucket is not installed. "
            "Install followthrough[s3], or take the setting out to keep evidence in a folder."
        )
    # Its keys come from the environment or the machine, as the library of the store finds them.
    bucket = {
        "bucket_name": environment.evidence_bucket,
        "endpoint_url": environment.evidence_endpoint or None,
        "region_name": environment.evidence_region or None,
        "location": name,
        "default_acl": None,
        "file_overwrite": False,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": bucket}


env = read_environment()
VAR = env.var.resolve()

DEBUG = env.debug
SECRET_KEY = strong_key(env.secret_key) or secret_key_kept_in(VAR)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *filter(None, map(str.strip, env.hosts.split(",")))]
DATABASES = {"default": database(env)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "followthrough.site.urls"
WSGI_APPLICATION = "followthrough.site.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",  # its widget templates, which ours replace
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "followthrough.site.history",
    "followthrough.site.notices",
    "followthrough.site.people",
    "followthrough.site.spreadsheets",
    "followthrough.site.access",
    "followthrough.site.register",
    "followthrough.site.changes",
    "followthrough.site.evidence",
    "followthrough.site.assurance",
    "followthrough.site.risks",
    "followthrough.site.record_notes",
    "followthrough.site.rounds",
    "followthrough.site.imports",
    "followthrough.site.reports",
    "followthrough.site.editions",
    "followthrough.site.public",
    "followthrough.site.personal_data",
    "followthrough.site.oversight",
]

MIDDLEWARE = [
    "followthrough.site.observing.note_requests",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "followthrough.site.plain_requests.RefuseNought",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "followthrough.site.access.middleware.guard_sessions",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "followthrough.site.frame.frame",
            ],
            "builtins": ["django.templatetags.static"],
            "libraries": {"listing": "followthrough.site.listing", "parts": "followthrough.site.page_parts"},
        },
    }
]
FORM_RENDERER = "followthrough.site.forms.PlainForms"

# Language and time
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# Accounts
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "followthrough.site.people.hashing.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # of who has not signed in since
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    # Django's list has the 20,000 most common; a longer one can be set.
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "followthrough.site.people.breached.BreachedPasswordValidator",
        "OPTIONS": {"path": env.breached_passwords},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an administrator adds each account; nobody signs up
ACCOUNT_SESSION_REMEMBER = True
# However much it is used, a session ends after a working day; unused, after an hour and a half.
LONGEST_SESSION, IDLE_SESSION = 12 * 60 * 60, 90 * 60
ACCOUNT_SESSION_COOKIE_AGE = LONGEST_SESSION
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_RATE_LIMITS = {
    # Only against a flood: an office behind one address signs in at the same hour. How wrong passwords are
    # slowed down is in access/slowing.py; `login_failed` is what remains for codes, by account.
    "login": "600/m/ip",
    "login_failed": "5/5m/key",
    "reset_password": "120/m/ip,5/m/key",
    "reset_password_from_key": "120/m/ip",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_FORMS = {
    "login": "followthrough.site.people.forms.SignInForm",
    "reset_password": "followthrough.site.people.forms.ForgottenPasswordForm",
    "change_password": "followthrough.site.people.forms.NewPasswordForm",
    "reset_password_from_key": "followthrough.site.people.forms.FirstPasswordForm",
    "reauthenticate": "followthrough.site.access.forms.PasswordAgainForm",
}
ACCOUNT_ADAPTER = "followthrough.site.access.signing_in.SigningIn"
SOCIALACCOUNT_ADAPTER = "followthrough.site.access.openid.OrganisationAccount"
OWN_SIGN_IN, SOCIALACCOUNT_PROVIDERS = the_one_of(
    openid_settings(
        server=env.openid_server,
        client=env.openid_client,
        secret=env.openid_secret,
        name=env.openid_name,
        groups=env.openid_groups,
        claim=env.openid_groups_claim,
        new_role=env.openid_new_accounts,
        trusts=env.openid_trust_emails,
    ),
    saml_settings(
        server=env.saml_server,
        entity=env.saml_entity,
        certificate=env.saml_certificate,
        metadata=env.saml_metadata,
        name=env.saml_name,
        attributes={"email": env.saml_email, "name": env.saml_person, "groups": env.saml_groups_attribute},
        groups=env.saml_groups,
        new_role=env.saml_new_accounts,
    ),
)
MFA_ADAPTER = "followthrough.site.access.second_step.SecondStep"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # a telephone's clock is off by half a minute
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}  # nothing to guess; an office behind one address
MFA_FORMS = {
    "authenticate": "followthrough.site.access.forms.CodeForm",
    "reauthenticate": "followthrough.site.access.forms.CodeAgainForm",
    "activate_totp": "followthrough.site.access.forms.SetUpAppForm",
    "add_webauthn": "followthrough.site.access.forms.AddPasskeyForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.trusted_proxies
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60  # how long a link to set a password works
# The rate limits of sign-in are counted here, so every worker must see the same counts.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    }
}

# Security
SESSION_COOKIE_AGE = ACCOUNT_SESSION_COOKIE_AGE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
# A browser drops a Secure cookie on plain http, so on 127.0.0.1 without https nobody could sign in.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.https
if env.https:
    # A browser believes a cookie so named from this very host alone, and from no other of its domain.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
CSRF_FAILURE_VIEW = "followthrough.site.pages.refuse_form"
SECURE_SSL_REDIRECT = env.https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.https else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if env.https else 0
# Whether the rest of an organisation's domain is on https is not this site's to promise.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # small icons inside the style sheets
        "font-src": [SELF],
        "connect-src": [SELF],
        # A browser holds a form to this also where it is sent on, as to the organisation's own sign-in.
        "form-action": [SELF, *([OWN_SIGN_IN.origin] if OWN_SIGN_IN else [])],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

METRICS_TOKEN = env.metrics_token
SECURITY_CONTACT = env.security_contact

# Uploads: the handler drops what is over the limit as it arrives, forms say so.
UPLOAD_LIMIT = env.upload_megabytes * MEGABYTE
# What the files of one organisation may take together.
ORGANISATION_LIMIT = env.organisation_megabytes * MEGABYTE
EVIDENCE_LIMIT = env.evidence_megabytes * MEGABYTE
VIRUS_SCANNER = env.virus_scanner
# Whether the examples of how tables were read keep the words of their headings.
KEEP_HEADINGS = env.keep_headings
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * MEGABYTE
FILE_UPLOAD_HANDLERS = [
    "followthrough.site.uploads.SizeLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Jobs: kept in the database with what they are about; site/worker.py does them.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Letters by e-mail: none ever leaves where no server is set
MAIL_IS_SET_UP = bool(env.mail_server)
SITE_ADDRESS = env.address.rstrip("/")
globals().update(mail_settings(env.mail_server, env.mail_from))

# Static files
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [SITE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    "evidence": file_store(env, VAR, "evidence"),
    "editions": file_store(env, VAR, "editions"),
}

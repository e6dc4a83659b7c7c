"""Django settings of Tandem, computed from `tandem.configuration`."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF

from tandem import languages
from tandem.configuration import Configuration, secret_from
from tandem.ground.kernel.subjects import subjects_of

PACKAGE = Path(__file__).parent
configuration = Configuration()
DATA = configuration.prepared_data()

SECRET_KEY = secret_from(DATA / "secret.key")
DEBUG = configuration.debug
ALLOWED_HOSTS = configuration.hosts()
BASE_URL = configuration.base_url.rstrip("/")
PREFIX = urlsplit(BASE_URL).path  # where Tandem shares its host with others, such as /tandem
FORCE_SCRIPT_NAME = PREFIX or None

INSTALLED_APPS = [
    "tandem.ground.ledger",
    "tandem.ground.kernel",
    "tandem.ground.accounts",
    "tandem.ground.catalogue",
    "tandem.ground.exchange",
    *subjects_of(),
    "tandem.faces.web",
    "tandem.faces.api",
    "tandem.faces.cli",
    "tandem.faces.intake",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "tandem.faces.web.middleware.trusted_proxy",
    "tandem.faces.web.middleware.body_limit",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tandem.faces.web.speaking.in_their_language",
    "tandem.faces.web.staying.stay_signed_in",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

if configuration.database_replica_url:
    MIDDLEWARE.append("tandem.faces.web.middleware.just_written")

ROOT_URLCONF = "tandem.faces.web.addresses"
WSGI_APPLICATION = "tandem.faces.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "DIRS": [PACKAGE / "faces/web/templates", *sorted((PACKAGE / "faces/web").glob("*/*/templates"))],
        "OPTIONS": {
            "environment": "tandem.faces.web.rendering.environment",
            "context_processors": ["tandem.faces.web.rendering.one_form_key"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

DATABASES = configuration.databases()
DATABASE_ROUTERS = ["tandem.replica.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SILENCED_SYSTEM_CHECKS = ["models.W047"]  # links: where SQLite makes no such constraint, its one writer looks first

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "tandem.ground.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Tandem"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = BASE_URL.startswith("http://127.0.0.1")

ACCOUNT_RATE_LIMITS = {  # wrong sign-ins are counted by axes, in one place; these only keep a flood away
    "login_failed": None,
    "login": "600/m/ip",
    "reset_password": "100/m/ip,5/m/key",
    "reset_password_from_key": "100/m/ip",
}
AXES_HANDLER = "tandem.ground.accounts.lockout.Handler"
AXES_FAILURE_LIMIT = 8  # for one account from one client; the other limits stand with the handler
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], ["username"], ["ip_address"]]
AXES_USERNAME_CALLABLE = "tandem.ground.accounts.lockout.account_name"
AXES_USERNAME_FORM_FIELD = "login"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "tandem.faces.web.views.sign_in.locked_out"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = LANGUAGE_COOKIE_PATH = f"{PREFIX}/"
if PREFIX:  # another application of the host may have one of the same name at its root
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "tandem_session", "tandem_csrf"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_COOKIES = BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_COOKIES else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
TANDEM_TRUSTED_PROXIES = configuration.proxies()
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TANDEM_TRUSTED_PROXIES else None
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "tandem.faces.web.views.errors.forged"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": [],
    "geolocation": [],
    "microphone": [],
    "payment": [],
    "usb": [],
    "publickey-credentials-get": ["self"],
    "publickey-credentials-create": ["self"],
}

LANGUAGE_CODE = "en"
LOCALE_PATHS = [PACKAGE / "locale", *configuration.locales()]
LANGUAGES = languages.available(LOCALE_PATHS)
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = f"{PREFIX}/static/"
STATICFILES_DIRS: list[str] = []
MEDIA_ROOT = DATA / "files"
STORAGES = {
    "default": configuration.storage(),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if configuration.email_url
    else "django.core.mail.backends.console.EmailBackend"
)
_mail = urlsplit(configuration.email_url)
EMAIL_HOST = _mail.hostname or "localhost"
EMAIL_PORT = _mail.port or (465 if _mail.scheme == "smtps" else 25)
EMAIL_HOST_USER = unquote(_mail.username or "")
EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
EMAIL_USE_SSL = EMAIL_PORT == 465 or _mail.scheme == "smtps"
EMAIL_USE_TLS = EMAIL_PORT == 587 and not EMAIL_USE_SSL
DEFAULT_FROM_EMAIL = configuration.email_from or f"Tandem <tandem@{urlsplit(BASE_URL).hostname or 'localhost'}>"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
TANDEM_REPLY_TO = [configuration.email_reply_to] if configuration.email_reply_to else []
EMAIL_TIMEOUT = 30  # seconds that the worker waits for the server

TANDEM_LEDGER_KEY = configuration.ledger_key or DATA / "ledger.key"
TANDEM_LEDGER_ORIGIN = (urlsplit(BASE_URL).hostname or "tandem") + "/ledger"
TANDEM_HEADS_FOLDER = configuration.heads_folder
TANDEM_HEADS_MAIL = [address.strip() for address in configuration.heads_mail.split(",") if address.strip()]
TANDEM_ATTACHMENT_LIMIT = configuration.attachment_limit
TANDEM_FONTS = configuration.fonts
TANDEM_ATTACK_LISTS = [address.strip() for address in configuration.attack_lists.split(",") if address.strip()]
TANDEM_IMPORT_LIMIT = configuration.import_limit
TANDEM_JOB_BEAT = 1.0  # seconds between two looks at how far a job is

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "tandem": {"level": "INFO"},
        "tandem.sqlite": {"level": "ERROR"},  # the server wants to hear of long writes too
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # anybody can fill a log with those
    },
}

"""Settings of the whole monolith; everything a court must decide comes from the environment."""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlparse

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from whitenoise.compress import Compressor

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("COURTFLOW_VAR", BASE_DIR / "var"))


def flag(name: str, default: bool) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def required(name: str, hint: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {hint}")
    return value


DEBUG = flag("COURTFLOW_DEBUG", True)
HTTPS = flag("COURTFLOW_HTTPS", not DEBUG)
SECRET_KEY = (
    os.environ.get("COURTFLOW_SECRET_KEY", "only-for-development-never-in-a-court")
    if DEBUG
    else required("COURTFLOW_SECRET_KEY", "Set it to a long random text that only this server knows.")
)
ALLOWED_HOSTS = words("COURTFLOW_ALLOWED_HOSTS", "*" if DEBUG else "")
CSRF_TRUSTED_ORIGINS = words("COURTFLOW_CSRF_ORIGINS")

# How many reverse proxies of the court add to X-Forwarded-For before a request arrives here.
PROXIES = int(os.environ.get("COURTFLOW_PROXIES", "1" if HTTPS else "0"))

INSTALLED_APPS = [
    "courtflow.stack",
    "courtflow.pages",
    "courtflow.api",
    "courtflow.calculators",
    "courtflow.flow",
    "courtflow.policy",
    "courtflow.accounts",
    "courtflow.cases",
    "courtflow.importing",
    "courtflow.batches",
    "courtflow.duties",
    "courtflow.traceability",
    "courtflow.bench",
    "courtflow.demo",
    "documents",
    "intake",
    "trial",
    "enforcement",
    "preservation",
    "courtflow.administration.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
    "rest_framework",
    "rest_framework.authtoken",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "courtflow.flow.middleware.OneReading",
]

ROOT_URLCONF = "courtflow.urls"
WSGI_APPLICATION = "courtflow.wsgi.application"
ASGI_APPLICATION = "courtflow.asgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "courtflow.pages.context.shell",
            ],
        },
    },
]

# Widgets of our own (rows of sub-forms) have their templates in the project.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"


def database(url: str) -> dict[str, object]:
    parts = urlparse(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must start with postgresql:// (courtflow runs on PostgreSQL only).")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


# Without one, pure computations (`manage.py calc`) still run; everything else says on first use what to set.
DATABASES: dict[str, dict[str, object]] = {
    "default": database(os.environ["DATABASE_URL"])
    if os.environ.get("DATABASE_URL")
    else {"ENGINE": "courtflow.stack.absent"}
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
# A worker that dies in mid-task gives the message back; every task is safe to run again.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# No task runs longer than a minute or two, so an unacknowledged message may return after ten; the broker is
# asked for such messages often, because nothing statutory may wait for it (there is no ETA in courtflow).
# Nobody's act waits long for a broker that hangs: the ring is given up, and beat finds the rows.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "unacked_restore_interval": 10,
    "socket_connect_timeout": 2,
    "socket_timeout": 2,
    "max_retries": 0,
}
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "flow.sweep", "schedule": 30.0, "options": {"expires": 30}},
    "render": {"task": "documents.render_pending", "schedule": 30.0, "options": {"expires": 30}},
    "dossiers": {"task": "documents.build_dossiers", "schedule": 30.0, "options": {"expires": 30}},
    "batches": {"task": "batches.run_waiting", "schedule": 30.0, "options": {"expires": 30}},
    "import": {"task": "importing.run_waiting", "schedule": 30.0, "options": {"expires": 30}},
    "books": {"task": "enforcement.check_books", "schedule": crontab(hour=2, minute=20), "options": {"expires": 3600}},
    "anchor": {"task": "flow.anchor", "schedule": crontab(minute=5), "options": {"expires": 600}},
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "courtflow.accounts.administrators.RoleBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
# A court sits behind one address: lock the pair of user name and address, never the address alone.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "courtflow.accounts.addresses.address_of"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False  # courtflow.administration shows locks to whom they concern
AXES_LOCKOUT_CALLABLE = "courtflow.api.token.locked"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "courtflow" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
# Source maps and unhashed copies serve nobody here; collecting takes 8 s without them and 54 s with them.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "style-src": [SELF, "'unsafe-inline'"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["courtflow.api.parsing.StrictJSON"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "courtflow.api.pagination.Pages",
    "DEFAULT_FILTER_BACKENDS": [
        "django_filters.rest_framework.DjangoFilterBackend",
        "rest_framework.filters.OrderingFilter",
    ],
    "DEFAULT_THROTTLE_CLASSES": ["courtflow.api.limits.PerUser", "courtflow.api.limits.PerAddress"],
    # Addresses are counted as the outermost of our own proxies saw them, never as a client claims to be.
    "NUM_PROXIES": PROXIES,
    "DEFAULT_THROTTLE_RATES": {"user": "1200/min", "anon": "120/min"},
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_VERSIONING_CLASS": None,
    "EXCEPTION_HANDLER": "courtflow.api.problems.handle",
    "PAGE_SIZE": 50,
    "COERCE_DECIMAL_TO_STRING": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "courtflow",
    "DESCRIPTION": "人民法院立审执流程接口。能办什么、为何不能办，由 acts 说明；错误为 application/problem+json。",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "courtflow.api.describing.with_problems",
    ],
    "ENUM_NAME_OVERRIDES": {
        "DeadlineState": "courtflow.flow.models.Deadline.State",
        "DutyState": "courtflow.duties.models.Duty.State",
        "TaskState": "courtflow.flow.models.Task.State",
        "DocumentState": "documents.models.Document.State",
        "DossierState": "documents.models.Dossier.State",
        "DossierBuildState": "documents.models.DossierBuild.State",
        "PartyKind": "courtflow.cases.models.Party.Kind",
        "PartyRole": "courtflow.cases.models.Party.Role",
        "AgentKind": "courtflow.cases.models.Agent.Kind",
        "AddressKind": "courtflow.cases.models.Address.Kind",
        "InstrumentKind": "courtflow.cases.models.Instrument.Kind",
        "ObligationKind": "courtflow.cases.models.Obligation.Kind",
    },
}

# When the sweep distrusts the clock (flow/watch.py); technical limits, no law fixes them. Two minutes are far more than
# synchronised clocks differ by and far less than a day; fifteen days are longer than machines are off over a holiday.
CLOCK_TOLERANCE = timedelta(seconds=int(os.environ.get("COURTFLOW_CLOCK_TOLERANCE_SECONDS", "120")))
CLOCK_UNMEASURED = timedelta(days=int(os.environ.get("COURTFLOW_CLOCK_UNMEASURED_DAYS", "15")))

ANCHOR_FILE = Path(os.environ.get("COURTFLOW_ANCHOR_FILE", VAR_DIR / "anchors.log"))

# Where strangers verify a document's code (printed on every paper), and the court's own licensed fonts, if it has any.
PUBLIC_URL = os.environ.get("COURTFLOW_PUBLIC_URL", "http://127.0.0.1:8000")
DOCUMENT_FONT_DIR = os.environ.get("COURTFLOW_FONT_DIR", "")

# Where handed-in files and dossiers lie (back it up with the database), and how large one may be; technical limits:
# a scan of a hundred pages has some 20 megabytes, and a case with more than half a gigabyte belongs on a disc.
FILES_DIR = Path(os.environ.get("COURTFLOW_FILES_DIR", VAR_DIR / "files"))
UPLOAD_LARGEST = int(os.environ.get("COURTFLOW_UPLOAD_LARGEST_MB", "20")) * 1_000_000
MATERIALS_PER_CASE = int(os.environ.get("COURTFLOW_MATERIALS_PER_CASE_MB", "500")) * 1_000_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {name: {"level": "WARNING"} for name in ("weasyprint", "fontTools")},
    "root": {"handlers": ["console"], "level": os.environ.get("COURTFLOW_LOG_LEVEL", "INFO")},
}

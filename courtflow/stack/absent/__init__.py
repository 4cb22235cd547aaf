"""The database of a house that named none: it says so on first use, and lets pure computations run without one."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

ENGINE = "courtflow.stack.absent"
MESSAGE = (
    "DATABASE_URL is not set. Run `make demo` (it brings its own PostgreSQL), "
    "or set DATABASE_URL=postgresql://user:password@host:5432/name."
)


def is_absent() -> bool:
    return bool(settings.DATABASES["default"]["ENGINE"] == ENGINE)


def require_database() -> None:
    """For programs that serve nothing without one (web server, worker): ImproperlyConfigured at their start."""
    if is_absent():
        raise ImproperlyConfigured(MESSAGE)

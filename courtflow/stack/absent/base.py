"""Django's backend for no database at all, with a message that says what to do."""

from typing import Any, NoReturn

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.dummy import base

from . import MESSAGE


def complain(*args: Any, **kwargs: Any) -> NoReturn:
    raise ImproperlyConfigured(MESSAGE)


class DatabaseOperations(base.DatabaseOperations):
    quote_name = complain


class DatabaseWrapper(base.DatabaseWrapper):
    """Whatever would need a connection complains; opening and closing none is fine."""

    ops_class = DatabaseOperations
    _cursor = complain
    ensure_connection = complain
    _commit = complain
    _savepoint_commit = complain
    _set_autocommit = complain

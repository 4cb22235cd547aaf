"""System check: every command that checks itself says at once that no database is named."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from . import MESSAGE, is_absent


@register("courtflow")
def a_database_is_named(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [Error(MESSAGE, id="courtflow.E010")] if is_absent() else []

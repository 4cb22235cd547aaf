"""The servers courtflow runs on as a Django app."""

from django.apps import AppConfig


class StackConfig(AppConfig):
    name = "courtflow.stack"
    verbose_name = "运行环境"

    def ready(self) -> None:
        from .absent import checks  # noqa: F401

"""立案 as a Django app."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "intake"
    verbose_name = "立案"

    def ready(self) -> None:
        from . import volumes  # noqa: F401  registers what its dossiers hold

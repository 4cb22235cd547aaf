"""审判 as a Django app."""

from django.apps import AppConfig


class TrialConfig(AppConfig):
    name = "trial"
    verbose_name = "审判"

    def ready(self) -> None:
        from . import volumes  # noqa: F401  registers what its dossiers hold
